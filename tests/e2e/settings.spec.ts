import type { Page } from '@playwright/test';
import { expect, navigate, test } from './fixtures.ts';

test('saved settings survive a reload', async ({ page, settings, setStatus, sandbox }) => {
  await settings.open();
  await settings.save(sandbox.token, '1');
  await expect(settings.outcome).toHaveText('Saved.');

  await page.reload();

  await expect(settings.token).toHaveValue(sandbox.token);
  await expect(settings.userId).toHaveValue('1');
  await navigate(page, 'Set status');
  await expect(setStatus.button).toBeVisible();
  await expect(page.getByText('this page needs')).toBeHidden();
});

test('the token is hidden unless its switch is on', async ({ settings, sandbox }) => {
  await settings.open();
  await settings.token.fill(sandbox.token);
  await expect(settings.token).toHaveAttribute('type', 'password');

  await settings.showToken.check();
  await expect(settings.token).toHaveAttribute('type', 'text');
  await expect(settings.token).toHaveValue(sandbox.token);

  await settings.showToken.uncheck();
  await expect(settings.token).toHaveAttribute('type', 'password');
});

test('forgetting the token removes it from the page and the browser', async ({
  page,
  settings,
  setStatus,
  sandbox,
}) => {
  await settings.open();
  await settings.save(sandbox.token, '1');
  await settings.forgetButton.click();

  await expect(settings.outcome).toHaveText('Token forgotten.');
  await expect(settings.token).toHaveValue('');
  await expect(page.locator(':focus')).toHaveCount(1);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(sandbox.token);
  await page.reload();
  await expect(settings.token).toHaveValue('');
  await setStatus.open();
  await expect(page.getByText('this page needs your API token')).toBeVisible();
});

test('the sandbox account can also be chosen in Settings', async ({
  page,
  settings,
  setStatus,
  sandbox,
}) => {
  await settings.open();
  await setStatus.useSandboxAccount.click();

  await expect(settings.token).toHaveValue(sandbox.token);
  await expect(settings.userId).toHaveValue(sandbox.userId);
  await page.reload();
  await expect(settings.userId).toHaveValue(sandbox.userId);
});

test('a token that no header can carry is rejected with an explanation', async ({ page, settings }) => {
  const problem = 'API token must be one word of plain letters, digits and signs';
  await settings.open();
  // `fetch` throws on most of these and alters the others.
  for (const token of ['two words', 'tökén', 'zero\u200bwidth', '令牌']) {
    await settings.save(token, '42');

    await expect(settings.problems.getByRole('link')).toContainText([problem]);
    await expect(settings.token).toHaveAccessibleDescription(new RegExp(problem));
    await expect(settings.token).toHaveAttribute('aria-invalid', 'true');
    await expect(settings.token).toHaveValue(token);
  }
  await expect(page.getByText('Saved.')).toBeHidden();
});

test('a user ID that is not a positive whole number is rejected with an explanation', async ({
  page,
  settings,
  sandbox,
}) => {
  const problem = 'User ID must be a whole number above zero, like 42';
  await settings.open();
  for (const userId of ['0', '-3', '+4', '4.0', '1e3', '٤', '4 2', 'me', '9223372036854775808']) {
    await settings.save(sandbox.token, userId);

    await expect(settings.problems.getByRole('link')).toHaveText([problem]);
    await expect(settings.userId).toHaveAccessibleDescription(new RegExp(problem));
    await expect(settings.userId).toHaveValue(userId);
  }
  await expect(page.getByText('Saved.')).toBeHidden();
});

test('empty settings list both problems, and the summary links to the fields', async ({
  page,
  settings,
}) => {
  await settings.open();
  await settings.saveButton.click();

  await expect(settings.problems.getByRole('link')).toHaveText(['Enter the API token', 'Enter the user ID']);
  await expect(page).toHaveTitle(/^Error: /);
  await settings.problems.getByRole('link', { name: 'Enter the user ID' }).click();
  await expect(settings.userId).toBeFocused();
});

// Typed, because Firefox fires `change` on blur only after real key presses, not after `fill`.
test('correcting a field removes its problem', async ({ page, settings }) => {
  await settings.open();
  await settings.save('', 'me');
  await settings.userId.selectText();
  await page.keyboard.type('1');
  await settings.userId.blur();

  await expect(settings.problems.getByRole('link')).toHaveText(['Enter the API token']);
  await expect(settings.userId).not.toHaveAttribute('aria-invalid');
});

// The error summary disappears when the field loses focus, so the button moves during the click.
test('one click saves the corrected settings, even though the button moves', async ({ page, settings, sandbox }) => {
  await settings.open();
  await settings.save(sandbox.token, 'me');
  await expect(settings.problems).toBeVisible();

  await settings.userId.selectText();
  await page.keyboard.type('1');
  await settings.saveButton.click();

  await expect(settings.outcome).toHaveText('Saved.');
});

test('white space around pasted values is removed', async ({ page, settings, sandbox }) => {
  await settings.open();
  await settings.save(`  ${sandbox.token} `, ' 1 ');
  await expect(settings.outcome).toHaveText('Saved.');

  await page.reload();
  await expect(settings.token).toHaveValue(sandbox.token);
  await expect(settings.userId).toHaveValue('1');
});

// Not every screen reader announces a region that appears together with its text.
test('the live region is there from the start and is empty', async ({ settings }) => {
  await settings.open();

  await expect(settings.outcome).toBeEmpty();
});

test('saving twice is announced twice', async ({ page, settings, sandbox }) => {
  await settings.open();
  await settings.save(sandbox.token, '1');
  await expect(settings.outcome).toHaveText('Saved.');
  const announced = await settings.outcome.evaluateHandle((region) => {
    const announced: string[] = [];
    new MutationObserver(() => announced.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return announced;
  });

  await settings.saveButton.click();

  await expect.poll(() => announced.jsonValue()).toEqual(['', 'Saved.']);
  await expect(page.locator(':focus')).toHaveCount(1);
});

test.describe('the appearance', () => {
  test.use({ colorScheme: 'dark' });

  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const LIGHT = 'rgb(245, 246, 248)';
  const DARK = 'rgb(20, 22, 27)';

  // Firefox's driver can't emulate a dark system.
  test('follows the system unless the user chooses one', { tag: '@chromium-only' }, async ({ page, settings }) => {
    await settings.open();
    await expect(settings.appearance('System')).toBeChecked();
    expect(await background(page)).toBe(DARK);

    await settings.appearance('Light').check();
    expect(await background(page)).toBe(LIGHT);
    await expect(page.locator('meta[name=theme-color][media=all]')).toHaveAttribute('content', '#f5f6f8');

    await settings.appearance('System').check();
    expect(await background(page)).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).toBe(LIGHT);
  });

  test('applies before the program loads, and in every tab', async ({ page, settings, context }) => {
    await settings.open();
    await settings.appearance('Light').check();
    const other = await context.newPage();
    await other.route('**/*.wasm', () => {});
    await other.goto('/');
    expect(await background(other)).toBe(LIGHT);
    await settings.appearance('Dark').check();
    await expect.poll(() => background(other)).toBe(DARK);
    await page.reload();
    await expect(settings.appearance('Dark')).toBeChecked();
  });

  test('can be chosen when storage is blocked', async ({ page, settings }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('blocked'); } });
    });
    await settings.open();
    await settings.appearance('Light').check();
    expect(await background(page)).toBe(LIGHT);
    await expect(settings.appearance('Light')).toBeChecked();
  });
});

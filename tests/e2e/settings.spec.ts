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
test('one click saves the corrected settings, even though the button moves', { tag: '@engine' }, async ({ page, settings, sandbox }) => {
  await settings.open();
  await settings.save(sandbox.token, 'me');
  await expect(settings.problems).toBeVisible();

  await settings.userId.selectText();
  await page.keyboard.type('1');
  await settings.saveButton.click();

  await expect(settings.outcome).toHaveText('Saved.');
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
  const LIGHT = 'rgb(255, 255, 255)';
  const DARK = 'rgb(18, 20, 25)';

  // Firefox's driver can't emulate a dark system.
  test('follows the system unless the user chooses one', { tag: '@chromium-only' }, async ({ page, settings }) => {
    await settings.open();
    await expect(settings.appearance('System')).toBeChecked();
    expect(await background(page)).toBe(DARK);

    await settings.appearance('Light').check();
    expect(await background(page)).toBe(LIGHT);
    await expect(page.locator('meta[name=theme-color][media=all]')).toHaveAttribute('content', '#ffffff');

    await settings.appearance('System').check();
    expect(await background(page)).toBe(DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background(page)).toBe(LIGHT);
  });

  test('is light on paper', { tag: '@chromium-only' }, async ({ page, settings }) => {
    await settings.open();
    await settings.appearance('Dark').check();
    expect(await background(page)).toBe(DARK);
    await page.emulateMedia({ media: 'print' });
    expect(await background(page)).toBe(LIGHT);
  });

  test('applies before the program loads, and in every tab', { tag: '@engine' }, async ({ page, settings, context }) => {
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

  test('can be chosen when storage is blocked', { tag: '@engine' }, async ({ page, settings }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('blocked'); } });
    });
    await settings.open();
    await settings.appearance('Light').check();
    expect(await background(page)).toBe(LIGHT);
    await expect(settings.appearance('Light')).toBeChecked();
  });
});

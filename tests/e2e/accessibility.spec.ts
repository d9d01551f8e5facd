import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { hang, held, json, respond, store } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';

test.use({ mishap: 'failed request' });

/** Expects no axe violations, including best practices. In a dark page only the contrast can differ. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  // Outside legacy mode, axe opens an extra page each time to merge the results of frames.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  if (isDark) axe.withRules('color-contrast');
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  expect(found, state).toEqual([]);
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const { colorScheme, width, height } of [
  { colorScheme: 'light', width: 320, height: 640 },
  { colorScheme: 'light', width: 390, height: 740 },
  { colorScheme: 'light', width: 1366, height: 650 },
  { colorScheme: 'dark', width: 390, height: 740 },
  { colorScheme: 'dark', width: 1366, height: 650 },
] as const) {
  test.describe(`${colorScheme}, ${width} pixels wide`, () => {
    test.use({ colorScheme, viewport: { width, height } });

    test('the form is accessible and fits the screen in every state', async ({ page, setStatus, server }) => {
      test.slow();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await setStatus.open();
      await expectAccessible(page, 'empty');
      await setStatus.until('Choose date and time').check();
      await setStatus.unfold('Start later');
      await setStatus.unfold('More');
      await setStatus.submit();
      await expect(setStatus.problems).toBeVisible();
      await expectAccessible(page, 'invalid');
      await setStatus.until('No end date').check();
      await setStatus.send('Vacation', 'Gone fishing');
      await expect(setStatus.success).toContainText('Status set');
      await expectAccessible(page, 'success');
      server.answerPosts(respond(403, '{"message":"forbidden","errors":["access denied"]}'));
      await setStatus.send('Sick');
      await expect(setStatus.failure).toContainText('access denied');
      await expectAccessible(page, 'refused');
      server.answerPosts(respond(503, ''));
      await setStatus.send('Sick');
      await expect(setStatus.checkNow).toBeVisible();
      await expectAccessible(page, 'unknown');
      expect(await overflow(page), 'pixels outside the screen').toBeLessThanOrEqual(0);
    });

    test('the other pages are accessible and fit the screen', async ({ page, setStatus }) => {
      await setStatus.open();
      await setStatus.send('Vacation', 'Gone fishing');
      await expect(setStatus.success).toContainText('Status set');
      await setStatus.unfold('More');
      await setStatus.status('Sick').check();
      await page.getByLabel('Preset name').fill('Flu');
      await page.getByRole('button', { name: 'Save as preset' }).click();
      for (const name of ['History', 'Settings'] as const) {
        await navigate(page, name);
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        await expectAccessible(page, name);
        expect(await overflow(page), 'pixels outside the screen').toBeLessThanOrEqual(0);
      }
      await page.goto('/nowhere');
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
      await expectAccessible(page, 'not found');
    });
  });
}

// Only words and colours differ here, not the layout, so one width is enough.
for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, failures`, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 800 } });

    test('every failure message is accessible', async ({ context, page, setStatus, server }) => {
      // Seven checks of a second each, and more on a busy machine.
      test.slow();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.clock.install();
      await setStatus.open();

      const late = held(store);
      server.answerPosts(late.answer);
      await setStatus.send('Sick', 'Flu');
      await expect(setStatus.button).toHaveText('Setting status…');
      await expectAccessible(page, 'sending');
      late.release();
      await expect(setStatus.success).toContainText('Status set');

      server.answerPosts(json(429, { message: 'slow down' }));
      await setStatus.send('Sick', 'Flu');
      await expect(setStatus.countdown).toBeVisible();
      await expectAccessible(page, 'too many requests');
      await setStatus.cancel.click();

      server.answerPosts(json(500, { message: 'out of order', errors: ['try later'] }));
      await setStatus.send('Sick', 'Five hundred');
      await expect(setStatus.failure).toContainText('is not responding');
      await expectAccessible(page, 'server error');

      server.answerPosts(respond(200, '<h1>Hello</h1>'));
      await setStatus.send('Sick', 'No record');
      await expect(setStatus.failure).toContainText("sent a response that this page can't read");
      await expectAccessible(page, 'unreadable answer');

      server.answerPosts(hang);
      await setStatus.sendAndWait(server, 'Sick', 'No answer', 'Setting status…');
      await page.clock.fastForward(15_000);
      await expect(setStatus.failure).toContainText('There was no response within 15 seconds');
      await expectAccessible(page, 'timed out');

      await context.setOffline(true);
      await setStatus.send('Sick', 'No network');
      await expect(setStatus.failure).toContainText('You are offline');
      await expectAccessible(page, 'offline');

      await setStatus.heading.click();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await expectAccessible(page, 'shortcuts');
    });
  });
}

// The form above has the same dark colours of errors and notices.
test.describe('light, on a small phone', () => {
  test.use({ viewport: { width: 320, height: 800 } });

  test('settings with problems or with full storage are accessible', async ({ page, settings }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      };
    });
    await settings.open();
    await settings.save('a-token', '7');
    await expect(page.getByText("Your browser's storage for this site is full")).toBeVisible();
    await expectAccessible(page, 'storage notice');

    await settings.save('two words', 'me');
    await expect(settings.problems).toBeVisible();
    await expectAccessible(page, 'invalid settings');
  });

  test.describe('a crashed page', () => {
    test.use({ mishap: 'broken page' });

    test('is accessible', async ({ page, setStatus }) => {
      await setStatus.open();
      await setStatus.sabotage();
      await setStatus.button.click();
      await expect(setStatus.broken).toBeVisible();
      await expectAccessible(page, 'crashed');
    });
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`text has a contrast of 7:1 if the user prefers more contrast, ${colorScheme}`, async ({ page, setStatus, server }) => {
    const expectContrast = async (state: string) => {
      const axe = new AxeBuilder({ page }).setLegacyMode().withRules('color-contrast-enhanced');
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ nodes }) =>
        nodes.map(({ html, any }) => `${html} ${any[0]?.message}`),
      );
      expect(found, state).toEqual([]);
    };
    await page.emulateMedia({ colorScheme, contrast: 'more', reducedMotion: 'reduce' });
    await setStatus.open();
    server.answerPosts(json(403, { message: 'forbidden', errors: ['access denied'] }));
    await setStatus.send('Vacation', 'Gone fishing');
    await expect(setStatus.failure).toContainText('access denied');
    await expectContrast('refused');

    await page.evaluate(() => localStorage.clear());
    await setStatus.reload();
    await setStatus.until('Choose date and time').check();
    await setStatus.submit();
    await expect(setStatus.problems).toBeVisible();
    await expect(page.getByText('this page needs')).toBeVisible();
    await expectContrast('problems, without an account');
  });
}

test('in forced colours the border of a choice shows whether it is selected', async ({ page, setStatus }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await setStatus.open();
  await setStatus.status('Sick').check();

  const tile = (name: 'Sick' | 'Vacation') =>
    page.locator('.choice').filter({ has: page.getByRole('radio', { name }) });
  await expect(tile('Sick')).toHaveCSS('border-width', '3px');
  await expect(tile('Vacation')).toHaveCSS('border-width', '1px');
});

test.describe('right to left', () => {
  test.use({ locale: 'ar-EG', timezoneId: 'Africa/Cairo', viewport: { width: 320, height: 800 } });

  test('the layout is mirrored and fits the screen', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('#main')).toBeVisible();
    // The tick stands behind the words.
    const x = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? 0;
    const isMirrored = async () => (await x('#until')) < (await x('label[for=until]'));
    expect(await isMirrored()).toBe(true);
    await page.locator('#until-choose-date-and-time').check();
    await page.locator('#set-status').click();
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
    expect(await isMirrored()).toBe(false);
  });
});

test('a dark page prints as dark ink on white paper, without what can only be pressed', async ({ page, setStatus }) => {
  await setStatus.open();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const look = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    return { color, backgroundColor, field: getComputedStyle(document.querySelector('.now') ?? document.body).borderImageSource };
  });
  expect(look).toEqual({ color: 'rgb(20, 23, 29)', backgroundColor: 'rgb(255, 255, 255)', field: 'none' });
  await expect(setStatus.button).toBeHidden();
});

test('nothing moves if the person asked for less motion', async ({ page, setStatus }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await setStatus.open();
  await setStatus.send('Vacation');
  await expect(setStatus.success).toContainText('Status set');
  const moving = await page.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0).length);
  expect(moving).toBe(0);
});

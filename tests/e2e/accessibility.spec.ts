import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { respond } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';

test.use({ mishap: 'failed request' });

/** axe finds nothing to complain of, its best practices included. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  expect(found, state).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1100]) {
    test.describe(`${colorScheme}, ${width} pixels wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test('every state of the form is accessible, and none is wider than the screen', async ({ page, setStatus, server }) => {
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
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, 'pixels beyond the edge').toBeLessThanOrEqual(0);
      });

      test('the other pages are accessible, and none is wider than the screen', async ({ page, setStatus }) => {
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
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, 'pixels beyond the edge').toBeLessThanOrEqual(0);
        }
        await page.goto('/nowhere');
        await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
        await expectAccessible(page, 'not found');
      });
    });
  }
}

test.describe('from right to left', () => {
  test.use({ locale: 'ar-EG', timezoneId: 'Africa/Cairo', viewport: { width: 320, height: 800 } });

  test('everything is mirrored, and nothing is beyond the edge', async ({ page, setStatus }) => {
    await setStatus.open();
    const radio = setStatus.until('No end date');
    const label = page.getByText('No end date', { exact: true });
    const isMirrored = async () => ((await radio.boundingBox())?.x ?? 0) > ((await label.boundingBox())?.x ?? 0);
    expect(await isMirrored()).toBe(false);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    expect(await isMirrored()).toBe(true);
    await setStatus.until('Choose date and time').check();
    await setStatus.submit();
    await expect(setStatus.problems).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

/** Compares what assistive technology gets in each state with accessibility_tree/, where people can review it. */

import type { Locator } from '@playwright/test';
import { type Answer, held, json, reset } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';

const NOW = '2026-11-23T14:05:00Z';

/** Stores the status at the time of the fake clock. */
const storeNow: Answer = (call) =>
  json(200, call.server.store(call.form, { created_at: NOW, updated_at: NOW }))(call);

async function expectTree(part: Locator, state: string): Promise<void> {
  await expect.soft(part).toMatchAriaSnapshot({ name: `${state}.aria.yml` });
}

test.beforeEach(async ({ page }) => page.clock.setFixedTime(NOW));

test.describe('without an account', () => {
  test.use({ account: null });

  test('the empty form, the form with problems and the shortcut list have their reviewed tree', async ({ page, setStatus }) => {
    await setStatus.open();
    await expectTree(page.locator('body'), 'first-visit');

    await page.keyboard.press('?');
    await expectTree(page.getByRole('dialog'), 'shortcuts');
    await page.keyboard.press('Escape');

    await setStatus.unfold('Start later');
    await setStatus.unfold('More');
    await setStatus.assignableId.fill('four');
    await setStatus.until('Choose date and time').check();
    await setStatus.submit();
    await expect(setStatus.problems).toBeVisible();
    await expectTree(page.getByRole('main'), 'problems');
  });
});

test.describe('with an account', () => {
  test.use({ mishap: 'failed request' });

  test('a status being sent, each outcome and the other pages have their reviewed tree', async ({ page, setStatus, server }) => {
    const main = page.getByRole('main');
    const late = held(storeNow);
    server.answerPosts(late.answer);
    await setStatus.open();
    await setStatus.fillEnd('2026-11-27', '17:00');
    await setStatus.send('Vacation', 'Gone fishing');
    await expect(setStatus.button).toHaveText('Setting status…');
    await expectTree(main, 'sending');
    late.release();
    await expect(setStatus.success).toContainText('Status set');
    await expectTree(main, 'success');

    server.answerPosts(json(403, { message: 'forbidden', errors: ['access denied'] }));
    await setStatus.send('Sick');
    await expect(setStatus.failure).toContainText('access denied');
    await expectTree(main, 'refused');

    server.answerPosts(reset);
    await setStatus.send('Sick');
    await expect(setStatus.checkNow).toBeVisible();
    await expectTree(main, 'unknown-outcome');

    await navigate(page, 'History');
    await expect(page.getByRole('button', { name: 'Use again' })).toBeVisible();
    await expectTree(main, 'history');

    await navigate(page, 'Settings');
    await expectTree(main, 'settings');

    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await expectTree(main, 'not-found');
  });

  test('a countdown has its reviewed tree', async ({ page, setStatus, server }) => {
    server.answerPosts(json(429, { message: 'slow down' }, { date: new Date(NOW).toUTCString() }));
    await page.clock.install({ time: NOW });
    await setStatus.open();
    await page.clock.pauseAt(new Date(NOW).getTime() + 60_000);
    await setStatus.send('Sick');
    await expect(setStatus.countdown).toBeVisible();
    await expectTree(page.getByRole('main'), 'too-many-requests');
  });
});

test.describe('after a crash', () => {
  test.use({ mishap: 'broken page' });

  test('only the error and its actions remain', async ({ page, setStatus }) => {
    await setStatus.open();
    await setStatus.sabotage();
    await setStatus.button.click();
    await expect(setStatus.broken).toBeVisible();
    await expectTree(page.locator('body'), 'broken');
  });
});

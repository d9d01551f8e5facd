/** Compares screenshots of a few states with pictures/. The README there says how to update them. */

import { type Page, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type Answer, json } from './fault_server.ts';
import { faultTest as test, navigate } from './fixtures.ts';
import type { SetStatusPage } from './set_status_page.ts';

const NOW = '2026-11-23T14:05:00Z';
const LAPTOP = { width: 1366, height: 650 };
const PHONE = { width: 390, height: 740 };

const storeNow: Answer = (call) =>
  json(200, call.server.store(call.form, { created_at: NOW, updated_at: NOW }))(call);

async function expectPicture(page: Page, name: string): Promise<void> {
  const version = page.getByText(/^Whereabouts \d/);
  await expect(page).toHaveScreenshot(`${name}.png`, { mask: [version] });
}

async function success(setStatus: SetStatusPage): Promise<void> {
  await setStatus.open();
  await setStatus.fillEnd('2026-11-27', '17:00');
  await setStatus.send('Vacation', 'Gone fishing');
  await expect(setStatus.success).toContainText('Status set');
}

test.beforeEach(async ({ page, server }) => {
  await page.clock.setFixedTime(NOW);
  server.answerPosts(storeNow);
});

test('the browser version is the one that took the pictures', ({ browser }) => {
  const takenWith = readFileSync(new URL('pictures/taken-with', import.meta.url), 'utf8').trim();
  expect(browser.version().split('.')[0]).toBe(takenWith);
});

test.describe('light, on a laptop', () => {
  test.use({ account: null, viewport: LAPTOP });

  test('the first visit looks as in its picture', async ({ page, setStatus }) => {
    await setStatus.open();
    await expectPicture(page, 'first-visit');
  });
});

test.describe('dark, on a laptop', () => {
  test.use({ colorScheme: 'dark', viewport: LAPTOP });

  test('a success looks as in its picture', async ({ page, setStatus }) => {
    await success(setStatus);
    await expectPicture(page, 'success');
  });

  test('the history looks as in its picture', async ({ page, setStatus }) => {
    await success(setStatus);
    await navigate(page, 'History');
    await expect(page.getByRole('button', { name: 'Use again' })).toBeVisible();
    await expectPicture(page, 'history');
  });

  test('the settings look as in their picture', async ({ page, settings }) => {
    await settings.open();
    await expectPicture(page, 'settings');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, isMobile: true, viewport: PHONE });

    test('a success looks as in its picture', async ({ page, setStatus }) => {
      await success(setStatus);
      await expectPicture(page, `success-phone-${colorScheme}`);
    });
  });
}

test.describe('light, on a phone', () => {
  test.use({ isMobile: true, viewport: PHONE });

  test('a form with problems looks as in its picture', async ({ page, setStatus }) => {
    await setStatus.open();
    await setStatus.until('Choose date and time').check();
    await setStatus.submit();
    await expect(setStatus.problems).toBeVisible();
    await expectPicture(page, 'problems');
  });
});

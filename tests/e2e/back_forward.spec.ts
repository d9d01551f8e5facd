/** A page that comes back from the browser's back/forward cache has heard nothing of what other tabs did. */

import type { Page } from '@playwright/test';
import { expect, navigate, test } from './fixtures.ts';
import { CHROMIUM } from './playwright.config.ts';
import { SetStatusPage } from './set_status_page.ts';
import { SettingsPage } from './settings_page.ts';

// Playwright switches the cache off, and only the whole browser has it.
test.use({
  // Any other page has no icon.
  mishap: 'failed request',
  serviceWorkers: 'allow',
  account: { token: 'sandbox-token-north', userId: '5' },
  launchOptions: { ...CHROMIUM, ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});

/** Playwright waits for a load, which a page from the cache does not have. */
const goBack = (page: Page) => page.evaluate(() => history.back());

test('a page that was brought back keeps what it held and takes up what other tabs did', async ({ context, page, setStatus }) => {
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  await setStatus.status('Vacation').check();
  await setStatus.message.fill('Mine');
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => document.documentElement.setAttribute('data-brought-back', String(persisted)));
  });
  await page.goto('/icon.svg');

  const other = new SetStatusPage(await context.newPage());
  await other.open();
  await other.status('On the road').check();
  await other.unfold('More');
  await other.page.getByLabel('Preset name').fill('Theirs');
  await other.page.getByRole('button', { name: 'Save as preset' }).click();

  await goBack(page);
  await setStatus.ready();
  await expect(page.locator('html')).toHaveAttribute('data-brought-back', 'true');
  await expect(setStatus.message).toHaveValue('Mine');
  await expect(page.getByRole('button', { name: 'Theirs', exact: true })).toBeVisible();
  await setStatus.unfold('More');
  await page.getByLabel('Preset name').fill('My own');
  await page.getByRole('button', { name: 'Save as preset' }).click();
  await navigate(page, 'Settings');
  for (const name of ['Theirs', 'My own']) await expect(page.getByRole('button', { name: `Delete ${name}` })).toBeVisible();
});

test('a page that was brought back belongs to who is signed in by then', async ({ context, page, setStatus }) => {
  await setStatus.open();
  await setStatus.message.fill('Mine');
  await page.goto('/icon.svg');
  const settings = new SettingsPage(await context.newPage());
  await settings.open();
  await settings.save('sandbox-token-north', '6');
  await expect(settings.outcome).toHaveText('Saved.');
  await goBack(page);
  await setStatus.ready();
  await expect(setStatus.message).toHaveValue('');
});

test('a page that was brought back speaks the language that was chosen meanwhile', async ({ context, page, setStatus }) => {
  // Chromium delivers late what the page has missed; other browsers don't.
  await page.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
  await setStatus.open();
  await setStatus.message.fill('Mine');
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => document.documentElement.setAttribute('data-brought-back', String(persisted)));
  });
  await page.goto('/icon.svg');
  const settings = new SettingsPage(await context.newPage());
  await settings.open();
  await settings.page.getByLabel('Language').selectOption({ label: 'Deutsch' });
  await expect(settings.page.getByLabel('Sprache')).toHaveValue('de');
  await goBack(page);
  await expect(page.locator('html')).toHaveAttribute('data-brought-back', 'true');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Status setzen');
  await expect(page.getByLabel('Nachricht')).toHaveValue('Mine');
});

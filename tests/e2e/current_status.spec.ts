import { expect, test } from './fixtures.ts';
import { SetStatusPage } from './set_status_page.ts';

// No other test uses this account, so none changes its current status.
test.use({ account: { token: 'sandbox-token-north', userId: '2' } });

const region = (page: import('@playwright/test').Page) => page.getByRole('region', { name: 'Current status' });

test('a new status is current at once and after a reload', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.send('Vacation', 'In the hills');
  await expect(setStatus.success).toContainText('Status set');
  for (const words of ['Vacation', 'In the hills', 'no end date', 'Read just now']) {
    await expect(region(page)).toContainText(words);
  }
  await page.reload();
  await expect(region(page)).toContainText('In the hills');
});

test('a status set in another tab appears and the draft is kept', async ({ context, page, setStatus }) => {
  await setStatus.open();
  await setStatus.message.fill('a draft of this tab');
  const other = new SetStatusPage(await context.newPage());
  await other.open();
  await other.send('Out of office');
  await expect(other.success).toContainText('Status set');
  await expect(region(page)).toContainText('Out of office');
  await expect(region(page)).toContainText('Changed in another tab');
  await expect(setStatus.message).toHaveValue('a draft of this tab');
});

test('at most one API request starts before the form is there', async ({ page, setStatus }) => {
  const early: string[] = [];
  let isFormThere = false;
  page.on('request', (request) => {
    if (request.url().includes('/api/') && !isFormThere) early.push(request.url());
  });
  await page.exposeFunction('formIsThere', () => (isFormThere = true));
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('form.status-form')) return;
      observer.disconnect();
      (globalThis as unknown as { formIsThere: () => void }).formIsThere();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.route('**/api/v1/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await route.fallback();
  });
  await setStatus.open();
  await setStatus.status('Sick').check();
  expect(early.length).toBeLessThanOrEqual(1);
});

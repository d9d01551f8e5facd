import { expect, faultTest, hold, test } from './fixtures.ts';

test('the static page stands before the program has arrived, and nothing jumps when it has', { tag: '@engine' }, async ({ page, setStatus }) => {
  const release = await hold(page);
  await page.goto('/', { waitUntil: 'commit' });

  const header = page.getByRole('banner');
  await expect(header.getByRole('link')).toHaveText(['Set status', 'History', 'Settings']);
  await expect(page.getByRole('main')).toContainText('Loading the page…');
  await expect(page.locator('[aria-busy]')).toHaveCount(0);
  const before = await header.boundingBox();

  release();

  await expect(setStatus.button).toBeVisible();
  await expect(page.getByText('Loading the page…')).toBeHidden();
  expect(await header.boundingBox()).toEqual(before);
});

test.describe('without JavaScript', { tag: '@chromium-only' }, () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it needs', async ({ page }) => {
    await page.goto('/');

    await expect(page.getByRole('main')).toContainText('This page needs JavaScript', { useInnerText: true });
  });
});

faultTest.describe('a page as it is deployed', () => {
  faultTest.use({ account: null });

  faultTest('has no trace of the sandbox', async ({ page, setStatus, settings }) => {
    await setStatus.open();
    await expect(page.getByText('this page needs')).toBeVisible();
    await expect(setStatus.useSandboxAccount).toBeHidden();
    await settings.open();
    await expect(setStatus.useSandboxAccount).toBeHidden();

    await expect(page.locator('meta[name=sandbox-account]')).toHaveCount(0);
  });
});

faultTest('nothing is requested from any other server', async ({ page, setStatus, server }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) elsewhere.push(request.url());
  });
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set');

  expect(elsewhere).toEqual([]);
});

import { expect, test } from './fixtures.ts';

test('reloading Settings shows Settings', async ({ page, settings }) => {
  await settings.open();
  await page.reload();

  await expect(settings.heading).toBeVisible();
  await expect(page).toHaveTitle('Settings – Whereabouts');
});

test('the navigation leads to each page and marks the current one', async ({ page, setStatus, settings }) => {
  await setStatus.open();
  const links = page.getByRole('navigation', { name: 'Pages' });
  await expect(links.getByRole('link', { name: 'Set status' })).toHaveAttribute('aria-current', 'page');

  await links.getByRole('link', { name: 'Settings' }).click();
  await expect(settings.heading).toBeFocused();
  await expect(links.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page');
  await expect(links.getByRole('link', { name: 'Set status' })).not.toHaveAttribute('aria-current');

  await page.goBack();
  await expect(setStatus.heading).toBeVisible();
  await page.goForward();
  await expect(settings.heading).toBeVisible();
});

test('the first page of a visit does not take the focus', async ({ page, setStatus }) => {
  await setStatus.open();

  await expect(page.locator(':focus')).toHaveCount(0);
});

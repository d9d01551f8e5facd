import { expect, navigate, test } from './fixtures.ts';

test.use({ account: { token: 'sandbox-token-north', userId: '3' } });

test('the history lists the newest first, filters by status and fills in the form', async ({ page, request, setStatus, records }) => {
  for (const [number, status] of ['WFH', 'VAC', 'WFH'].entries()) {
    const form = { status, message: `Note ${number}.` };
    const answer = await request.post('/api/v1/users/3/statuses', { form, headers: { auth: 'sandbox-token-north' } });
    expect(answer.ok()).toBe(true);
  }
  await setStatus.open();
  await navigate(page, 'History');
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeFocused();
  await expect(page.getByRole('row').nth(1)).toContainText('Note 2.');
  await expect(page.getByRole('status')).toHaveText('Showing 3 of 3');

  await page.getByLabel('Show').selectOption('Vacation');
  await expect(page.getByRole('status')).toHaveText('Showing 1 of 1');
  const before = (await records()).length;
  await page.getByRole('button', { name: 'Use again' }).click();
  await expect(setStatus.heading).toBeFocused();
  await expect(setStatus.status('Vacation')).toBeChecked();
  await expect(setStatus.message).toHaveValue('Note 1.');
  expect((await records()).length).toBe(before);
});

test('reloading the history shows the history', async ({ page }) => {
  await page.goto('/history');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await expect(page).toHaveTitle('History – Whereabouts');
});

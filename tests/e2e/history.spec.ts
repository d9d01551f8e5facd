import { expect, navigate, test } from './fixtures.ts';

test.use({ account: { token: 'sandbox-token-north', userId: '3' } });

test('the history lists the newest first, loads more, filters by status and fills in the form', async ({ page, request, setStatus, records }) => {
  for (let number = 1; number <= 23; number++) {
    const form = { status: number === 5 ? 'VAC' : 'WFH', message: `Note ${number}.` };
    const answer = await request.post('/api/v1/users/3/statuses', { form, headers: { auth: 'sandbox-token-north' } });
    expect(answer.ok()).toBe(true);
  }
  await setStatus.open();
  await navigate(page, 'History');
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeFocused();
  await expect(page.getByRole('row').nth(1)).toContainText('Note 23.');
  await expect(page.getByRole('status')).toHaveText('Showing 20 of 23');
  await expect(page.getByText('Note 3.')).toBeHidden();
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(page.getByText('Note 3.')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Showing 23 of 23');
  await expect(page.getByRole('button', { name: 'Load more' })).toBeHidden();

  await page.getByLabel('Show').selectOption('Vacation');
  await expect(page.getByRole('status')).toHaveText('Showing 1 of 1');
  const before = (await records()).length;
  await page.getByRole('button', { name: 'Use again' }).click();
  await expect(setStatus.heading).toBeFocused();
  await expect(setStatus.status('Vacation')).toBeChecked();
  await expect(setStatus.message).toHaveValue('Note 5.');
  expect((await records()).length).toBe(before);
});

test('reloading the history shows the history', async ({ page }) => {
  await page.goto('/history');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await expect(page).toHaveTitle('History – Whereabouts');
});

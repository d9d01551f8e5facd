import { expect, test } from './fixtures.ts';

test('a first visit says what is missing and links to the settings', async ({
  page,
  setStatus,
  settings,
}) => {
  await setStatus.open();
  await expect(setStatus.heading).toBeVisible();
  await expect(page.getByText('this page needs your API token and user ID')).toBeVisible();

  await page.getByRole('link', { name: 'Add them in Settings' }).click();

  await expect(settings.heading).toBeVisible();
  await expect(settings.heading).toBeFocused();
});

test('neither a status nor an end is preselected', async ({ page, setStatus }) => {
  await setStatus.open();

  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(setStatus.until('No end date')).toBeChecked();
});

test('one click chooses the sandbox account and keeps the focus visible', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();

  await expect(page.getByText('this page needs')).toBeHidden();
  await expect(setStatus.useSandboxAccount).toBeHidden();
  await setStatus.expectFocusKept();
});

test('submitting without an account sends nothing and leads to the settings', async ({
  page,
  setStatus,
  records,
}) => {
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(page.getByRole('link', { name: 'Add them in Settings' })).toBeFocused();
  await expect(setStatus.status('Sick')).toBeChecked();
  expect(await records()).toEqual([]);
});

test('a new visitor stores a status in three clicks', async ({ setStatus, records }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  await setStatus.status('Working from home').check();
  await setStatus.submit();

  await expect(setStatus.success).toContainText('Status set: Working from home');
  expect(await records()).toMatchObject([{ user_id: 1, status: 'WFH' }]);
});

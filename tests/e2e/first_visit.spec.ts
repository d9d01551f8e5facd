import { expect, test } from './fixtures.ts';

test('a first visit says what is missing and leads to the settings', async ({
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

test('no status is chosen beforehand, and no end', async ({ page, setStatus }) => {
  await setStatus.open();

  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(setStatus.until('No end date')).toBeChecked();
});

test('one press takes the sandbox account, and the focus has a place', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();

  await expect(page.getByText('this page needs')).toBeHidden();
  await expect(setStatus.useSandboxAccount).toBeHidden();
  await setStatus.expectFocusKept();
});

test('without an account a press sends nothing and leads to the settings', async ({
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

test('from an empty browser to a stored status in three presses', async ({ setStatus, records }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  await setStatus.status('Working from home').check();
  await setStatus.submit();

  await expect(setStatus.success).toContainText('Status set: Working from home');
  expect(await records()).toMatchObject([{ user_id: 1, status: 'WFH' }]);
});

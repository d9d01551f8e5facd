import { expect, test } from './fixtures.ts';

test('one click chooses the sandbox account and keeps the focus visible', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();

  await expect(page.getByText('this page needs')).toBeHidden();
  await expect(setStatus.useSandboxAccount).toBeHidden();
  await setStatus.expectFocusKept();
});

test('a new visitor stores a status in three clicks', async ({ setStatus, records }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  await setStatus.status('Working from home').check();
  await setStatus.submit();

  await expect(setStatus.success).toContainText('Status set: Working from home');
  expect(await records()).toMatchObject([{ user_id: 1, status: 'WFH' }]);
});

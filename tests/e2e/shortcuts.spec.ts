import { expect, navigate, test } from './fixtures.ts';

test.use({ account: { token: 'sandbox-token-north', userId: '6' } });

test('shortcuts choose a status, open their list and send; in a field, single keys only type', async ({ page, setStatus, records }) => {
  await setStatus.open();
  await page.keyboard.press('4');
  await expect(setStatus.status('On the road')).toBeChecked();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await setStatus.message.focus();
  await page.keyboard.type('Room 2?');
  await expect(setStatus.message).toHaveValue('Room 2?');
  await expect(setStatus.status('On the road')).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(setStatus.success).toContainText('Status set: On the road');
  expect((await records()).map((row) => row.message)).toEqual(['Room 2?']);
});

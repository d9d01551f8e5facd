import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'broken page' });

test('a program that breaks says so, offers a reload, and the draft is still there', async ({
  page,
  setStatus,
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await setStatus.open();
  await setStatus.message.fill('Something private');
  await setStatus.sabotage();
  await setStatus.button.click();

  await expect(setStatus.broken).toBeVisible();
  await expect(setStatus.form).toBeHidden();
  for (const secret of ['Something private', 'a-token-that-is-secret'])
    expect(said.join()).not.toContain(secret);

  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(setStatus.button).toBeVisible();
  await expect(setStatus.broken).toBeHidden();
  await expect(setStatus.message).toHaveValue('Something private');
});

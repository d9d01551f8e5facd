import { type Locator, type Page, expect } from '@playwright/test';
import { test } from './fixtures.ts';

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab does not reach the target');
}

test('a new visitor stores a status with the keyboard alone', async ({
  page,
  setStatus,
  records,
}) => {
  await setStatus.open();
  await tabTo(page, setStatus.useSandboxAccount);
  await page.keyboard.press('Enter');
  await expect(setStatus.useSandboxAccount).toBeHidden();

  await tabTo(page, setStatus.status('In the office'));
  await page.keyboard.press('Space');
  await expect(setStatus.status('In the office')).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(setStatus.status('Sick')).toBeChecked();

  await tabTo(page, setStatus.until('No end date'));
  await tabTo(page, setStatus.message);
  await page.keyboard.type('Flu');
  await page.keyboard.press('Enter');

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(await records()).toMatchObject([{ status: 'SIC', message: 'Flu', end: null }]);
});

test('dates, collapsed fields and the button can be reached with the keyboard', async ({
  page,
  setStatus,
  records,
}) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  await setStatus.status('Vacation').focus();
  await page.keyboard.press('Space');
  await tabTo(page, setStatus.until('No end date'));
  // Arrow keys wrap around from the first option to the last.
  await page.keyboard.press('ArrowUp');
  await expect(setStatus.until('Choose date and time')).toBeChecked();
  await tabTo(page, setStatus.endDate);
  await setStatus.endDate.fill('2099-01-01');
  await tabTo(page, setStatus.endTime);
  await setStatus.endTime.fill('12:00');
  await tabTo(page, page.getByText('More', { exact: true }));
  await page.keyboard.press('Enter');
  await tabTo(page, setStatus.currentTask);
  await page.keyboard.type('Fishing');
  await tabTo(page, setStatus.button);
  await page.keyboard.press('Space');

  await expect(setStatus.success).toContainText('Status set: Vacation');
  expect(await records()).toMatchObject([
    { status: 'VAC', end: '2099-01-01T12:00:00Z', current_task: 'Fishing' },
  ]);
});

test('arrow keys choose a status and send nothing', async ({
  page,
  setStatus,
  records,
}) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  await setStatus.status('In the office').focus();
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('ArrowRight');

  await expect(setStatus.status('In the office')).toBeChecked();
  expect(await records()).toEqual([]);
});

for (const path of ['/', '/settings']) {
  test(`the first tab stop on ${path} skips the navigation and stays on the page`, async ({ page, baseURL }) => {
    await page.goto(path);
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
    await page.keyboard.press('Enter');

    await expect(page.getByRole('main')).toBeFocused();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading ?? '');
    expect(page.url()).toContain(`${baseURL}${path}`);
  });
}

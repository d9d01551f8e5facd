import { type Locator, type Page, expect } from '@playwright/test';
import { test } from './fixtures.ts';

/**
 * Presses Tab until `target` has the focus.
 *
 * It must be visible first: Firefox opens a collapsed section some time after Enter. Tab would pass what is
 * still hidden, and in Firefox it never gets back to it: at the end of the page, Tab alternates between the
 * last control and the browser's own.
 */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const passed: string[] = [];
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    const place = await target.evaluate((element) => {
      const focused = document.activeElement;
      return focused === element ? 'target' : `${focused?.localName}#${focused?.id}`;
    });
    if (place === 'target') return;
    passed.push(place);
  }
  throw new Error(`Tab does not reach the target. It passed ${passed.join(', ')}`);
}

test('a new visitor stores a status with the keyboard alone', { tag: '@engine' }, async ({
  page,
  setStatus,
  records,
}) => {
  await setStatus.open();
  await tabTo(page, setStatus.useSandboxAccount);
  await page.keyboard.press('Enter');
  await expect(setStatus.useSandboxAccount).toBeHidden();
  // The button took the focus with it. The page gives it to another element.
  await expect(page.locator(':focus')).toHaveCount(1);

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

test('dates, collapsed fields and the button can be reached with the keyboard', { tag: '@engine' }, async ({
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
  test(`the first tab stop on ${path} skips the navigation and stays on the page`, { tag: '@engine' }, async ({ page, baseURL }) => {
    await page.goto(path);
    // The static page has other tab stops. The program restores the focus to the same one.
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await expect(skip).toBeAttached();
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    await page.keyboard.press('Tab');
    await expect(skip).toBeFocused();
    await page.keyboard.press('Enter');

    await expect(page.getByRole('main')).toBeFocused();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading ?? '');
    expect(page.url()).toContain(`${baseURL}${path}`);
  });
}

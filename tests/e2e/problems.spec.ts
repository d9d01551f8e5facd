import { expect, faultTest as test } from './fixtures.ts';

test.beforeEach(async ({ page, setStatus }) => {
  await page.clock.setFixedTime('2026-11-23T14:05:00Z');
  await setStatus.open();
});

test.afterEach(async ({ server }) => {
  expect(server.posts, 'a form with problems is not sent').toEqual([]);
});

test('each problem links to its field', async ({ page, setStatus }) => {
  await setStatus.until('Choose date and time').check();
  await setStatus.unfold('More');
  await setStatus.assignableId.fill('four');
  await setStatus.unfold('More');
  await expect(setStatus.assignableId).toBeHidden();
  await setStatus.submit();

  const links = setStatus.problems.getByRole('link');
  await links.nth(0).click();
  await expect(setStatus.status('In the office')).toBeFocused();
  await links.nth(1).click();
  await expect(setStatus.endDate).toBeFocused();
  // This field is in a collapsed section.
  await links.nth(2).press('Enter');
  await expect(setStatus.assignableId).toBeFocused();
  await expect(page.getByText('Assignable ID', { exact: true })).toBeInViewport();
});

test('an incomplete time is not treated as empty', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  // An hour without minutes.
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('an incomplete time is not treated as empty when Enter submits it', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('an incomplete start does not become "now"', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.unfold('Start later');
  await setStatus.startTime.focus();
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.startTime, 'Start time must include hours and minutes, like 17:30');
});

test('an incomplete end date does not become "no end"', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('', '12:00');
  await setStatus.endDate.focus();
  await page.keyboard.type('0');
  await page.keyboard.type('9');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endDate, 'End date must be a real date with a day, a month and a year');
});

test('an incomplete time stays in its field after other changes and a submit', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.until('Choose date and time').check();
  await setStatus.endTime.focus();
  await page.keyboard.type('5');
  await setStatus.status('Sick').check();
  await setStatus.submit();
  await setStatus.endTime.focus();
  // The focus is in the hours, which are still there. The minutes complete the time.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('30');
  // The control follows the system's language and may ask for a.m. or p.m.
  await page.keyboard.type('a');

  await expect(setStatus.endTime).toHaveValue('05:30');
});

test('an end in the current minute is rejected with the time in the format of the browser', async ({ setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-11-23', '14:05');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endDate, /End must be later than now \(Mon,? 23 Nov,? (at )?14:05\)/);
});

import { expect, faultTest as test } from './fixtures.ts';

test.beforeEach(async ({ page, setStatus }) => {
  await page.clock.setFixedTime('2026-11-23T14:05:00Z');
  await setStatus.open();
});

test.afterEach(async ({ server }) => {
  expect(server.posts, 'a form with problems is not sent').toEqual([]);
});

test('every problem is listed at once, and the list takes the focus', async ({ page, setStatus }) => {
  await setStatus.until('Choose date and time').check();
  await setStatus.unfold('More');
  await setStatus.assignableId.fill('four');
  await setStatus.submit();

  await expect(setStatus.problems.getByRole('link')).toHaveText([
    'Select your status',
    'Enter the day and time your status ends',
    'Assignable ID must be a whole number above zero, like 4',
  ]);
  await expect(page.locator(':focus')).toContainText('There is a problem');
  await expect(page).toHaveTitle('Error: Set your status – Whereabouts');
});

test('each problem leads to its field', async ({ page, setStatus }) => {
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
  // This one is folded away.
  await links.nth(2).press('Enter');
  await expect(setStatus.assignableId).toBeFocused();
  await expect(page.getByText('Assignable ID', { exact: true })).toBeInViewport();
});

test('a corrected field stops complaining, and no other starts', async ({ setStatus, page }) => {
  await setStatus.submit();
  await expect(setStatus.problems.getByRole('link')).toHaveText(['Select your status']);

  await setStatus.until('Choose date and time').check();
  await expect(setStatus.problems.getByRole('link')).toHaveText(['Select your status']);
  await setStatus.status('Sick').check();

  await expect(setStatus.problems).toBeHidden();
  await expect(page).toHaveTitle('Set your status – Whereabouts');
});

test('an end without a day and an end without a time are told apart', async ({ setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.submit();
  await setStatus.expectProblem(setStatus.endTime, 'Enter the time your status ends');

  await setStatus.fillEnd('', '12:00');
  await setStatus.submit();
  await setStatus.expectProblem(setStatus.endDate, 'Enter the day your status ends');
});

test('a time that is half filled in is not taken for an empty one', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  // An hour, and then no minutes.
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('nor is it when Enter is pressed in it', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('a start that is half filled in does not become "now"', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.unfold('Start later');
  await setStatus.startTime.focus();
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.startTime, 'Start time must include hours and minutes, like 17:30');
});

test('a day that is half filled in does not become "no end"', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('', '12:00');
  await setStatus.endDate.focus();
  await page.keyboard.type('0');
  await page.keyboard.type('9');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endDate, 'End date must include a day, a month and a year');
});

test('what is half filled in is not wiped by code', async ({ page, setStatus }) => {
  await setStatus.until('Choose date and time').check();
  await setStatus.endTime.focus();
  await page.keyboard.type('5');
  await setStatus.status('Sick').check();
  await setStatus.submit();
  await setStatus.endTime.focus();
  // Back in the hours: they still stand, so that the minutes make it whole.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('30');
  // The control follows the system's language, which can ask for a.m. or p.m.
  await page.keyboard.type('a');

  await expect(setStatus.endTime).toHaveValue('05:30');
});

for (const [relation, end] of [
  ['before', '08:59'],
  ['at', '09:00'],
]) {
  test(`an end ${relation} the start is refused`, async ({ setStatus }) => {
    await setStatus.status('Sick').check();
    await setStatus.fillStart('2026-11-24', '09:00');
    await setStatus.fillEnd('2026-11-24', end ?? '');
    await setStatus.submit();

    await setStatus.expectProblem(
      setStatus.endDate,
      /End must be after the start, Tue,? 24 Nov,? (at )?09:00/,
    );
  });
}

for (const [which, end] of [
  ['in the past', '14:04'],
  ['of this very minute', '14:05'],
]) {
  test(`an end ${which} is refused`, async ({ setStatus }) => {
    await setStatus.status('Sick').check();
    await setStatus.fillEnd('2026-11-23', end ?? '');
    await setStatus.submit();

    await setStatus.expectProblem(
      setStatus.endDate,
      /End must be later than now \(Mon,? 23 Nov,? (at )?14:05\)/,
    );
  });
}

test('a year that can only be a typo is refused', async ({ setStatus }) => {
  await setStatus.status('Sick').check();
  for (const year of ['0026', '1969', '202700']) {
    await setStatus.fillEnd(`${year}-01-01`, '12:00');
    await setStatus.submit();

    await setStatus.expectProblem(setStatus.endDate, 'End date must have a year of four digits');
  }
});

test('an assignable id that is no positive whole number is refused', async ({ setStatus }) => {
  await setStatus.unfold('More');
  for (const id of ['0', '-4', '4.5', 'four', '9223372036854775808']) {
    await setStatus.assignableId.fill(id);
    await setStatus.send('Sick');

    await setStatus.expectProblem(setStatus.assignableId, 'Assignable ID must be a whole number above zero');
  }
});

test('the end date starts out as the start date', async ({ setStatus }) => {
  await setStatus.fillStart('2026-12-24', '09:00');
  await setStatus.until('Choose date and time').check();

  await expect(setStatus.endDate).toHaveValue('2026-12-24');
  await expect(setStatus.endTime).toHaveValue('');
});

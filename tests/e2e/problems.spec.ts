import { expect, faultTest as test } from './fixtures.ts';

test.beforeEach(async ({ page, setStatus }) => {
  await page.clock.setFixedTime('2026-11-23T14:05:00Z');
  await setStatus.open();
});

test.afterEach(async ({ server }) => {
  expect(server.posts, 'a form with problems is not sent').toEqual([]);
});

test('all problems are listed at once and the summary takes the focus', async ({ page, setStatus }) => {
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

test('correcting a field removes its problem and adds no other', async ({ setStatus, page }) => {
  await setStatus.submit();
  await expect(setStatus.problems.getByRole('link')).toHaveText(['Select your status']);

  await setStatus.until('Choose date and time').check();
  await expect(setStatus.problems.getByRole('link')).toHaveText(['Select your status']);
  await setStatus.status('Sick').check();

  await expect(setStatus.problems).toBeHidden();
  await expect(page).toHaveTitle('Set your status – Whereabouts');
});

test('a missing end date and a missing end time have different messages', async ({ setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.submit();
  await setStatus.expectProblem(setStatus.endTime, 'Enter the time your status ends');

  await setStatus.fillEnd('', '12:00');
  await setStatus.submit();
  await setStatus.expectProblem(setStatus.endDate, 'Enter the day your status ends');
});

test('an incomplete time is not treated as empty', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  // An hour without minutes.
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('an incomplete time is not treated as empty when Enter submits it', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2026-12-01', '');
  await setStatus.endTime.focus();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');

  await setStatus.expectProblem(setStatus.endTime, 'End time must include hours and minutes, like 17:30');
});

test('an incomplete start does not become "now"', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.unfold('Start later');
  await setStatus.startTime.focus();
  await page.keyboard.type('5');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.startTime, 'Start time must include hours and minutes, like 17:30');
});

test('an incomplete end date does not become "no end"', async ({ page, setStatus }) => {
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('', '12:00');
  await setStatus.endDate.focus();
  await page.keyboard.type('0');
  await page.keyboard.type('9');
  await setStatus.submit();

  await setStatus.expectProblem(setStatus.endDate, 'End date must include a day, a month and a year');
});

test('an incomplete time stays in its field after other changes and a submit', async ({ page, setStatus }) => {
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

for (const [relation, end] of [
  ['before', '08:59'],
  ['at', '09:00'],
]) {
  test(`an end ${relation} the start is rejected`, async ({ setStatus }) => {
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
  ['in the current minute', '14:05'],
]) {
  test(`an end ${which} is rejected`, async ({ setStatus }) => {
    await setStatus.status('Sick').check();
    await setStatus.fillEnd('2026-11-23', end ?? '');
    await setStatus.submit();

    await setStatus.expectProblem(
      setStatus.endDate,
      /End must be later than now \(Mon,? 23 Nov,? (at )?14:05\)/,
    );
  });
}

test('a year that must be a typo is rejected', async ({ setStatus }) => {
  await setStatus.status('Sick').check();
  for (const year of ['0026', '1969', '202700']) {
    await setStatus.fillEnd(`${year}-01-01`, '12:00');
    await setStatus.submit();

    await setStatus.expectProblem(setStatus.endDate, 'End date must have a year of four digits');
  }
});

test('an assignable ID that is not a positive whole number is rejected', async ({ setStatus }) => {
  await setStatus.unfold('More');
  for (const id of ['0', '-4', '4.5', 'four', '9223372036854775808']) {
    await setStatus.assignableId.fill(id);
    await setStatus.send('Sick');

    await setStatus.expectProblem(setStatus.assignableId, 'Assignable ID must be a whole number above zero');
  }
});

test('the end date defaults to the start date', async ({ setStatus }) => {
  await setStatus.fillStart('2026-12-24', '09:00');
  await setStatus.until('Choose date and time').check();

  await expect(setStatus.endDate).toHaveValue('2026-12-24');
  await expect(setStatus.endTime).toHaveValue('');
});

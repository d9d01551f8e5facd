import { expect, faultTest as test } from './fixtures.ts';

// The expected values were computed with Python's zoneinfo, and V8 agrees.

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime('2026-11-23T12:00:00Z');
});

const NORMAL: [zone: string, date: string, time: string, utc: string][] = [
  ['America/New_York', '2026-11-23', '17:00', '2026-11-23T22:00:00Z'],
  // In summer time. Today's offset would be wrong by an hour.
  ['America/New_York', '2027-07-01', '17:00', '2027-07-01T21:00:00Z'],
  ['Asia/Kathmandu', '2027-01-15', '17:00', '2027-01-15T11:15:00Z'],
  ['Asia/Kolkata', '2027-01-15', '17:00', '2027-01-15T11:30:00Z'],
  ['Pacific/Kiritimati', '2027-01-15', '17:00', '2027-01-15T03:00:00Z'],
];

for (const [zone, date, time, utc] of NORMAL) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test(`${date} ${time} is ${utc}`, async ({ setStatus, server }) => {
      await setStatus.open();
      await setStatus.fillEnd(date, time);
      await setStatus.send('Sick');

      await expect(setStatus.success).toContainText(time);
      expect(server.posts[0]?.form.get('end')).toBe(utc);
    });
  });
}

const GAPS: [zone: string, date: string, time: string, day: string, resumes: string][] = [
  ['America/New_York', '2027-03-14', '02:30', '14 March', '03:00'],
  ['Europe/London', '2027-03-28', '01:30', '28 March', '02:00'],
  ['Africa/Cairo', '2027-04-30', '00:00', '30 April', '01:00'],
  ['Asia/Beirut', '2027-03-28', '00:00', '28 March', '01:00'],
  ['America/Havana', '2027-03-14', '00:00', '14 March', '01:00'],
  ['America/Santiago', '2027-09-05', '00:00', '5 September', '01:00'],
];

// Firefox 153 makes this change an hour too early, at 23:00 on the day before.
const WRONG_IN_FIREFOX = 'America/Havana';

for (const [zone, date, time, day, resumes] of GAPS) {
  test.describe(zone, { tag: zone === WRONG_IN_FIREFOX ? '@chromium-only' : [] }, () => {
    test.use({ timezoneId: zone });

    test(`${date} ${time} is skipped: the error names the next time and nothing is sent`, async ({
      setStatus,
      server,
    }) => {
      const problem = `${time} does not exist on ${day}, because clocks go forward. Choose ${resumes} or later`;
      await setStatus.open();
      await setStatus.fillEnd(date, time);
      await setStatus.send('Sick');
      await setStatus.expectProblem(setStatus.endTime, problem);

      await setStatus.until('No end date').check();
      await setStatus.fillStart(date, time);
      await setStatus.submit();
      await setStatus.expectProblem(setStatus.startTime, problem);
      expect(server.posts).toEqual([]);

      await setStatus.startTime.fill(resumes);
      await setStatus.submit();
      await expect(setStatus.success).toContainText('Status set');
    });
  });
}

const FOLDS: [
  zone: string,
  date: string,
  time: string,
  earlier: string,
  later: string,
  offsets: [string, string],
][] = [
  [
    'America/New_York',
    '2027-11-07',
    '01:30',
    '2027-11-07T05:30:00Z',
    '2027-11-07T06:30:00Z',
    ['UTC−4', 'UTC−5'],
  ],
  ['Europe/London', '2027-10-31', '01:30', '2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z', ['UTC+1', 'UTC']],
  [
    'America/Havana',
    '2027-11-07',
    '00:00',
    '2027-11-07T04:00:00Z',
    '2027-11-07T05:00:00Z',
    ['UTC−4', 'UTC−5'],
  ],
  [
    'America/Santiago',
    '2027-04-03',
    '23:59',
    '2027-04-04T02:59:00Z',
    '2027-04-04T03:59:00Z',
    ['UTC−3', 'UTC−4'],
  ],
  [
    'Australia/Lord_Howe',
    '2027-04-04',
    '01:45',
    '2027-04-03T14:45:00Z',
    '2027-04-03T15:15:00Z',
    ['UTC+11', 'UTC+10:30'],
  ],
];

for (const [zone, date, time, earlier, later, [before, after]] of FOLDS) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test(`${date} ${time} occurs twice: a note says that a start uses the earlier and an end the later`, async ({
      setStatus,
      server,
    }) => {
      await setStatus.open();
      await setStatus.fillStart(date, time);
      await setStatus.fillEnd(date, time);

      const place = zone.split('/')[1]?.replace('_', ' ');
      await expect(setStatus.startTime).toHaveAccessibleDescription(
        `Clocks go back over this time, so it comes twice. The earlier one is used: ${place}, ${before}`,
      );
      await expect(setStatus.endTime).toHaveAccessibleDescription(
        `Clocks go back over this time, so it comes twice. The later one is used: ${place}, ${after}`,
      );
      await setStatus.send('Sick');
      await expect(setStatus.success).toContainText('Status set');
      expect(Object.fromEntries(server.posts[0]?.form ?? [])).toEqual({
        status: 'SIC',
        start: earlier,
        end: later,
      });
    });
  });
}

test.describe('Europe/Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  for (const [hours, from, to, start, end] of [
    [23, '2027-03-28', '2027-03-29', '2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z'],
    [25, '2027-10-31', '2027-11-01', '2027-10-30T22:00:00Z', '2027-10-31T23:00:00Z'],
  ] as const) {
    test(`a day of ${hours} hours is sent from midnight to midnight`, async ({ setStatus, server }) => {
      await setStatus.open();
      await setStatus.fillStart(from, '00:00');
      await setStatus.fillEnd(to, '00:00');
      await setStatus.send('Vacation');

      await expect(setStatus.success).toContainText('Status set');
      expect(Object.fromEntries(server.posts[0]?.form ?? [])).toEqual({ status: 'VAC', start, end });
    });
  }
});

for (const [zone, day] of [
  ['Pacific/Auckland', '2027-03-01'],
  ['Pacific/Honolulu', '2027-03-01'],
] as const) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test('the success message shows the day that was entered', async ({ setStatus }) => {
      await setStatus.open();
      await setStatus.fillEnd(day, '23:59');
      await setStatus.send('Vacation');

      await expect(setStatus.success).toContainText(/1 Mar 2027,? (at )?23:59/);
    });
  });
}

test.describe('America/New_York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('the fields show the time zone with its offset at the time entered', async ({
    setStatus,
  }) => {
    await setStatus.open();
    await setStatus.until('Choose date and time').check();
    await expect(setStatus.endDate).toHaveAccessibleDescription('Times are New York, UTC−5');

    await setStatus.endDate.fill('2027-07-01');
    await setStatus.endTime.fill('17:00');
    await expect(setStatus.endTime).toHaveAccessibleDescription('Times are New York, UTC−4');

    await setStatus.endDate.fill('2027-12-01');
    await expect(setStatus.endTime).toHaveAccessibleDescription('Times are New York, UTC−5');
  });
});

test.describe('when the device changes its time zone', () => {
  // No zone set by Playwright, so that the test can change it.
  test.use({ timezoneId: '' });

  test(
    'the page notices and keeps the entered time',
    { tag: '@chromium-only' },
    async ({ page, setStatus, server }) => {
      const browser = await page.context().newCDPSession(page);
      await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
      await setStatus.open();
      await setStatus.fillEnd('2027-01-15', '17:00');
      await expect(setStatus.endTime).toHaveAccessibleDescription('Times are New York, UTC−5');

      await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kathmandu' });
      // No event reports the change, but the page gets the focus when the person returns to it.
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));

      await expect(setStatus.endTime).toHaveAccessibleDescription(
        /Times are (Kathmandu|Katmandu), UTC\+5:45/,
      );
      await expect(setStatus.endTime).toHaveValue('17:00');
      await setStatus.send('Sick');
      await expect(setStatus.success).toContainText('Status set');
      expect(server.posts[0]?.form.get('end')).toBe('2027-01-15T11:15:00Z');
    },
  );
});

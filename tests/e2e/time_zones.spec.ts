import { expect, faultTest as test, navigate } from './fixtures.ts';

// The browser supplies the data of the zones. core/tests/clock.rs tests what the page makes of it, in every zone.

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime('2026-11-23T12:00:00Z');
});

test.describe('America/New_York', () => {
  test.use({ timezoneId: 'America/New_York' });

  // Today's offset would be wrong by an hour.
  test('a time in summer is sent with the offset of summer time', { tag: '@engine' }, async ({ setStatus, server }) => {
    await setStatus.open();
    await setStatus.fillEnd('2027-07-01', '17:00');
    await setStatus.send('Sick');

    await expect(setStatus.success).toContainText('17:00');
    expect(server.posts[0]?.form.get('end')).toBe('2027-07-01T21:00:00Z');
  });
});

test.describe('Africa/Cairo', () => {
  test.use({ timezoneId: 'Africa/Cairo' });

  test('a midnight that is skipped: the error names the next time and nothing is sent', { tag: '@engine' }, async ({ setStatus, server }) => {
    const problem = '00:00 does not exist on 30 April, because clocks go forward. Choose 01:00 or later';
    await setStatus.open();
    await setStatus.fillEnd('2027-04-30', '00:00');
    await setStatus.send('Sick');
    await setStatus.expectProblem(setStatus.endTime, problem);

    await setStatus.until('No end date').check();
    await setStatus.fillStart('2027-04-30', '00:00');
    await setStatus.submit();
    await setStatus.expectProblem(setStatus.startTime, problem);
    expect(server.posts).toEqual([]);

    await setStatus.startTime.fill('01:00');
    await setStatus.submit();
    await expect(setStatus.success).toContainText('Status set');
  });
});

test.describe('Australia/Lord_Howe', () => {
  test.use({ timezoneId: 'Australia/Lord_Howe' });

  // Clocks go back by half an hour here.
  test('a time that occurs twice: a note says that a start uses the earlier and an end the later', { tag: '@engine' }, async ({ setStatus, server }) => {
    await setStatus.open();
    await setStatus.fillStart('2027-04-04', '01:45');
    await setStatus.fillEnd('2027-04-04', '01:45');

    await expect(setStatus.startTime).toHaveAccessibleDescription(
      'This time occurs twice, because clocks go back. The earlier one is used: Lord Howe, UTC+11',
    );
    await expect(setStatus.endTime).toHaveAccessibleDescription(
      'This time occurs twice, because clocks go back. The later one is used: Lord Howe, UTC+10:30',
    );
    await setStatus.send('Sick');
    await expect(setStatus.success).toContainText('Status set');
    expect(Object.fromEntries(server.posts[0]?.form ?? [])).toEqual({
      status: 'SIC',
      start: '2027-04-03T14:45:00Z',
      end: '2027-04-03T15:15:00Z',
    });
  });
});

test.describe('Pacific/Auckland', () => {
  test.use({ timezoneId: 'Pacific/Auckland' });

  test('the success message shows the day that was entered', async ({ setStatus }) => {
    await setStatus.open();
    await setStatus.fillEnd('2027-03-01', '23:59');
    await setStatus.send('Vacation');

    await expect(setStatus.success).toContainText(/1 Mar 2027,? (at )?23:59/);
  });
});

test.describe('America/New_York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('the fields show the time zone with its offset at the time entered', async ({
    setStatus,
  }) => {
    await setStatus.open();
    await setStatus.until('Choose date and time').check();
    await expect(setStatus.endDate).toHaveAccessibleDescription('Time zone: New York, UTC−5');

    await setStatus.endDate.fill('2027-07-01');
    await setStatus.endTime.fill('17:00');
    await expect(setStatus.endTime).toHaveAccessibleDescription('Time zone: New York, UTC−4');

    await setStatus.endDate.fill('2027-12-01');
    await expect(setStatus.endTime).toHaveAccessibleDescription('Time zone: New York, UTC−5');
  });
});

test.describe('when the device changes its time zone', () => {
  // No zone set by Playwright, so that the test can change it.
  test.use({ timezoneId: '' });

  test('every time on the page is in the new zone', { tag: '@chromium-only' }, async ({ page, setStatus, server }) => {
    const browser = await page.context().newCDPSession(page);
    const moveTo = async (timezoneId: string) => {
      await browser.send('Emulation.setTimezoneOverride', { timezoneId });
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    };
    const created_at = '2026-11-23T11:00:00Z';
    server.store(new URLSearchParams({ status: 'VAC', end: '2026-11-27T22:00:00Z' }), { created_at });
    server.store(new URLSearchParams({ status: 'SIC', start: '2026-11-25T14:00:00Z' }), { created_at });
    await moveTo('America/New_York');
    await setStatus.open();
    const current = page.getByRole('region', { name: 'Current status' });
    const oneHour = page.getByRole('radio', { name: '1 hour' });
    const { preview } = setStatus;
    await setStatus.fillEnd('2026-11-23', '05:00');
    await setStatus.send('Sick');

    await expect(current).toContainText('Since Mon 23 Nov, 06:00, until Fri 27 Nov, 17:00');
    await expect(current).toContainText('Next: Sick, from Wed 25 Nov, 09:00');
    await expect(oneHour).toHaveAccessibleDescription('Mon 23 Nov, 08:00');
    await setStatus.expectProblem(setStatus.endDate, 'End must be later than now (Mon 23 Nov, 07:00)');

    await moveTo('Asia/Kathmandu');

    await expect(current).toContainText('Since Mon 23 Nov, 16:45, until Sat 28 Nov, 03:45');
    await expect(current).toContainText('Next: Sick, from Wed 25 Nov, 19:45');
    await expect(oneHour).toHaveAccessibleDescription('Mon 23 Nov, 18:45');
    await setStatus.expectProblem(setStatus.endDate, 'End must be later than now (Mon 23 Nov, 17:45)');

    await oneHour.check();
    await expect(preview).toHaveText(/until Mon 23 Nov, 18:45 \((Kathmandu|Katmandu), UTC\+5:45\)/);
    await moveTo('America/New_York');
    await expect(preview).toHaveText(/until Mon 23 Nov, 08:00 \(New York, UTC−5\)/);

    await navigate(page, 'History');
    const rows = page.getByRole('row');
    await expect(rows.nth(1)).toContainText('Wed 25 Nov, 09:00');
    await expect(rows.nth(2)).toContainText('Fri 27 Nov, 17:00');
    await moveTo('Asia/Kathmandu');
    await expect(rows.nth(1)).toContainText('Wed 25 Nov, 19:45');
    await expect(rows.nth(2)).toContainText('Sat 28 Nov, 03:45');
  });

  test('a zone without a place is shown by its offset only', { tag: '@chromium-only' }, async ({ page, setStatus }) => {
    const browser = await page.context().newCDPSession(page);
    await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'Etc/GMT-3' });
    await setStatus.open();
    await setStatus.until('Choose date and time').check();
    await expect(setStatus.endDate).toHaveAccessibleDescription('Time zone: UTC+3');
  });

  test(
    'the page notices and keeps the entered time',
    { tag: '@chromium-only' },
    async ({ page, setStatus, server }) => {
      const browser = await page.context().newCDPSession(page);
      await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
      await setStatus.open();
      await setStatus.fillEnd('2027-01-15', '17:00');
      await expect(setStatus.endTime).toHaveAccessibleDescription('Time zone: New York, UTC−5');

      await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kathmandu' });
      // No event reports the change, but the page gets the focus when the person returns to it.
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));

      await expect(setStatus.endTime).toHaveAccessibleDescription(
        /Time zone: (Kathmandu|Katmandu), UTC\+5:45/,
      );
      await expect(setStatus.endTime).toHaveValue('17:00');
      await setStatus.send('Sick');
      await expect(setStatus.success).toContainText('Status set');
      expect(server.posts[0]?.form.get('end')).toBe('2027-01-15T11:15:00Z');
    },
  );
});

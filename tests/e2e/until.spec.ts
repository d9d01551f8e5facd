import { expect, faultTest } from './fixtures.ts';

/**
 * Noon on a Tuesday in Berlin, and each end in three zones and locales whose weeks start on different days.
 * The format and the first day of the week come from the browser. core/tests/preset.rs has the instants.
 */
const NOW = '2026-11-24T11:00:00Z';
const PLACES = [
  {
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    ends: {
      '1 hour': 'Tue 24 Nov, 13:00',
      '4 hours': 'Tue 24 Nov, 16:00',
      'End of today': 'Tue 24 Nov, 23:59',
      'Next working day': 'Wed 25 Nov, 09:00',
      'End of this week': 'Sun 29 Nov, 23:59',
    },
    preview: 'From now until Sun 29 Nov, 23:59 (Berlin, UTC+1)',
    endOfWeek: '2026-11-29T22:59:00Z',
  },
  {
    timezoneId: 'America/New_York',
    locale: 'en-US',
    ends: {
      '1 hour': 'Tue, Nov 24, 07:00 AM',
      '4 hours': 'Tue, Nov 24, 10:00 AM',
      'End of today': 'Tue, Nov 24, 11:59 PM',
      'Next working day': 'Wed, Nov 25, 09:00 AM',
      // Weeks start on Sunday here.
      'End of this week': 'Sat, Nov 28, 11:59 PM',
    },
    preview: 'until Sat, Nov 28, 11:59 PM (New York, UTC−5)',
    endOfWeek: '2026-11-29T04:59:00Z',
  },
  {
    timezoneId: 'Africa/Cairo',
    locale: 'ar-EG',
    ends: {
      '1 hour': 'Nov 24',
      '4 hours': 'Nov 24',
      'End of today': '11:59',
      'Next working day': 'Nov 25',
      // Weeks start on Saturday here.
      'End of this week': 'Nov 27',
    },
    preview: 'Nov 27',
    endOfWeek: '2026-11-27T21:59:00Z',
  },
];

for (const { timezoneId, locale, ends, preview, endOfWeek } of PLACES) {
  faultTest.describe(`in ${timezoneId}, in ${locale}`, () => {
    faultTest.use({ timezoneId, locale });

    faultTest('each end shows its time, and the end of this week is sent', async ({ page, setStatus, server }) => {
      await page.clock.setFixedTime(NOW);
      // The region counts, whatever the language.
      await page.addInitScript(() => localStorage.setItem('whereabouts.language', 'en'));
      await setStatus.open();
      for (const [name, shown] of Object.entries(ends)) {
        const option = page.getByRole('radio', { name, exact: true });
        await expect.soft(option, name).toHaveAccessibleDescription(new RegExp(shown));
      }
      await setStatus.status('On the road').check();
      await page.getByRole('radio', { name: 'End of this week' }).check();
      await expect(setStatus.preview).toContainText(preview);
      await setStatus.submit();
      await expect(setStatus.success).toContainText('Status set');
      expect(Object.fromEntries(server.posts[0]?.form ?? [])).toEqual({ status: 'OOO', end: endOfWeek });
    });
  });
}

// The weekend comes from the browser. core/tests/preset.rs has the days. Firefox does not know a locale's weekend.
for (const [locale, day] of [
  ['en-GB', 'Fri 27 Nov, 09:00'],
  ['he-IL', '29 Nov'],
  ['fa-IR', 'Nov 28'],
] as const) {
  faultTest.describe(`on a Thursday, in ${locale}`, () => {
    faultTest.use({ timezoneId: 'Europe/Berlin', locale });

    faultTest('the next working day is not on the weekend', async ({ page, setStatus }) => {
      await page.clock.setFixedTime('2026-11-26T11:00:00Z');
      await setStatus.open();
      const option = page.getByRole('radio', { name: 'Next working day' });
      await expect(option).toHaveAccessibleDescription(new RegExp(day));
    });
  });
}

faultTest.describe('as time passes', () => {
  faultTest.use({ timezoneId: 'Europe/Berlin' });

  faultTest('an end less than a minute away is not offered, and is rejected if already chosen', async ({ page, setStatus, server }) => {
    await page.clock.install({ time: '2026-11-24T22:50:00Z' });
    await setStatus.open();
    const endOfToday = page.getByRole('radio', { name: 'End of today' });
    await setStatus.status('On the road').check();
    await endOfToday.check();
    await page.clock.runFor('09:30');
    await setStatus.submit();
    await setStatus.expectProblem(page.getByRole('radiogroup', { name: 'Until' }), /less than a minute away/);
    expect(server.posts).toEqual([]);

    await setStatus.until('No end date').check();
    await expect(endOfToday).toBeHidden();
    await page.clock.runFor('01:00');
    await expect(endOfToday).toHaveAccessibleDescription('Wed 25 Nov, 23:59');
  });

  faultTest('the times move on while the page is open', async ({ page, setStatus }) => {
    await page.clock.install({ time: NOW });
    await setStatus.open();
    const oneHour = page.getByRole('radio', { name: '1 hour' });
    await expect(oneHour).toHaveAccessibleDescription('Tue 24 Nov, 13:00');
    await page.clock.runFor('05:00');
    await expect(oneHour).toHaveAccessibleDescription('Tue 24 Nov, 13:05');
  });
});

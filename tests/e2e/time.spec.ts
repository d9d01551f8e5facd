import type { Locator, Page } from '@playwright/test';
import { expect, faultTest as test } from './fixtures.ts';

/** What depends on the time follows the clock. time_zones.spec.ts has what depends on the zone. */

test.use({ timezoneId: 'Europe/Berlin' });

const currentStatus = (page: Page): Locator => page.getByRole('region', { name: 'Current status' });

test('a status that ends while the history is open is marked as ended', async ({ page, server }) => {
  await page.clock.install({ time: '2026-11-24T11:00:00Z' });
  const created_at = '2026-11-24T10:00:00Z';
  server.store(new URLSearchParams({ status: 'SIC', end: '2026-11-24T11:05:00Z' }), { created_at });
  server.store(new URLSearchParams({ status: 'VAC', start: '2026-11-24T11:05:00Z' }), { created_at });
  await page.goto('/history');
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row('Sick')).toContainText('12:05');
  await expect(row('Sick')).not.toContainText('ended');
  await expect(row('Vacation')).toContainText('not yet');
  const useAgain = row('Sick').getByRole('button', { name: 'Use again' });
  await useAgain.focus();

  await page.clock.runFor('05:10');

  await expect(row('Sick')).toContainText('ended');
  await expect(row('Vacation')).not.toContainText('not yet');
  await expect(useAgain).toBeFocused();
});

test('a status that starts now is current at once, even if the clock of the device is slow', async ({ page, setStatus, server }) => {
  await page.clock.setFixedTime('2026-11-24T11:00:00Z');
  const filled_in = '2026-11-24T11:02:00Z';
  server.answerPosts((call) => {
    const record = server.store(call.form, { start: filled_in, created_at: filled_in });
    call.socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${JSON.stringify(record)}`);
  });
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set');
  await expect(currentStatus(page)).toContainText('Sick');
  await expect(currentStatus(page)).not.toContainText('Next:');
});

test('what comes next is what starts soonest', async ({ page, setStatus, server }) => {
  await page.clock.setFixedTime('2026-11-24T11:00:00Z');
  const created_at = '2026-11-24T10:00:00Z';
  server.store(new URLSearchParams({ status: 'SIC', start: '2026-11-25T11:00:00Z' }), { created_at });
  server.store(new URLSearchParams({ status: 'VAC', start: '2026-12-20T11:00:00Z' }), { created_at });
  await setStatus.open();
  await expect(currentStatus(page)).toContainText('Next: Sick, from Wed 25 Nov, 12:00');
});

test('the times of this year have their year once it is over', async ({ page, setStatus, server }) => {
  await page.clock.install({ time: '2026-12-31T22:50:00Z' });
  server.store(new URLSearchParams({ status: 'SIC' }), { created_at: '2026-12-31T22:00:00Z' });
  await setStatus.open();
  await expect(currentStatus(page)).toContainText('Since Thu 31 Dec, 23:00');
  await page.clock.runFor('15:00');
  await expect(currentStatus(page)).toContainText(/Since Thu,? 31 Dec 2026, 23:00/);
});

test('an error names the present time, and goes when time solves it', async ({ page, setStatus }) => {
  await page.clock.install({ time: '2026-11-24T22:50:00Z' });
  await setStatus.open();
  await setStatus.fillEnd('2026-11-24', '08:00');
  await setStatus.send('Sick');
  await setStatus.expectProblem(setStatus.endDate, 'End must be later than now (Tue 24 Nov, 23:50)');
  await page.clock.runFor('02:00');
  await setStatus.expectProblem(setStatus.endDate, 'End must be later than now (Tue 24 Nov, 23:52)');

  await setStatus.until('No end date').check();
  await page.getByRole('radio', { name: 'End of today' }).check();
  await page.clock.runFor('07:20');
  await setStatus.submit();
  await expect(setStatus.problems).toContainText('less than a minute away');
  await page.clock.runFor('02:00');
  await expect(setStatus.problems).toBeHidden();
});

test('a page brought back from the back/forward cache reads the statuses again', async ({ page, setStatus, server }) => {
  await setStatus.open();
  await expect(currentStatus(page)).toContainText('None yet');
  server.store(new URLSearchParams({ status: 'SIC' }));
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(currentStatus(page)).toContainText('Sick');
});

test('a record that was changed elsewhere is shown changed, and the filter is kept', async ({ page, server }) => {
  server.store(new URLSearchParams({ status: 'SIC', message: 'Flu' }));
  server.store(new URLSearchParams({ status: 'SIC', message: 'Cold' }));
  server.store(new URLSearchParams({ status: 'VAC' }));
  await page.goto('/history');
  await page.getByLabel('Show').selectOption('Sick');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('row').nth(2).getByRole('button', { name: 'Use again' }).focus();

  const [, cold] = server.stored;
  if (cold) cold.message = 'Pneumonia';
  server.store(new URLSearchParams({ status: 'SIC', message: 'Cough' }));
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));

  for (const [index, message] of ['Cough', 'Pneumonia', 'Flu'].entries()) {
    await expect(page.getByRole('row').nth(index + 1)).toContainText(message);
  }
  await expect(page.getByRole('row').nth(3).getByRole('button', { name: 'Use again' })).toBeFocused();
  await expect(page.getByRole('status')).toHaveText('Showing 3 of 3');
});

/** What was meant is set once, for the right person and in time. The rule is `core/src/submission.rs`. */

import { type Answer, hang, json, list, reset, respond, storeThen } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const gateway = (status: number) => respond(status, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' });

/** A 429 that asks to wait. */
const tooMany = (seconds: number): Answer => (call) =>
  json(429, { message: 'slow down' }, { 'x-ratelimit-reset': Math.floor(Date.now() / 1000) + seconds, date: new Date().toUTCString() })(call);

for (const until of ['No end date', '1 hour', '4 hours'] as const) {
  for (const key of ['Enter', 'a click'] as const) {
    test(`${until}: ${key} again after a lost answer looks first`, async ({ page, setStatus, server }) => {
      server.answerPosts(storeThen(reset));
      await page.clock.install({ time: new Date() });
      await setStatus.open();
      await page.getByRole('radio', { name: until }).check();
      await setStatus.send('Working from home', 'Deep work');
      await expect(setStatus.checkNow).toBeVisible();
      // Each press computes another end.
      await page.clock.fastForward(61_000);
      if (key === 'Enter') await setStatus.message.press('Enter');
      else await setStatus.submit();
      await expect(setStatus.success).toContainText('Status set: Working from home');
      expect(server.stored).toHaveLength(1);
      expect(server.methodsFromFirstPost.filter((method) => method === 'POST')).toHaveLength(1);
    });
  }
}

for (const [name, answer] of Object.entries({ '502': gateway(502), '503 without the words of the API': gateway(503), '504': gateway(504) })) {
  test(`after a ${name}, nothing is sent unseen`, async ({ setStatus, server }) => {
    server.answerPosts(storeThen(answer));
    await setStatus.open();
    await setStatus.send('Sick');
    await expect(setStatus.failure).toContainText("we don't know whether your status was saved");
    await expect(setStatus.failure).not.toContainText('not changed');
    server.answerReads(gateway(504));
    await setStatus.submit();
    await expect(setStatus.failure).toContainText("We couldn't find out");
    expect(server.posts).toHaveLength(1);
    server.answerReads(list);
    await setStatus.submit();
    await expect(setStatus.success).toContainText('Status set: Sick');
    expect(server.stored).toHaveLength(1);
  });
}

test('a 503 in the words of the API is not in doubt', async ({ setStatus, server }) => {
  server.answerPosts(json(503, { message: 'Down for maintenance' }));
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.failure).toContainText('so your status was not set');
  await expect(setStatus.failure).toContainText('Down for maintenance');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.methodsFromFirstPost.slice(0, 2)).toEqual(['POST', 'POST']);
});

test('a wait does not send for another person', async ({ page, setStatus, settings, server }) => {
  server.answerPosts(tooMany(3));
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.countdown).toContainText('Sick');
  await navigate(page, 'Settings');
  await settings.token.fill('another-token');
  await settings.userId.fill('8');
  await settings.saveButton.click();
  await page.waitForTimeout(3_500);
  await navigate(page, 'Set status');
  await setStatus.ready();
  await expect(setStatus.failure).toContainText('the account in Settings has changed');
  await expect(setStatus.message).toHaveValue('');
  await expect(setStatus.status('Sick')).not.toBeChecked();
  expect(server.posts.map(({ url }) => url)).toEqual(['/api/v1/users/7/statuses']);
});

test('the open outcome of one person is not shown to the next', async ({ page, setStatus, settings, server }) => {
  server.answerPosts(reset);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.checkNow).toBeVisible();
  await navigate(page, 'Settings');
  await settings.token.fill('another-token');
  await settings.userId.fill('8');
  await settings.saveButton.click();
  await navigate(page, 'Set status');
  await setStatus.ready();
  await expect(setStatus.failure).toBeHidden();
  await expect(setStatus.message).toHaveValue('');
  await page.reload();
  await setStatus.ready();
  await expect(setStatus.failure).toBeHidden();
  await expect(page.getByText('Flu')).toHaveCount(0);
  expect(server.posts).toHaveLength(1);
});

test('after Forget token, nothing of the first person is shown', async ({ page, setStatus, settings }) => {
  await setStatus.open();
  await setStatus.send('On the road', 'By train');
  await expect(setStatus.success).toContainText('Status set');
  await setStatus.message.fill('private');
  await navigate(page, 'Settings');
  await settings.forgetButton.click();
  await navigate(page, 'Set status');
  await setStatus.ready();
  for (const text of ['By train', 'Status set']) await expect(page.getByText(text)).toHaveCount(0);
  await expect(setStatus.message).toHaveValue('');
  await page.reload();
  await setStatus.ready();
  await expect(setStatus.message).toHaveValue('');
});

test('an end that passes during the wait is not sent', async ({ page, setStatus, server }) => {
  const now = new Date('2026-11-24T11:00:30');
  server.answerPosts(json(429, {}, { 'x-ratelimit-reset': Math.floor(now.getTime() / 1000) + 45, date: now.toUTCString() }));
  await page.clock.install({ time: now });
  await setStatus.open();
  await page.clock.pauseAt(new Date('2026-11-24T11:00:40'));
  await setStatus.fillEnd('2026-11-24', '11:01');
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.countdown).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(setStatus.failure).toContainText('End must be later than now');
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toHaveLength(1);
});

test('a laptop that slept through the wait sends nothing', async ({ page, setStatus, server }) => {
  await page.clock.install({ time: new Date() });
  server.answerPosts(tooMany(45));
  await setStatus.open();
  await page.getByRole('radio', { name: '1 hour' }).check();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.countdown).toBeVisible();
  await page.clock.fastForward('08:00:00');
  await expect(setStatus.failure).toContainText('was not sent because too much time has passed');
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toHaveLength(1);
});

test('a reload while a status is on its way says so and looks first', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  server.answerPosts(storeThen(hang));
  await setStatus.open();
  await page.getByRole('radio', { name: '1 hour' }).check();
  const post = server.nextPost();
  await setStatus.send('Sick', 'Flu');
  await post;
  await page.reload();
  await setStatus.ready();
  await expect(setStatus.failure).toContainText('A status was on its way when the page was loaded again');
  await expect(setStatus.checkNow).toBeVisible();
  await expect(setStatus.message).toHaveValue('Flu');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.stored).toHaveLength(1);
  await page.reload();
  await setStatus.ready();
  await expect(setStatus.failure).toBeHidden();
});

test('changing the form during a wait cancels it', async ({ page, setStatus, server }) => {
  server.answerPosts(tooMany(3));
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.countdown).toContainText('Sick');
  await setStatus.status('Vacation').check();
  await expect(setStatus.countdown).toBeHidden();
  await page.waitForTimeout(3_500);
  expect(server.posts).toHaveLength(1);
});

test('a wait ends at the reset also after it was cancelled and begun again', async ({ page, setStatus, server }) => {
  await page.clock.install({ time: new Date() });
  server.answerPosts(tooMany(5), tooMany(5));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.cancel.click();
  await setStatus.submit();
  await expect(setStatus.countdown).toBeVisible();
  await page.clock.runFor(3_000);
  expect(server.posts).toHaveLength(2);
  await page.clock.runFor(3_000);
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts).toHaveLength(3);
});

for (const seconds of [-120, -5, 5, 120]) {
  test(`a relay's clock that differs by ${seconds} s leads to no false word`, async ({ setStatus, server }) => {
    server.answerPosts(storeThen(reset));
    const date = () => new Date(Date.now() + seconds * 1000).toUTCString();
    server.answerReads((call) => json(200, { data: call.server.stored, paging: { next: null } }, { date: date() })(call));
    await setStatus.open();
    await expect(setStatus.page.getByRole('region', { name: 'Current status' })).toContainText('None yet');
    await setStatus.send('Sick');
    await setStatus.checkNow.click();
    await expect(setStatus.success).toContainText('Status set: Sick');
  });
}

test('a list that was cut off proves nothing', async ({ setStatus, server }) => {
  server.answerPosts(reset);
  await setStatus.open();
  const old = { id: 1, user_id: 7, status: 'WFH', start: null, end: null, created_at: '2020-01-01T00:00:00Z' };
  server.answerReads((call) => json(200, { data: [old], paging: { next: '/more' } })(call));
  await setStatus.send('Sick');
  await setStatus.checkNow.click();
  await expect(setStatus.failure).toContainText("We couldn't find out");
});

for (const [name, minutes] of Object.entries({ 'two minutes slow': -2, right: 0 })) {
  test(`the status just set is the current one, with a device clock that is ${name}`, async ({ page, setStatus, server }) => {
    await page.clock.install({ time: Date.now() + minutes * 60_000 });
    const startingNow: Answer = (call) => json(200, call.server.store(call.form, { start: new Date(Date.now() + 900).toISOString() }))(call);
    server.answerPosts(startingNow);
    await setStatus.open();
    await setStatus.send('Sick');
    await expect(setStatus.success).toContainText('Status set: Sick');
    const current = page.getByRole('region', { name: 'Current status' });
    await expect(current).toContainText('Sick');
    await expect(current).not.toContainText('Next');
  });
}

test('a clock that is set back does not block the button', async ({ page, setStatus, server }) => {
  const now = Date.now();
  await page.clock.setFixedTime(now);
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  await page.clock.setFixedTime(now - 3_600_000);
  await setStatus.submit();
  await expect(setStatus.problems).toContainText('Select your status');
  await setStatus.send('Vacation');
  await expect(setStatus.success).toContainText('Status set: Vacation');
  expect(server.posts).toHaveLength(2);
});

for (const [name, overrides] of Object.entries({ 'another person': { user_id: 8 }, 'another status': { status: 'VAC' } })) {
  test(`a record of ${name} is not a success without a word`, async ({ setStatus, server }) => {
    server.answerPosts((call) => json(200, { ...call.server.store(call.form), ...overrides })(call));
    await setStatus.open();
    await setStatus.send('Sick');
    await expect(setStatus.failure).toContainText('answered with a different status');
    await setStatus.checkNow.click();
    await expect(setStatus.success).toContainText('Status set: Sick');
    expect(server.stored).toHaveLength(1);
  });
}

test('an answer that came in time counts, however late the page sees it', async ({ page, setStatus }) => {
  test.setTimeout(40_000);
  await setStatus.open();
  await setStatus.status('Sick').check();
  // The page is frozen from the press until after the time limit of 15 s. Its timers are due before it sees the answer.
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>('#set-status')?.click();
    // The request leaves.
    await new Promise((resolve) => setTimeout(resolve, 1));
    const end = performance.now() + 15_500;
    while (performance.now() < end);
  });
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('a browser that wrongly says "offline" can set a status', { tag: '@engine' }, async ({ page, setStatus }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('what a password manager or dictation entered is sent', { tag: '@engine' }, async ({ setStatus, server }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.evaluate((input: HTMLInputElement) => (input.value = 'dictated'));
  await setStatus.submit();
  await expect(setStatus.success).toContainText('dictated');
  expect(server.posts[0]?.body).toBe('status=SIC&message=dictated');
});

test('Back to previous is pressed once by a double click, and waits like any other', async ({ page, setStatus, server }) => {
  await setStatus.open();
  await setStatus.send('Vacation');
  await expect(setStatus.success).toContainText('Vacation');
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Sick');
  server.answerPosts(tooMany(2));
  await page.getByRole('button', { name: 'Back to previous' }).dblclick();
  await expect(setStatus.countdown).toContainText('Vacation');
  await expect(setStatus.success).toContainText('Status set: Vacation', { timeout: 10_000 });
  expect(server.stored.map(({ status }) => status)).toEqual(['VAC', 'SIC', 'VAC']);
});

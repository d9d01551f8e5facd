import { type Answer, json } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const SERVER_DATE = 'Tue, 24 Nov 2026 07:00:00 GMT';
const SERVER_SECONDS = Date.parse(SERVER_DATE) / 1000;

/** A 429 response, dated by the server's clock. */
function tooManyRequests(reset: string | number | undefined, date: string | undefined = SERVER_DATE): Answer {
  return json(429, { message: 'slow down' }, { 'x-ratelimit-reset': reset, date });
}

test('a countdown is shown, then the status is sent once more', async ({
  page,
  setStatus,
  server,
}) => {
  server.answerPosts(tooManyRequests(SERVER_SECONDS + 3));
  await page.clock.install();
  await setStatus.open();
  await page.clock.pauseAt(Date.now() + 60_000);
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText('Too many requests. You can try again in 3 seconds.');
  await expect(setStatus.failure).toContainText('slow down');
  for (const left of ['3 seconds', '2 seconds', '1 second']) {
    await expect(setStatus.countdown).toHaveText(`Trying again in ${left}`);
    expect(server.posts).toHaveLength(1);
    await page.clock.runFor(1_000);
  }

  await expect(setStatus.success).toContainText('Status set: Sick');
  await expect(setStatus.countdown).toBeHidden();
  expect(server.posts.map((post) => post.body)).toEqual(['status=SIC&message=Flu', 'status=SIC&message=Flu']);
  await page.clock.runFor(600_000);
  expect(server.posts).toHaveLength(2);
});

test('a second 429 does not start another countdown', async ({ page, setStatus, server }) => {
  server.answerPosts(tooManyRequests(SERVER_SECONDS + 2), tooManyRequests(SERVER_SECONDS + 2));
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.countdown).toBeVisible();
  await page.clock.runFor(2_500);

  await expect(setStatus.countdown).toBeHidden();
  await expect(setStatus.failure).toContainText('Too many requests');
  await expect(setStatus.button).not.toHaveAttribute('aria-disabled');
  await page.clock.runFor(600_000);
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toHaveLength(2);
});

test('cancelling the countdown stops the retry', async ({ page, setStatus, server }) => {
  server.answerPosts(tooManyRequests(SERVER_SECONDS + 38));
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.countdown).toHaveText(/3[78] seconds/);
  await setStatus.cancel.click();

  await expect(setStatus.countdown).toBeHidden();
  await expect(setStatus.failure).toContainText('Too many requests');
  await expect(setStatus.message).toHaveValue('Flu');
  await page.clock.runFor(600_000);
  expect(server.posts).toHaveLength(1);

  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts).toHaveLength(2);
});

test('submitting during the countdown does nothing', async ({ page, setStatus, server }) => {
  server.answerPosts(tooManyRequests(SERVER_SECONDS + 5));
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.countdown).toBeVisible();
  await setStatus.clickWithMouse(setStatus.button);
  await setStatus.message.press('Enter');
  expect(server.posts).toHaveLength(1);
  await page.clock.runFor(6_000);

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts).toHaveLength(2);
});

// A wait of NaN seconds never ended (readwise-mirror#21).
test('the wait is between one second and five minutes for any reset header', async ({
  page,
  setStatus,
  server,
}) => {
  const waits: [what: string, reset: string | number | undefined, seconds: number][] = [
    ['absent', undefined, 30],
    ['empty', '', 30],
    ['a word', 'soon', 30],
    ['not a number', 'NaN', 30],
    ['a fraction', '1795503638.5', 30],
    ['an exponent', '1e9', 30],
    ['too large for a number', '99999999999999999999', 30],
    ['negative', '-1', 1],
    ['zero', 0, 1],
    ['in the past', SERVER_SECONDS - 60, 1],
    ['the current second', SERVER_SECONDS, 1],
    ['in five minutes', SERVER_SECONDS + 300, 300],
    ['far in the future', SERVER_SECONDS + 86_400, 300],
    ['the largest number', '9223372036854775807', 300],
  ];
  await page.clock.install();
  await setStatus.open();
  await page.clock.pauseAt(Date.now() + 60_000);
  for (const [what, reset, seconds] of waits) {
    server.answerPosts(tooManyRequests(reset));
    await setStatus.send('Sick', what);

    await expect
      .soft(setStatus.countdown, what)
      .toHaveText(`Trying again in ${seconds} second${seconds === 1 ? '' : 's'}`);
    await setStatus.cancel.click();
    await expect(setStatus.cancel).toBeHidden();
  }
});

for (const minutes of [-10, 10]) {
  test(`a device clock off by ${minutes} minutes does not change the wait`, async ({
    page,
    setStatus,
    server,
  }) => {
    server.answerPosts(tooManyRequests(SERVER_SECONDS + 38));
    await page.clock.install({ time: (SERVER_SECONDS + minutes * 60) * 1000 });
    await setStatus.open();
    await setStatus.send('Sick');

    await expect(setStatus.failure).toContainText('You can try again in 38 seconds');
  });

  test(`a device clock off by ${minutes} minutes and no server time still give a finite wait`, async ({
    page,
    setStatus,
    server,
  }) => {
    const offDevice = (SERVER_SECONDS + minutes * 60) * 1000;
    server.answerPosts(json(429, null, { 'x-ratelimit-reset': SERVER_SECONDS + 38, date: undefined }));
    await page.clock.install({ time: offDevice });
    await setStatus.open();
    await setStatus.send('Sick');

    await expect(setStatus.failure).toContainText(
      `You can try again in ${minutes < 0 ? '300 seconds' : '1 second'}`,
    );
  });
}

import { type Answer, json } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const SERVER_DATE = 'Tue, 24 Nov 2026 07:00:00 GMT';
const SERVER_SECONDS = Date.parse(SERVER_DATE) / 1000;

/** A 429 response, dated by the server's clock. */
function tooManyRequests(reset: number): Answer {
  return json(429, { message: 'slow down' }, { 'x-ratelimit-reset': reset, date: SERVER_DATE });
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
    await expect(setStatus.countdown).toHaveText(`Trying again in ${left} to set “Sick”`);
    expect(server.posts).toHaveLength(1);
    await page.clock.runFor(1_000);
  }

  await expect(setStatus.success).toContainText('Status set: Sick');
  await expect(setStatus.countdown).toBeHidden();
  expect(server.posts.map((post) => post.body)).toEqual(['status=SIC&message=Flu', 'status=SIC&message=Flu']);
  await page.clock.runFor(600_000);
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

test('a device clock that is ten minutes fast does not change the wait', async ({ page, setStatus, server }) => {
  server.answerPosts(tooManyRequests(SERVER_SECONDS + 38));
  await page.clock.install({ time: (SERVER_SECONDS + 600) * 1000 });
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(setStatus.failure).toContainText('You can try again in 38 seconds');
});

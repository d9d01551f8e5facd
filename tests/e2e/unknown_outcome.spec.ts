import { close, cutInBody, held, json, list, reset, respond, storeThen } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const NOT_SAVED = 'Your status was not saved. You can send it again.';
const CANNOT_TELL = "We couldn't find out whether your status was saved";

test('a check finds a status that was stored before the connection broke', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  await setStatus.open();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.unfold('More');
  await setStatus.assignableId.fill('4');
  await setStatus.send('Vacation', '  Back soon ');
  await setStatus.checkNow.click();

  await expect(setStatus.success).toContainText('Status set: Vacation');
  await expect(setStatus.success).toContainText('Back soon');
  await expect(setStatus.failure).toBeHidden();
  await expect(setStatus.message).toHaveValue('');
  expect(server.methodsFromFirstPost).toEqual(['POST', 'GET']);
  expect(server.calls.at(-1)?.url).toMatch(/^\/api\/v1\/users\/7\/statuses(\?|$)/);
  expect(server.calls.at(-1)?.headers.auth).toBe('a-token-that-is-secret');
});

test('Send again is offered only after a check has found nothing', async ({
  setStatus,
  server,
}) => {
  server.answerPosts(reset);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.checkNow).toBeVisible();
  await expect(setStatus.sendAgain).toBeHidden();

  await setStatus.checkNow.click();
  await expect(setStatus.failure).toContainText(NOT_SAVED);
  await expect(setStatus.message).toHaveValue('Flu');
  await setStatus.sendAgain.click();

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.map((post) => post.body)).toEqual(['status=SIC&message=Flu', 'status=SIC&message=Flu']);
});

test('a check that is refused says that the outcome is still unknown', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  await setStatus.open();
  server.answerReads(json(403, { message: 'forbidden' }));
  await setStatus.send('Sick');
  await setStatus.checkNow.click();

  await expect(setStatus.failure).toContainText(CANNOT_TELL);
  await expect(setStatus.sendAgain).toBeVisible();
  expect(server.posts).toHaveLength(1);

  // Now the list can be read.
  server.answerReads(list);
  await setStatus.checkNow.click();
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('a list that breaks off leaves the outcome unknown', async ({ setStatus, server }) => {
  server.answerPosts(reset);
  await setStatus.open();
  server.answerReads(cutInBody);
  await setStatus.send('Sick');
  await setStatus.checkNow.click();

  await expect(setStatus.failure).toContainText(CANNOT_TELL);
});

test('the newest status is found on a later page', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  server.answerReads((call) => {
    const isFirst = /[?&]page=1(&|$)/.test(call.url);
    const next = isFirst ? '/api/v1/users/7/statuses?page=2' : null;
    return json(200, { data: isFirst ? [] : call.server.stored, paging: { next } })(call);
  });
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.click();

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.methodsFromFirstPost).toEqual(['POST', 'GET', 'GET']);
});

test('endless pagination does not block the check', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  server.answerReads((call) => json(200, { data: call.server.stored, paging: { next: call.url } })(call));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.click();

  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('a device clock that is an hour fast does not mislead the check', async ({
  page,
  setStatus,
  server,
}) => {
  server.answerPosts(storeThen(reset), reset);
  await page.clock.install({ time: Date.now() + 3_600_000 });
  await setStatus.open();
  await setStatus.send('Sick', 'This one is stored');
  await setStatus.checkNow.click();
  await expect(setStatus.success).toContainText('Status set: Sick');

  await page.clock.fastForward(60_000);
  await setStatus.send('Vacation', 'This one is not');
  await setStatus.checkNow.click();
  // By either clock, the other record is too recent to rule out that it hides ours.
  await expect(setStatus.failure).toContainText(/was not saved|couldn't find out/);
  expect(server.posts).toHaveLength(2);
});

test('nothing is sent again automatically', async ({ page, setStatus, server }) => {
  server.answerPosts(close);
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.checkNow).toBeVisible();

  await page.clock.fastForward('01:00:00');
  await page.evaluate(() => {
    for (const name of ['online', 'focus', 'pageshow', 'visibilitychange'])
      window.dispatchEvent(new Event(name));
  });
  await setStatus.checkNow.click();
  await expect(setStatus.sendAgain).toBeVisible();
  await page.clock.fastForward('01:00:00');

  await expect(setStatus.sendAgain).toBeVisible();
  expect(server.posts).toHaveLength(1);
});

test('setting the same status again checks first and sends it if it is missing', async ({
  setStatus,
  server,
}) => {
  server.answerPosts(reset);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.checkNow).toBeVisible();
  await setStatus.submit();

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.methodsFromFirstPost).toEqual(['POST', 'GET', 'POST']);
});

test('an unreadable success response can be checked', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(respond(200, '<h1>Welcome to the hotel network</h1>')));
  await setStatus.open();
  await setStatus.send('On the road');
  await expect(setStatus.failure).toContainText('Your status may have been set');
  await setStatus.checkNow.click();

  await expect(setStatus.success).toContainText('Status set: On the road');
  expect(server.posts).toHaveLength(1);
});

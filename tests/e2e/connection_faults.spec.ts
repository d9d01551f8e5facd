import {
  type Answer,
  FaultServer,
  close,
  cutAfterHead,
  cutBetweenChunks,
  cutInBody,
  garbage,
  hang,
  reset,
  stall,
  tooShort,
} from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const OPEN = 'We do not know whether your status was saved';

const FAULTS: Record<string, Answer> = {
  'is reset after the request was read': reset,
  'is closed without an answer': close,
  'is cut after the head of the answer': cutAfterHead,
  'is cut in the middle of the body': cutInBody,
  'is cut between two chunks': cutBetweenChunks,
  'ends before the length that was promised': tooShort,
};

for (const [fault, answer] of Object.entries(FAULTS)) {
  test(`when the connection ${fault}, the outcome is open, the form kept and the button ready`, async ({
    setStatus,
    server,
  }) => {
    server.answerPosts(answer);
    await setStatus.open();
    await setStatus.send('Sick', 'Flu');

    await expect(setStatus.failure).toContainText(`${OPEN}: the connection failed`);
    await expect(setStatus.checkNow).toBeVisible();
    await setStatus.expectNothingSet();
    await expect(setStatus.status('Sick')).toBeChecked();
    await expect(setStatus.message).toHaveValue('Flu');
    expect(server.posts).toHaveLength(1);

    await setStatus.send('Sick', 'Something else, which nobody takes for the first');
    await expect(setStatus.success).toContainText('Status set');
    expect(server.posts).toHaveLength(2);
  });
}

test('an answer that is not HTTP leaves the outcome open', async ({ browserName, setStatus, server }) => {
  server.answerPosts(garbage);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');

  // Firefox takes it for the body of an answer as they were before HTTP had versions.
  const reason = { chromium: `${OPEN}: the connection failed`, firefox: 'its answer cannot be read' };
  await expect(setStatus.failure).toContainText(reason[browserName as keyof typeof reason]);
  await expect(setStatus.checkNow).toBeVisible();
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toHaveLength(1);
});

const SILENCES: Record<string, Answer> = { 'that never comes': hang, 'that stops in its middle': stall };

for (const [silence, answer] of Object.entries(SILENCES)) {
  test(`an answer ${silence} is given up after 15 seconds`, async ({ page, setStatus, server }) => {
    server.answerPosts(answer);
    await page.clock.install();
    await setStatus.open();
    await setStatus.sendAndWait(server, 'Sick', 'Flu', 'Setting status…');

    await page.clock.fastForward(13_000);
    await expect(setStatus.button).toHaveText('Setting status…');
    await page.clock.fastForward(2_000);

    await expect(setStatus.failure).toContainText(`${OPEN}: there was no answer in 15 seconds`);
    await expect(setStatus.checkNow).toBeVisible();
    await expect(setStatus.button).toHaveText('Set status');
    await expect(setStatus.message).toHaveValue('Flu');
    await expect.poll(() => server.posts[0]?.socket.destroyed, 'the browser has hung up').toBe(true);

    await setStatus.send('Sick', 'Something else');
    await expect(setStatus.success).toContainText('Status set');
  });
}

test('a slow answer within the limit is an answer', async ({ page, setStatus, server }) => {
  let go = () => {};
  const gone = new Promise<void>((resolve) => (go = resolve));
  server.answerPosts(async (call) => {
    await gone;
    call.socket.end(
      `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${JSON.stringify(call.server.store(call.form))}`,
    );
  });
  await page.clock.install();
  await setStatus.open();
  await setStatus.sendAndWait(server, 'Sick', '', 'Setting status…');
  await page.clock.fastForward(13_000);
  go();

  await expect(setStatus.success).toContainText('Status set: Sick');
  // The limit of a request that is over must not strike the next one.
  await page.clock.fastForward(10_000);
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('offline, nothing is sent, and the page says so; online, it is', async ({
  context,
  setStatus,
  server,
}) => {
  await setStatus.open();
  await context.setOffline(true);
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText('You are offline. Nothing was sent.');
  await expect(setStatus.checkNow).toBeHidden();
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toEqual([]);

  await context.setOffline(false);
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('a server that is gone gets the same word as a broken connection', async ({ setStatus, server }) => {
  await setStatus.open();
  await server.refuse();
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText(`${OPEN}: the connection failed`);
  await expect(setStatus.message).toHaveValue('Flu');
  await setStatus.checkNow.click();
  await expect(setStatus.failure).toContainText('It cannot be told whether your status was saved');
});

test('an API of another origin that allows no pages gets a clear word', async ({ setStatus, server }) => {
  const elsewhere = await FaultServer.start();
  server.deployWith('api-base', `${elsewhere.origin}/api/v1`);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText('the connection failed');
  await expect(setStatus.message).toHaveValue('Flu');
  // The browser asks first, because of the header, and is not allowed.
  expect(elsewhere.posts).toEqual([]);
  await elsewhere.stop();
});

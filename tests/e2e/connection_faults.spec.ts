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

const UNKNOWN = "so we don't know whether your status was saved";
const CONNECTION_FAILED = `The connection failed, ${UNKNOWN}`;

const FAULTS: Record<string, Answer> = {
  'is reset after the request': reset,
  'is closed without a response': close,
  'breaks after the response head': cutAfterHead,
  'breaks within the body': cutInBody,
  'breaks between two chunks': cutBetweenChunks,
  'ends before the announced length': tooShort,
};

test('after a broken connection, the outcome is unknown, the form kept and the button ready', { tag: '@engine' }, async ({ setStatus, server }) => {
  await setStatus.open();
  for (const [fault, answer] of Object.entries(FAULTS)) {
    await test.step(`the connection ${fault}`, async () => {
      server.calls.length = 0;
      server.answerPosts(answer);
      await setStatus.send('Sick', fault);

      await expect(setStatus.failure).toContainText(CONNECTION_FAILED);
      await expect(setStatus.checkNow).toBeVisible();
      await setStatus.expectNoSuccess();
      await expect(setStatus.status('Sick')).toBeChecked();
      await expect(setStatus.message).toHaveValue(fault);
      expect(server.posts).toHaveLength(1);

      await setStatus.send('Sick', 'Something else, which nobody takes for the first');
      await expect(setStatus.success).toContainText('Status set');
      expect(server.posts).toHaveLength(2);
    });
  }
});

test('a response that is not HTTP leaves the outcome unknown', { tag: '@engine' }, async ({ browserName, setStatus, server }) => {
  server.answerPosts(garbage);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');

  // Firefox reads it as the body of an HTTP/0.9 response.
  const reason = { chromium: CONNECTION_FAILED, firefox: "sent a response that this page can't read" };
  await expect(setStatus.failure).toContainText(reason[browserName as keyof typeof reason]);
  await expect(setStatus.checkNow).toBeVisible();
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toHaveLength(1);
});

const SILENCES: Record<string, Answer> = { 'that never comes': hang, 'that stops halfway': stall };

test('a response that does not end times out after 15 seconds', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  await page.clock.install();
  await setStatus.open();
  for (const [silence, answer] of Object.entries(SILENCES)) {
    await test.step(`a response ${silence}`, async () => {
      server.answerPosts(answer);
      await setStatus.sendAndWait(server, 'Sick', silence, 'Setting status…');

      await page.clock.fastForward(13_000);
      await expect(setStatus.button).toHaveText('Setting status…');
      await page.clock.fastForward(2_000);

      await expect(setStatus.failure).toContainText(`There was no response within 15 seconds, ${UNKNOWN}`);
      await expect(setStatus.checkNow).toBeVisible();
      await expect(setStatus.button).toHaveText('Set status');
      await expect(setStatus.message).toHaveValue(silence);
      const { socket } = server.posts.at(-1) ?? {};
      await expect.poll(() => socket?.destroyed, 'the browser has closed the connection').toBe(true);

      await setStatus.send('Sick', `Not ${silence}`);
      await expect(setStatus.success).toContainText(`Not ${silence}`);
    });
  }
});

test('a slow response within the time limit is a success', async ({ page, setStatus, server }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  server.answerPosts(async (call) => {
    await released;
    call.socket.end(
      `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${JSON.stringify(call.server.store(call.form))}`,
    );
  });
  await page.clock.install();
  await setStatus.open();
  await setStatus.sendAndWait(server, 'Sick', '', 'Setting status…');
  await page.clock.fastForward(13_000);
  release();

  await expect(setStatus.success).toContainText('Status set: Sick');
  // The timeout of a finished request must not affect anything later.
  await page.clock.fastForward(10_000);
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test('a failure while offline says so, and the next submit online looks before it sends', { tag: '@engine' }, async ({
  context,
  setStatus,
  server,
}) => {
  await setStatus.open();
  await context.setOffline(true);
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText('You are offline');
  await expect(setStatus.message).toHaveValue('Flu');
  expect(server.posts).toEqual([]);

  await context.setOffline(false);
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.stored).toHaveLength(1);
});

test('an unreachable server shows the same message as a broken connection', { tag: '@engine' }, async ({ setStatus, server }) => {
  await setStatus.open();
  await server.refuse();
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText(CONNECTION_FAILED);
  await expect(setStatus.message).toHaveValue('Flu');
  await setStatus.checkNow.click();
  await expect(setStatus.failure).toContainText("We couldn't find out whether your status was saved");
});

test('a cross-origin API without CORS headers shows a clear message', { tag: '@engine' }, async ({ setStatus, server }) => {
  const elsewhere = await FaultServer.start();
  server.deployWith('api-base', `${elsewhere.origin}/api/v1`);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');

  await expect(setStatus.failure).toContainText(CONNECTION_FAILED);
  await expect(setStatus.message).toHaveValue('Flu');
  // The `auth` header makes the browser send a preflight request first, which fails.
  expect(elsewhere.posts).toEqual([]);
  await elsewhere.stop();
});

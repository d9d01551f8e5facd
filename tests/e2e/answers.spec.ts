import { json, respond } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';
import type { SetStatusPage } from './set_status_page.ts';

test.use({ mishap: 'failed request' });

/** Codes with which the browser does something of its own, and what the page says. core/tests/api.rs has all codes and bodies. */
const HEADLINES: [status: number, headline: string][] = [
  // It never has a body.
  [204, "sent a response that this page can't read"],
  // A page does not get to see a redirect.
  [301, 'The API redirected the request, so your status was not set'],
  [304, 'sent an unexpected response (status 304), so your status was not set'],
  [413, 'it is too long for Resource Management'],
  [429, 'Too many requests. You can try again in 30 seconds'],
  [503, 'Resource Management is not responding'],
];

const RECORD = {
  id: 5,
  user_id: 7,
  status: 'SIC',
  created_at: '2026-11-24T07:00:00Z',
  updated_at: '2026-11-24T07:00:00Z',
};
const REFUSAL = { message: 'bad data', errors: ['Status must be a valid code', 'End must be after start'] };
const FIVE_MEGABYTES = 5 * 1024 * 1024;

/** A response body and the texts in it that the page must show. */
type Body = { content: string | Buffer; texts: string[] };

const BODIES: Record<string, Body> = {
  'a body as in the contract': { content: JSON.stringify(REFUSAL), texts: [REFUSAL.message, ...REFUSAL.errors] },
  'a message only': { content: '{"message": "bad data"}', texts: ['bad data'] },
  'errors only': {
    content: '{"errors": ["Status must be a valid code"]}',
    texts: ['Status must be a valid code'],
  },
  'errors as an object': {
    content: '{"errors": {"status": ["must be a valid code"], "end": "is odd"}}',
    texts: ['status: must be a valid code', 'end: is odd'],
  },
  'errors with numbers': {
    content: '{"message": 17, "errors": [42, "and words", 4.5]}',
    texts: ['17', '42', 'and words', '4.5'],
  },
  null: { content: 'null', texts: [] },
  'an empty body': { content: '', texts: [] },
  HTML: { content: '<!DOCTYPE html><title>Oops</title><h1>Bad gateway</h1>', texts: [] },
  'truncated JSON': { content: '{"message": "bad da', texts: [] },
  'invalid UTF-8': { content: Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0xc3, 0x28]), texts: [] },
  'five megabytes': {
    content: JSON.stringify({
      message: 'long '.repeat(FIVE_MEGABYTES / 10),
      errors: Array(FIVE_MEGABYTES / 10).fill('ab'),
    }),
    texts: ['long long long', 'ab'],
  },
};

/** Expects that nothing but the message about the failure has changed. */
async function expectFormKept(setStatus: SetStatusPage, message: string): Promise<void> {
  await expect.soft(setStatus.page.getByText('Status set'), message).toBeHidden();
  await expect.soft(setStatus.status('Sick'), message).toBeChecked();
  await expect.soft(setStatus.message, message).toHaveValue(message);
}

test('a status code shows a clear message and keeps the form', async ({ setStatus, server }) => {
  await setStatus.open();
  for (const [status, headline] of HEADLINES) {
    await test.step(`status ${status}`, async () => {
      const message = `With status ${status}`;
      const location = status === 301 ? '/elsewhere' : undefined;
      server.answerPosts(respond(status, JSON.stringify(REFUSAL), { location }));
      await setStatus.sendAndWait(server, 'Sick', message);

      await expect.soft(setStatus.failure, message).toContainText(headline);
      for (const text of status >= 400 ? [REFUSAL.message, ...REFUSAL.errors] : []) {
        await expect.soft(setStatus.failure, message).toContainText(text);
      }
      await expectFormKept(setStatus, message);
      // Only an unknown outcome needs a check. These are the API's own words, also with a 503.
      await expect.soft(setStatus.checkNow, message).toBeVisible({ visible: status === 204 });
      if (status === 429) await setStatus.cancel.click();
    });
  }
  expect(server.posts).toHaveLength(HEADLINES.length);
  await expect(setStatus.broken).toBeHidden();
});

test('a 400 with any body shows the texts in it and keeps the form', async ({ setStatus, server }) => {
  await setStatus.open();
  for (const [kind, { content, texts }] of Object.entries(BODIES)) {
    await test.step(kind, async () => {
      server.answerPosts(respond(400, content));
      await setStatus.sendAndWait(server, 'Sick', kind);

      await expect.soft(setStatus.failure, kind).toContainText('Resource Management did not accept this status');
      for (const text of texts) await expect.soft(setStatus.failure, kind).toContainText(text);
      await expectFormKept(setStatus, kind);
    });
  }
  expect(server.posts).toHaveLength(Object.keys(BODIES).length);
  await expect(setStatus.broken).toBeHidden();
});

test('a 200 with a record is a success', async ({ setStatus, server }) => {
  server.answerPosts(json(200, RECORD));
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(setStatus.success).toContainText('Status set: Sick');
  await expect(setStatus.failure).toBeHidden();
});

test('markup in an API message is shown as text', async ({ page, setStatus, server }) => {
  server.answerPosts(
    json(400, { message: '<img src=x onerror="document.title=1">', errors: ['<b>bold</b>'] }),
  );
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(setStatus.failure).toContainText('<img src=x onerror="document.title=1">');
  await expect(setStatus.failure).toContainText('<b>bold</b>');
  await expect(page).toHaveTitle(/Set your status/);
});

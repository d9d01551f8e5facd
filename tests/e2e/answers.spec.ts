import { json, respond } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

const STATUSES = [200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504];

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

const REFUSALS: Record<string, Body> = {
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

/** What the page says about a status code, whatever the body. */
function headline(status: number): string {
  switch (status) {
    case 200:
    case 201:
    case 204:
      return 'its answer cannot be read. Your status may have been set';
    case 301:
      return 'The address of the API leads elsewhere, so your status was not set';
    case 400:
    case 422:
      return 'Resource Management did not accept this status';
    case 401:
    case 403:
      return 'Resource Management refused';
    case 404:
      return 'This person was not found in Resource Management';
    case 413:
      return 'it is too long for Resource Management';
    case 429:
      return 'Too many requests. You can try again in 30 seconds';
    case 304:
    case 409:
      return `answered in a way this page does not know (status ${status}), so your status was not set`;
    default:
      return 'Resource Management is not responding';
  }
}

for (const status of STATUSES) {
  const isSuccess = status < 300;
  // Browsers hide redirects from the page, and the page does not quote unreadable success responses.
  const quotesBody = status >= 400;

  test(`a ${status} shows a clear message whatever its body and keeps the form`, async ({
    setStatus,
    server,
  }) => {
    test.slow();
    await setStatus.open();
    for (const [kind, body] of Object.entries(REFUSALS)) {
      await test.step(kind, async () => {
        const message = `${status} with ${kind}`;
        server.answerPosts(
          respond(status, body.content, { location: status === 301 ? '/elsewhere' : undefined }),
        );
        await setStatus.sendAndWait(server, 'Sick', message);

        await expect.soft(setStatus.failure, message).toContainText(headline(status));
        for (const text of quotesBody ? body.texts : []) {
          await expect.soft(setStatus.failure, message).toContainText(text);
        }
        await expect.soft(setStatus.page.getByText('Status set'), message).toBeHidden();
        await expect.soft(setStatus.status('Sick'), message).toBeChecked();
        await expect.soft(setStatus.message, message).toHaveValue(message);
        // Only an unknown outcome needs a check.
        await expect.soft(setStatus.checkNow, message).toBeVisible({ visible: isSuccess || status >= 500 });
        if (status === 429) await setStatus.cancel.click();
      });
    }
    expect(server.posts).toHaveLength(Object.keys(REFUSALS).length);
    await expect(setStatus.broken).toBeHidden();
  });
}

for (const status of [200, 201]) {
  test(`a ${status} with a record is a success`, async ({ setStatus, server }) => {
    server.answerPosts(json(status, RECORD));
    await setStatus.open();
    await setStatus.send('Sick');

    await expect(setStatus.success).toContainText('Status set: Sick');
    await expect(setStatus.failure).toBeHidden();
  });
}

test('a record with only a readable ID and status is a success', async ({ setStatus, server }) => {
  const odd = {
    id: 5,
    status: 'SIC',
    user_id: 'seven',
    start: 12,
    end: 'tomorrow',
    message: ['x'],
    assignable_id: {},
    created_at: null,
  };
  server.answerPosts(json(200, odd));
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(setStatus.success).toContainText('Status set: Sick');
  await expect(setStatus.success).toContainText('Record5');
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

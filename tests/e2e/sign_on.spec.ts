/** Behind a relay that knows people by their sign-in. tests/web/sign_on.rs tests what the page makes of its answers. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FaultServer, json, list, store } from './fault_server.ts';
import { expect, navigate, faultTest as test } from './fixtures.ts';

test.use({ account: null });

const ADA = { id: 7, display_name: 'Ada Lovelace', email: 'ada@example.org' };
const SIGNED_OUT = json(401, { message: 'You are not signed in.', errors: [] });

/** As with a cookie that runs out: from then on the relay answers 401 to everything. */
function signOut(server: FaultServer): void {
  server.answerWhoHasSignedIn(SIGNED_OUT);
  server.answerReads(SIGNED_OUT);
  server.answerPosts(SIGNED_OUT);
}

test('a person chooses and presses, and the page says nothing of a token or an ID', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  server.answerWhoHasSignedIn(json(200, ADA));
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.map(({ url, headers }) => [url, headers.auth])).toEqual([['/api/v1/users/7/statuses', undefined]]);
  await expect(page.getByText('Signed in as Ada Lovelace')).toBeVisible();
  for (const name of ['History', 'Settings', 'Set status'] as const) {
    await navigate(page, name);
    await expect(page.getByText(/token|user ID/i)).toHaveCount(0);
  }
});

test('the next visit never says that an account is missing', async ({ page, setStatus, server }) => {
  server.answerWhoHasSignedIn(json(200, ADA));
  await setStatus.open();
  await expect(page.getByText('Signed in as Ada Lovelace')).toBeVisible();
  await page.route('**/*.wasm', () => {});
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByRole('heading', { name: 'Set your status' })).toBeVisible();
  await expect(page.getByText('To set your status, this page needs')).toBeHidden();
});

test('nothing waits for the relay at the next visit', async ({ page, setStatus, server }) => {
  server.answerWhoHasSignedIn(json(200, ADA));
  await setStatus.open();
  await expect(page.getByText('Signed in as Ada Lovelace')).toBeVisible();
  server.answerWhoHasSignedIn(() => {});
  await page.reload();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
});

test.describe('a sign-in that has run out', () => {
  test.use({ mishap: 'failed request', serviceWorkers: 'allow' });

  test('keeps the draft, and Sign in loads the page from the host', { tag: '@engine' }, async ({ page, setStatus, server }) => {
    server.answerWhoHasSignedIn(json(200, ADA));
    await setStatus.open();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    signOut(server);
    await setStatus.status('Sick').check();
    await setStatus.message.fill('Back on Monday');
    await setStatus.submit();
    await expect(setStatus.failure).toContainText('you are no longer signed in');
    await expect(page.getByText('You have been signed out')).toBeVisible();

    // The sign-on of another site lets the person in at once, and leads back.
    const provider = createServer((_, response) => {
      server.pagesRedirectTo = null;
      server.answerWhoHasSignedIn(json(200, ADA));
      server.answerReads(list);
      response.writeHead(302, { location: server.origin }).end();
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    server.pagesRedirectTo = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`;
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Signed in as Ada Lovelace')).toBeVisible();
    provider.close();
    await expect(setStatus.message).toHaveValue('Back on Monday');
    server.answerPosts(store);
    await setStatus.submit();
    await expect(setStatus.success).toContainText('Status set: Sick');
  });

  test('is noticed when the page is opened', async ({ page, setStatus, server }) => {
    server.answerWhoHasSignedIn(json(200, ADA));
    await setStatus.open();
    await expect(page.getByText('Signed in as Ada Lovelace')).toBeVisible();
    signOut(server);
    await page.reload();
    await expect(page.getByText('You have been signed out')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    // Nobody's name and statuses while nobody is known.
    await page.reload();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(page.getByText('Ada')).toHaveCount(0);
  });
});

test.describe('from own tokens to a sign-on', () => {
  test.use({ account: { token: 'a-token-that-is-secret', userId: '7' }, serviceWorkers: 'allow' });

  test('the kept page does not keep people from the sign-in', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.length))).toBe(1);
    const signIn = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<h1>Sign in here</h1>'));
    await new Promise<void>((resolve) => signIn.listen(0, '127.0.0.1', resolve));
    server.pagesRedirectTo = `http://127.0.0.1:${(signIn.address() as AddressInfo).port}/`;
    // The kept page once more, while the worker finds out.
    await page.reload();
    await expect.poll(() => page.evaluate(() => caches.has('whereabouts-sign-on'))).toBe(true);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Sign in here' })).toBeVisible();
    signIn.close();
  });
});

/** The service worker: what starts without a network, what is never kept, and how a version ends. */

import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type FaultServer } from './fault_server.ts';
import { expect, faultTest as test, hold, navigate } from './fixtures.ts';
import { pathOf } from './site.ts';

test.use({ serviceWorkers: 'allow' });

/** Opens the page and waits until this device keeps it. */
async function visit(page: Page): Promise<void> {
  await page.goto('/');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

/** Deploys another version of the site: the same program under another name. */
function deployNext(server: FaultServer, version: string): void {
  const worker = server.files.get('/sw.js')?.toString() ?? '';
  const [, before] = /VERSION="([0-9a-f]{16})"/.exec(worker) ?? [];
  if (!before) throw new Error('sw.js names no version');
  const program = programOf(server).slice(1);
  const next = `whereabouts-${version.padEnd(16, '0')}_bg.wasm`;
  server.files.set(`/${next}`, server.files.get(`/${program}`) ?? Buffer.of());
  server.files.delete(`/${program}`);
  server.edit('/sw.js', before, version.padEnd(16, '0'));
  server.edit('/sw.js', program, next);
  // The policy names the hash of the script that loads the program. It is checked elsewhere (policy.spec.ts).
  const page = server.files.get('/index.html')?.toString() ?? '';
  const withoutPolicy = page.replaceAll(program, next).replace(/<meta http-equiv="?Content-Security-Policy[^>]*>/i, '');
  server.files.set('/index.html', Buffer.from(withoutPolicy.replace('<body', `<body data-version="${version}"`)));
}

const versionOf = (page: Page) => page.locator('body').getAttribute('data-version');

test.describe('without a network', () => {
  test.use({ mishap: 'failed request' });

  test('the second visit starts, every page of it, and keeps what is entered', { tag: '@engine' }, async ({ page, setStatus, server, context }) => {
    await visit(page);
    await server.refuse();
    await context.setOffline(true);

    await page.goto('/settings');
    await expect(page.getByLabel('User ID')).toHaveValue('7');
    await page.goto('/history');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    await page.goto('/?status=VAC&message=Gone%20fishing');
    await expect(setStatus.status('Vacation')).toBeChecked();
    await setStatus.submit();
    await expect(setStatus.failure).toContainText('You are offline');
    await page.reload();
    await expect(setStatus.message).toHaveValue('Gone fishing');
    expect(server.posts).toEqual([]);
  });
});

test('the first visit asks for each file of the site once, and the second for none but the page', { tag: '@engine' }, async ({ page, server, setStatus }) => {
  await visit(page);
  await expect(setStatus.button).toBeEnabled();
  const assets = () => server.visits.filter((path) => /\.(js|wasm)$/.test(path) && path !== '/sw.js');
  // The server lets nothing be cached, so that the worker's own copies count as well.
  expect(new Set(assets()).size).toBe(2);
  await expect(page.getByRole('complementary', { name: 'New version' }), 'a first visit is offered nothing').toBeHidden();
  server.visits.length = 0;
  await page.goto('/');
  await expect(setStatus.button).toBeEnabled();
  expect(assets()).toEqual([]);
});

test.describe('a short visit', () => {
  test.use({ mishap: 'failed request' });

  test('a visit of two seconds is kept, whatever the person does', async ({ page, server, context }) => {
    await page.goto('/');
    await page.getByLabel('Message').focus();
    await page.keyboard.type('Back at noon, or so', { delay: 60 });
    await page.waitForTimeout(500);
    await server.refuse();
    await context.setOffline(true);
    await page.goto('/history');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  });
});

test('nothing of the API is ever kept', async ({ page, setStatus, server }) => {
  await visit(page);
  await setStatus.reload();
  await setStatus.send('Sick');
  await expect(setStatus.success).toBeVisible();
  await navigate(page, 'History');
  await expect(page.getByText(/^Showing/)).toBeVisible();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept).toContain('/');
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
  const before = server.calls.length;
  await page.reload();
  await expect(page.getByText(/^Showing/)).toBeVisible();
  expect(server.calls.length).toBeGreaterThan(before);
});

test('a new version is offered, and never forced under a draft', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  await visit(page);
  await setStatus.reload();
  await setStatus.message.fill('Not sent yet');
  deployNext(server, '2');
  // As when a person comes back to a page that stayed open.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  const offer = page.getByRole('complementary', { name: 'New version' });
  await expect(offer).toContainText('A new version of this page is ready.');
  expect(await versionOf(page)).toBeNull();
  await expect(setStatus.message).toHaveValue('Not sent yet');
  await offer.getByRole('button', { name: 'Reload to update' }).click();
  await expect(offer).toBeHidden();
  expect(await versionOf(page)).toBe('2');
  await expect(setStatus.message).toHaveValue('Not sent yet');
});

test.describe('a deployment gone wrong', () => {
  test.use({ mishap: 'bad file' });

  // After an attempt that failed, Firefox looks for the next version in its own time.
  test('half of one is not used, and the next one is', { tag: '@chromium-only' }, async ({ page, server, setStatus }) => {
    await visit(page);
    deployNext(server, '2');
    const program = programOf(server);
    const whole = server.files.get(program) ?? Buffer.of();
    server.files.delete(program);
    for (let time = 0; time < 2; time++) {
      await page.reload();
      await expect(setStatus.button).toBeEnabled();
      expect(await versionOf(page)).toBeNull();
    }
    server.files.set(program, whole);
    // A browser that is still busy with the half of it looks again at the visit after this one.
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: 'Reload to update' })).toBeVisible();
    }).toPass();
    await page.reload();
    expect(await versionOf(page)).toBe('2');
  });

  for (const [what, pattern, change] of [
    ['a program that is too short', /_bg\.wasm$/, (whole: Buffer) => whole.subarray(0, 1000)],
    ['a program that is changed at its end', /_bg\.wasm$/, (whole: Buffer) => Buffer.concat([whole.subarray(0, -1), Buffer.of((whole.at(-1) ?? 0) ^ 1)])],
    ['a script that is changed', /^\/whereabouts-.*\.js$/, (whole: Buffer) => Buffer.concat([whole, Buffer.from(';')])],
  ] as const) {
    test(`${what} is not run`, { tag: '@engine' }, async ({ page, server }) => {
      const file = [...server.files.keys()].find((path) => pattern.test(path)) ?? '';
      server.files.set(file, change(server.files.get(file) ?? Buffer.of()));
      await page.goto('/');
      await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Skip to main content' })).toHaveCount(0);
    });
  }
});

const programOf = (server: FaultServer) => [...server.files.keys()].find((path) => path.startsWith('/whereabouts-') && path.endsWith('.wasm')) ?? '';

test('a page that is being developed is not hidden by a release that was kept before', async ({ page, server }) => {
  await visit(page);
  server.files.set('/sw.js', readFileSync(pathOf('NO_SW', '../../public/no-sw.js')));
  server.edit('/index.html', '<body', '<body data-version="developed"');
  await page.reload();
  await expect(page.locator('body')).toHaveAttribute('data-version', 'developed');
  // The worker reloads the page as it leaves, which may end the question.
  const registrations = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length).catch(() => 'reloading');
  await expect.poll(registrations).toBe(0);
});

test.describe('a version that breaks', () => {
  test.use({ mishap: 'broken page' });

  test('is replaced like any other', async ({ page, server, setStatus }) => {
    server.edit('/index.html', 'id="app"', 'id="not-the-app"');
    await visit(page);
    await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible();
    server.edit('/index.html', 'id="not-the-app"', 'id="app"');
    deployNext(server, '2');
    await page.getByRole('button', { name: 'Reload' }).first().click();
    await expect(page.getByRole('button', { name: 'Reload to update' })).toBeVisible();
    await page.getByRole('button', { name: 'Reload to update' }).click();
    await expect(setStatus.button).toBeEnabled();
  });
});

test("an administrator's change to the page's tags shows at the visit after the next", async ({ page, server, settings }) => {
  await visit(page);
  server.deployWith('api-auth', 'relay');
  await page.goto('/settings');
  await expect(settings.token).toBeVisible();
  await expect.poll(() => server.visits.filter((path) => path === '/').length).toBeGreaterThan(2);
  await page.goto('/settings');
  await expect(settings.userId).toBeVisible();
  await expect(settings.token).toHaveCount(0);
});

test('with a relay that holds the token, the network is asked first, so that a sign-on can be renewed', { tag: '@engine' }, async ({ page, server, settings }) => {
  server.deployWith('api-auth', 'relay');
  await visit(page);
  server.edit('/index.html', '<body', '<body data-version="fresh"');
  await settings.open();
  expect(await versionOf(page)).toBe('fresh');
});

/** The site built with `make build BASE=/status/`, for a host that also serves other things. */

import { FaultServer } from './fault_server.ts';
import { expect, faultTest, navigate } from './fixtures.ts';
import { pathOf } from './site.ts';

const test = faultTest.extend<{ server: FaultServer }>({
  server: async ({}, use) => {
    const server = await FaultServer.start(pathOf('SITE_UNDER_A_PATH', '../../target/site-under-a-path'), '/status/');
    await use(server);
    await server.stop();
  },
});

test('a status is set and every page stays below the base path', async ({ page, setStatus, server }) => {
  await page.goto('/status/');
  await setStatus.ready();
  await setStatus.send('On the road');
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map((post) => post.url)).toEqual(['/api/v1/users/7/statuses']);
  for (const [name, path] of [
    ['History', '/status/history'],
    ['Settings', '/status/settings'],
    ['Set status', '/status/'],
  ] as const) {
    await navigate(page, name);
    await expect(page).toHaveURL(path);
    const current = page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current=page]');
    await expect(current).toHaveText([name]);
  }
  await navigate(page, 'History');
  await page.getByRole('button', { name: 'Use again' }).click();
  await expect(page).toHaveURL('/status/');
  await expect(setStatus.status('On the road')).toBeChecked();
});

test('links from outside and reloads stay below the base path', async ({ page, setStatus, settings }) => {
  await page.goto('/status/?status=WFH&message=Hello');
  await expect(setStatus.status('Working from home')).toBeChecked();
  await expect(page).toHaveURL('/status/');
  await page.goto('/status/settings');
  await expect(settings.heading).toBeVisible();
  await page.reload();
  await expect(settings.heading).toBeVisible();
  await page.goto('/status/nowhere');
  await page.getByRole('main').getByRole('link', { name: 'Set status' }).click();
  await expect(page).toHaveURL('/status/');
});

test('every file, icon and shortcut of the site is found', async ({ page, request, setStatus, server }) => {
  await page.goto('/status/');
  await expect(setStatus.button).toBeVisible();
  expect(server.visits.filter((path) => !server.files.has(path) && path !== '/')).toEqual([]);
  const manifest = await request.get('/status/manifest.webmanifest');
  const { start_url, icons, shortcuts } = (await manifest.json()) as {
    start_url: string;
    icons: { src: string }[];
    shortcuts: { url: string }[];
  };
  for (const address of [start_url, ...icons.map(({ src }) => src), ...shortcuts.map(({ url }) => url)]) {
    const { pathname } = new URL(address, manifest.url());
    expect(pathname).toMatch(/^\/status\//);
    expect((await request.get(pathname)).ok(), address).toBe(true);
  }
});

test.describe('offline', () => {
  test.use({ serviceWorkers: 'allow', mishap: 'failed request' });

  test('a second visit loads', async ({ page, setStatus, server, context }) => {
    await page.goto('/status/');
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(new URL(scope).pathname).toBe('/status/');
    await server.refuse();
    await context.setOffline(true);
    await page.goto('/status/?status=VAC');
    await expect(setStatus.status('Vacation')).toBeChecked();
  });
});

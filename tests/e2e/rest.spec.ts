/** The program comes in two halves: the form needs the first one only, and whatever needs the second waits for it. */

import type { Page } from '@playwright/test';
import { held, store } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';

const REST = /^\/rest-[0-9a-f]{16}\.wasm$/;

/** How often the page has stood still to have the rest of its program. */
const stops = (page: Page) =>
  page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((entry) => entry.initiatorType === 'xmlhttprequest').length);

/** From now on one half comes only when the returned function is called. */
async function hold(page: Page, half: 'whereabouts' | 'rest'): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/${half}-*.wasm`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test.describe('where the rest can not be had', () => {
  test.use({ mishap: 'bad file' });

  let path: string;
  let rest: Buffer | undefined;
  test.beforeEach(({ server }) => {
    path = [...server.files.keys()].find((file) => REST.test(file)) ?? '';
    rest = server.files.get(path);
    server.files.delete(path);
  });

  test('a status is set all the same', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    await page.getByRole('radio', { name: 'End of today' }).check();
    await setStatus.message.fill('Back tomorrow');
    await setStatus.submit();
    await expect(setStatus.success).toContainText('Status set');
    expect(server.posts.map((call) => call.form.get('message'))).toEqual(['Back tomorrow']);
    expect(await stops(page)).toBe(0);
  });

  test('a press on what needs it says so, and works once it can be had', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    await navigate(page, 'History');
    await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible();
    await expect(setStatus.message).toHaveValue('Not sent yet');

    server.files.set(path, rest ?? Buffer.of());
    await navigate(page, 'History');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    await expect(page.getByText('This part of the page could not be loaded.')).toBeHidden();
    await navigate(page, 'Set status');
    await expect(setStatus.message).toHaveValue('Not sent yet');
  });

  test('what was entered in what it would build stays in the sketch', async ({ page }) => {
    const release = await hold(page, 'whereabouts');
    await page.goto('/', { waitUntil: 'commit' });
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Current task').fill('Packing');
    release();
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
    await expect(page.getByLabel('Current task')).toHaveValue('Packing');
  });

  test('the other pages do not begin, and offer to be loaded again', async ({ page }) => {
    await page.goto('/history');
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
  });
});

test('a press waits for the rest, and counts once', async ({ page, setStatus }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await setStatus.status('Vacation').check();
  const reset = page.getByRole('button', { name: 'Reset form' });
  await reset.evaluate((button) => {
    Object.assign(self, { presses: 0 });
    button.addEventListener('click', () => ((self as unknown as { presses: number }).presses += 1));
  });
  await reset.dblclick();
  await expect(setStatus.status('Vacation')).toBeChecked();
  release();
  await expect(setStatus.status('Vacation')).not.toBeChecked();
  expect(await page.evaluate(() => (self as unknown as { presses: number }).presses)).toBe(1);
  expect(await stops(page)).toBe(0);
});

test('what is pressed after a press that waits comes after it', async ({ page, setStatus, server }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await setStatus.status('Vacation').check();
  await page.getByRole('button', { name: 'Reset form' }).click();
  await setStatus.status('Sick').click({ force: true });
  await setStatus.button.click();
  expect(server.posts).toEqual([]);
  release();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.length).toBe(1);
});

test('what nothing foresaw is had on the spot', async ({ page, setStatus }) => {
  await setStatus.open();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await stops(page)).toBe(1);
});

test.describe('what nothing foresaw, and can not be had', () => {
  test.use({ mishap: 'no rest' });

  test('ends in words, and keeps the draft', async ({ page, setStatus, server }) => {
    const path = [...server.files.keys()].find((file) => REST.test(file)) ?? '';
    const rest = server.files.get(path);
    server.files.delete(path);
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    await setStatus.status('Sick').focus();
    await page.keyboard.press('?');
    await expect(setStatus.broken).toBeVisible();
    server.files.set(path, rest ?? Buffer.of());
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(setStatus.message).toHaveValue('Not sent yet');
  });
});

test('a press on the button before there is any program needs the first half only', async ({ page, setStatus, server }) => {
  const answer = held(store);
  server.answerPosts(answer.answer);
  await page.route('**/rest-*.wasm', () => {});
  await page.goto('/');
  await page.getByRole('radio', { name: 'On the road' }).check();
  await page.getByRole('button', { name: /^Set/ }).click();
  answer.release();
  await expect(setStatus.success).toContainText('Status set');
  expect(await stops(page)).toBe(0);
});

test('coming back, with recent statuses to choose from, needs the first half only', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.status('Vacation').check();
  await setStatus.message.fill('By the sea');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set');

  await page.route('**/rest-*.wasm', () => {});
  await page.reload();
  await expect(page.getByRole('button', { name: /^Vacation.*By the sea/ })).toBeVisible();
  await setStatus.status('Sick').check();
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set');
  expect(await stops(page)).toBe(0);
});

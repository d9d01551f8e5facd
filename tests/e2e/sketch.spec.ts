/**
 * The form in index.html, which can be used before the program is there: it is what the program
 * then builds, and nothing that a person did with it meanwhile is lost.
 *
 * `make sketch` takes it from the page anew.
 */

import type { Page, Route } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { held, store } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';
import { pathOf } from './site.ts';

const INDEX = pathOf('INDEX', '../../index.html');
const MARKED = /(<!-- The form, as `make sketch` takes it from the page\. -->\n).*?(\n +<!-- So far the form\. -->)/s;

/** What the program shows at first, without what depends on time, place and account. */
async function firstView(page: Page): Promise<string> {
  return page.locator('#main').evaluate((main) => {
    const view = main.cloneNode(true) as HTMLElement;
    const inputs = view.querySelectorAll('input');
    main.querySelectorAll('input').forEach((input, index) => inputs[index]?.toggleAttribute('checked', input.checked));
    for (const gone of view.querySelectorAll('dialog, .sandbox-offer, .error-summary, [role=status], [aria-live]')) gone.remove();
    for (const open of view.querySelectorAll('details')) open.open = false;
    for (const zone of view.querySelectorAll('#start-zone')) zone.textContent = '\u00a0';
    // Of the usual length, so that lines break alike; it is not shown (style/sketch.css).
    for (const time of view.querySelectorAll('.choice-note')) time.textContent = 'Wed 25 Nov, 09:00';
    view.querySelector('.current')?.removeAttribute('hidden');
    for (const hidden of view.querySelectorAll('[hidden]')) hidden.remove();
    view.querySelector('form')?.setAttribute('method', 'dialog');
    for (const button of view.querySelectorAll('button:not(.is-primary)')) button.setAttribute('disabled', '');
    const all = document.createTreeWalker(view, NodeFilter.SHOW_COMMENT);
    const comments: Node[] = [];
    while (all.nextNode()) comments.push(all.currentNode);
    for (const comment of comments) comment.parentNode?.removeChild(comment);
    return view.innerHTML.replace(/=""/g, '').replace(/href="\//g, 'href="');
  });
}

/** Opens the page; the program arrives when the returned function is called. */
async function openWithoutProgram(page: Page): Promise<() => Promise<void>> {
  const waiting: Route[] = [];
  await page.route('**/whereabouts-*.wasm', (route) => void waiting.push(route));
  await page.goto('/');
  await expect.poll(() => waiting.length).toBe(1);
  return async () => {
    for (const route of waiting) await route.continue();
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeAttached();
  };
}

/** Notes from the next load on what moves without anybody's doing. */
async function followShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Element }[] })[]) {
        shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)).join(' ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Where the choices and the button are. */
const placesOf = (page: Page) =>
  page.locator('.status-form .choice, .status-form .is-primary').evaluateAll((all) => all.map((one) => [one.textContent?.slice(0, 6), Math.round(one.getBoundingClientRect().y)]));

const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);

test.describe('without an account', () => {
  test.use({ account: null });

  test('it is what the program builds', async ({ page, setStatus }) => {
    await setStatus.open();
    // Built when it is opened first; in the sketch, where nothing can build it, it is there.
    for (const summary of await page.locator('.status-form summary').all()) await summary.click();
    await expect(page.locator('.disclosure-body')).toHaveCount(2);
    const made = await firstView(page);
    const source = readFileSync(INDEX, 'utf8');
    if (process.env.UPDATE_SKETCH) {
      writeFileSync(INDEX, source.replace(MARKED, (_, before: string, after: string) => `${before}${made}${after}`));
    } else {
      expect(MARKED.exec(source)?.[0].split('\n')[1], 'index.html is up to date: else `make sketch`').toBe(made);
    }
  });
});

test('what was chosen and typed before the program came is kept, with the caret', async ({ page, setStatus, server }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'Vacation' }).check();
  await page.getByRole('radio', { name: 'Choose date and time' }).check();
  await page.getByText('More', { exact: true }).click();
  await page.getByLabel('Current task').fill('Packing');
  await page.getByLabel('Message').fill('Gone fishing');
  await page.keyboard.press('ArrowLeft');
  await arrive();
  await expect(setStatus.status('Vacation')).toBeChecked();
  await expect(page.getByLabel('End date', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Current task')).toHaveValue('Packing');
  await expect(page.getByLabel('Current task')).toBeVisible();
  await expect(setStatus.message).toBeFocused();
  await page.keyboard.type('!');
  await expect(setStatus.message).toHaveValue('Gone fishin!g');
  expect(server.posts).toEqual([]);
});

test('what was typed and folded away again before the program came is kept', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  const more = page.getByText('More', { exact: true });
  await more.click();
  await page.getByLabel('Current task').fill('Packing');
  await more.click();
  await arrive();
  await expect(setStatus.button).toBeEnabled();
  await expect(page.getByLabel('Current task')).toBeHidden();
  await more.click();
  await expect(page.getByLabel('Current task')).toHaveValue('Packing');
});

test('a press on the button is never lost, and sends once', async ({ page, setStatus, server }) => {
  const answer = held(store);
  server.answerPosts(answer.answer);
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'On the road' }).check();
  const button = page.getByRole('button', { name: 'Set status' });
  await page.evaluate(() => addEventListener('submit', (event) => Object.assign(self, { isHandled: event.defaultPrevented })));
  await button.click();
  expect(await page.evaluate(() => (self as unknown as { isHandled: boolean }).isHandled), 'no other script takes it for unhandled').toBe(true);
  await page.getByRole('button', { name: 'Set status – wait…' }).click();
  expect(server.posts).toEqual([]);
  const post = server.nextPost();
  await arrive();
  await post;
  answer.release();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map((call) => call.form.get('status'))).toEqual(['OOO']);
});

test('a press with nothing chosen says so once the program is there', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('button', { name: 'Set status' }).click();
  await arrive();
  await expect(setStatus.problems).toContainText('Select your status');
});

test('a press that lasts while the program comes ends on what it began on', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Vacation', { exact: true }).hover();
  await page.mouse.down();
  const arriving = arrive();
  await page.waitForTimeout(600);
  await expect(page.locator('.sketch .status-form'), 'the program has come and waits').toBeVisible();
  await page.mouse.up();
  await arriving;
  await expect(setStatus.status('Vacation')).toBeChecked();
});

test('one that never ends does not keep the program waiting', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Vacation', { exact: true }).hover();
  await page.mouse.down();
  await arrive();
  await expect(setStatus.button).toBeEnabled();
});

test('a date that is being typed while the program comes can be finished', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Start later').click();
  await page.getByLabel('Start date').focus();
  // A day and a month, whichever is asked for first.
  await page.keyboard.type('12');
  const arriving = arrive();
  await page.waitForTimeout(600);
  await expect(page.locator('.sketch .status-form'), 'the program has come and waits').toBeVisible();
  // A year of one digit is one too.
  await page.keyboard.type('122030', { delay: 200 });
  await arriving;
  await expect(setStatus.startDate).toHaveValue('2030-12-12');
  await expect(setStatus.startDate).toBeFocused();
});

test('one that was left half done is named once; then what is to be seen is sent', async ({ page, setStatus, server }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'Sick' }).check();
  await page.getByText('Start later').click();
  await page.getByLabel('Start date').focus();
  await page.keyboard.type('12');
  await page.getByRole('button', { name: 'Set status' }).click();
  await arrive();
  await setStatus.expectProblem(setStatus.startDate, 'Start date must include a day, a month and a year');
  await expect(setStatus.startDate).toHaveValue('');
  expect(server.posts).toEqual([]);
  await setStatus.startDate.focus();
  await setStatus.button.click();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map((call) => [...call.form.keys()])).toEqual([['status']]);
});

for (const account of ['with', 'without'] as const) {
  for (const width of [320, 1100]) {
    test.describe(`${account} an account, ${width} pixels wide`, () => {
      test.use({ viewport: { width, height: 800 }, ...(account === 'without' ? { account: null } : {}) });

      test('nothing moves when the program comes, nor when the status was read', async ({ page, setStatus }) => {
        await followShifts(page);
        const arrive = await openWithoutProgram(page);
        await expect(page.getByRole('radio', { name: 'Vacation' })).toBeVisible();
        const before = await placesOf(page);
        await arrive();
        // A shift counts for what stays; what is put in the place of something must be in its place too.
        expect(await placesOf(page)).toEqual(before);
        if (account === 'with') await expect(page.getByText(/^Read /)).toBeVisible();
        await expect(setStatus.button).toBeVisible();
        expect(await shiftsOf(page)).toEqual([]);
      });
    });
  }
}

test('nothing moves on a later visit, however much there is to say of the current status', async ({ page, setStatus, server }) => {
  for (const message of ['Back at noon', 'Gone fishing']) server.store(new URLSearchParams({ status: 'VAC', message }));
  await setStatus.open();
  await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
  await followShifts(page);
  const arrive = await openWithoutProgram(page);
  await expect(page.getByRole('radio', { name: 'Vacation' })).toBeVisible();
  await arrive();
  await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
  expect(await shiftsOf(page)).toEqual([]);
});

test('a form that a link or a draft will fill is not shown empty before', async ({ page, setStatus }) => {
  await page.route('**/whereabouts-*.wasm', () => {});
  await page.goto('/?status=VAC');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await page.unroute('**/whereabouts-*.wasm');
  await setStatus.open();
  await setStatus.message.fill('Not sent yet');
  await page.route('**/whereabouts-*.wasm', () => {});
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

test('the other pages show no form before the program comes', async ({ page }) => {
  await page.route('**/whereabouts-*.wasm', () => {});
  await page.goto('/settings');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

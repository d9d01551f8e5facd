/**
 * The form in index.html, which can be used before the program is there. It is what the program then
 * builds, and nothing that a person did with it is lost when the program takes its place.
 *
 * `make static-form` writes it into index.html.
 */

import type { Page, Route } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { held, json, store } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';
import { pathOf } from './site.ts';

const INDEX = pathOf('INDEX', '../../index.html');
const MARKED = /(<!-- The form, written by `make static-form`\. -->\n).*?(\n +<!-- End of the form\. -->)/s;
const PROGRAM = '**/whereabouts-*_bg.wasm';

/** What the program shows at first, without what depends on time, place and account. */
async function firstView(page: Page): Promise<string> {
  return page.locator('#main').evaluate((main) => {
    const view = main.cloneNode(true) as HTMLElement;
    const inputs = view.querySelectorAll('input');
    main.querySelectorAll('input').forEach((input, index) => inputs[index]?.toggleAttribute('checked', input.checked));
    for (const gone of view.querySelectorAll('dialog, .sandbox-offer, .error-summary, [role=status], [aria-live]')) gone.remove();
    for (const open of view.querySelectorAll('details')) open.open = false;
    for (const zone of view.querySelectorAll('#start-zone')) zone.textContent = '\u00a0';
    // Of the usual length, so that lines break alike; it is not shown (style/shell.css).
    for (const time of view.querySelectorAll('.choice-note')) time.textContent = 'Wed 25 Nov, 09:00';
    view.querySelector('.current')?.removeAttribute('hidden');
    for (const hidden of view.querySelectorAll('[hidden]')) hidden.remove();
    view.querySelector('form')?.setAttribute('method', 'dialog');
    for (const button of view.querySelectorAll('button:not(.is-primary)')) button.setAttribute('disabled', '');
    // What the button says while a press is queued (public/start.js).
    view.querySelector('#set-status')?.setAttribute('data-queued-text', 'Setting status…');
    const all = document.createTreeWalker(view, NodeFilter.SHOW_COMMENT);
    const comments: Node[] = [];
    while (all.nextNode()) comments.push(all.currentNode);
    for (const comment of comments) comment.parentNode?.removeChild(comment);
    return view.innerHTML.replace(/=""/g, '').replace(/href="\//g, 'href="');
  });
}

/** Lets the program arrive, and waits until its page has replaced the static one, or else returns at once. */
type Arrive = (options?: { waits: boolean }) => Promise<void>;

/** Opens the page without its program. */
async function openWithoutProgram(page: Page): Promise<Arrive> {
  const waiting: Route[] = [];
  let hasArrived = false;
  await page.route(PROGRAM, (route) => void (hasArrived ? route.continue() : waiting.push(route)));
  await page.goto('/', { waitUntil: 'commit' });
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  await expect(page.getByRole('radio', { name: 'Vacation' })).toBeVisible();
  return async ({ waits } = { waits: true }) => {
    hasArrived = true;
    for (const route of waiting.splice(0)) await route.continue();
    if (waits) await expect(programPage(page)).toBeAttached();
  };
}

/** An element that only the program's page has. */
const programPage = (page: Page) => page.getByRole('link', { name: 'Skip to main content' });

/** Starts the program's arrival, and makes sure that it waits for the person. */
async function arriveAndWait(page: Page, arrive: Arrive): Promise<void> {
  const started = await page.evaluateHandle(() => {
    const started = new Promise<void>((resolve) => addEventListener('TrunkApplicationStarted', () => resolve()));
    return { started };
  });
  await arrive({ waits: false });
  await started.evaluate(({ started }) => started);
  // The program would show its page within a few tasks.
  await page.waitForTimeout(150);
  await expect(page.locator('.shell form'), 'the program has started and waits').toBeVisible();
}

/** Records from the next load on what moves on its own. */
async function recordShifts(page: Page): Promise<void> {
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

  test('the static form is what the program builds', async ({ page, setStatus }) => {
    await setStatus.open();
    const made = await firstView(page);
    const source = readFileSync(INDEX, 'utf8');
    if (process.env.UPDATE_STATIC_FORM) {
      writeFileSync(INDEX, source.replace(MARKED, (_, before: string, after: string) => `${before}${made}${after}`));
    } else {
      expect(MARKED.exec(source)?.[0].split('\n')[1], 'index.html is up to date: else `make static-form`').toBe(made);
    }
  });

  test('a queued press leads to what is missing', async ({ page }) => {
    const arrive = await openWithoutProgram(page);
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.getByRole('button', { name: 'Set status' }).click();
    await arrive();
    await expect(page.getByRole('link', { name: 'Add them in Settings' })).toBeFocused();
  });
});

test('every control of the static page has a successor of the same id', async ({ page }) => {
  const focusable = () => page.locator('#app :is(a[href], button, input, summary, [tabindex])').evaluateAll((all) => all.map(({ id }) => id));
  const arrive = await openWithoutProgram(page);
  const before = (await focusable()).filter((id) => id !== '');
  const nameless = await page.locator('#app :is(a[href], button, input, summary, [tabindex]):not([id], .load-again)').count();
  expect(nameless).toBe(0);
  await arrive();
  const after = new Set(await focusable());
  // The notice stands in the static page, hidden, also where the account is kept.
  expect(before.filter((id) => id !== 'add-account' && !after.has(id))).toEqual([]);
});

test('what was chosen and typed is kept, with the caret', { tag: '@engine' }, async ({ page, setStatus, server }) => {
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

test('what was typed and folded away again is kept', { tag: '@engine' }, async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  const more = page.getByText('More', { exact: true });
  await more.click();
  await page.getByLabel('Current task').fill('Packing');
  await more.click();
  await arrive();
  await page.getByText('More', { exact: true }).click();
  if (!(await page.getByLabel('Current task').isVisible())) await page.getByText('More', { exact: true }).click();
  await expect(page.getByLabel('Current task')).toHaveValue('Packing');
  await expect(setStatus.button).toBeVisible();
});

test('a part that was unfolded and left empty stays unfolded', async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Start later').click();
  await page.getByText('Show the request').click();
  await arrive();
  await expect(setStatus.startDate).toBeVisible();
  await expect(page.getByLabel('The request')).toBeVisible();
});

for (const name of ['More', 'Start later', 'Show the request']) {
  test(`Enter on ${name} unfolds it, although the program arrived in between`, async ({ page, server }) => {
    const arrive = await openWithoutProgram(page);
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.getByText(name, { exact: true }).focus();
    await arrive();
    await expect(page.getByText(name, { exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('details[open]').getByText(name, { exact: true })).toBeVisible();
    expect(server.posts).toEqual([]);
  });
}

test('a link of the header keeps the focus', { tag: '@engine' }, async ({ page }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('link', { name: 'History' }).focus();
  await arrive();
  await expect(page.getByRole('link', { name: 'History' })).toBeFocused();
});

test('a field that was left by a click beside it does not get the focus back', { tag: '@engine' }, async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByLabel('Message').fill('Gone fishing');
  await page.getByText('Whereabouts', { exact: true }).click();
  await arrive();
  await expect(setStatus.message).toHaveValue('Gone fishing');
  await expect(setStatus.message).not.toBeFocused();
});

test('a queued press is sent once, with the entries of that moment', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  const answer = held(store);
  server.answerPosts(answer.answer);
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'On the road' }).check();
  await page.getByLabel('Message').fill('By train');
  await page.getByRole('button', { name: 'Set status' }).click();
  await page.getByRole('button', { name: 'Setting status…' }).press('Enter');
  await page.getByLabel('Message').fill('By train, late');
  expect(server.posts).toEqual([]);
  const post = server.nextPost();
  await arrive();
  await post;
  answer.release();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map(({ form }) => form.toString())).toEqual(['status=OOO&message=By+train']);
  await expect(setStatus.message).toHaveValue('By train, late');
});

test('a further press takes the place of the queued one', async ({ page, setStatus, server }) => {
  server.answerPosts(store);
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'On the road' }).check();
  await page.getByLabel('Message').fill('By train');
  await page.getByRole('button', { name: 'Set status' }).click();
  await page.getByLabel('Message').fill('By train, late');
  await page.getByRole('button', { name: 'Setting status…' }).click();
  await arrive();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map(({ form }) => form.toString())).toEqual(['status=OOO&message=By+train%2C+late']);
  await expect(setStatus.message).toHaveValue('');
});

test('a queued press with nothing chosen is refused with a sentence', async ({ page, setStatus, server }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('button', { name: 'Set status' }).click();
  await arrive();
  await expect(setStatus.problems).toContainText('Select your status');
  expect(server.posts).toEqual([]);
});

test.describe('a queued press that the API refuses', () => {
  test.use({ mishap: 'failed request' });

  test('keeps the form', async ({ page, setStatus, server }) => {
    server.answerPosts(json(400, { message: 'Not today' }));
    const arrive = await openWithoutProgram(page);
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Current task').fill('Packing');
    await page.getByRole('radio', { name: 'On the road' }).check();
    await page.getByRole('button', { name: 'Set status' }).click();
    await arrive();
    await expect(page.getByRole('alert')).toContainText('Not today');
    await expect(page.getByLabel('Current task')).toHaveValue('Packing');
    await expect(setStatus.status('On the road')).toBeChecked();
  });
});

test('a press that is under way when the program arrives ends on what it began on', { tag: '@engine' }, async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Vacation', { exact: true }).hover();
  await page.mouse.down();
  await arriveAndWait(page, arrive);
  await page.mouse.up();
  await expect(programPage(page)).toBeAttached();
  await expect(setStatus.status('Vacation')).toBeChecked();
});

test('a space that is held on the button when the program arrives still presses it', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'Sick' }).check();
  await page.getByRole('button', { name: 'Set status' }).focus();
  await page.keyboard.down('Space');
  await arriveAndWait(page, arrive);
  await page.keyboard.up('Space');
  await expect(programPage(page)).toBeAttached();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.length).toBe(1);
});

test('a date that is being typed when the program arrives can be finished', { tag: '@engine' }, async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByText('Start later').click();
  await page.getByLabel('Start date').focus();
  // A day and a month, whichever comes first.
  await page.keyboard.type('12');
  await arriveAndWait(page, arrive);
  // A year is complete after its first digit, too.
  await page.keyboard.type('122030', { delay: 100 });
  await page.getByLabel('Message').click();
  await expect(programPage(page)).toBeAttached();
  await expect(setStatus.startDate).toHaveValue('2030-12-12');
  await expect(setStatus.message).toBeFocused();
});

test('a press with a half-typed date is refused by name, and then what is seen is sent', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByRole('radio', { name: 'Sick' }).check();
  await page.getByText('Start later').click();
  await page.getByLabel('Start date').focus();
  await page.keyboard.type('12');
  await page.getByRole('button', { name: 'Set status' }).click();
  await arrive();
  await setStatus.expectProblem(setStatus.startDate, 'Start date must be a real date with a day, a month and a year');
  await expect(setStatus.startDate).toHaveValue('');
  expect(server.posts).toEqual([]);
  await setStatus.startDate.focus();
  await setStatus.button.click();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts.map((call) => [...call.form.keys()])).toEqual([['status']]);
});

test('a composition that is open when the program arrives goes on, and is committed once', { tag: '@chromium-only' }, async ({ page, setStatus }) => {
  const arrive = await openWithoutProgram(page);
  await page.getByLabel('Message').focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await arriveAndWait(page, arrive);
  await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await devtools.send('Input.insertText', { text: '日本' });
  await expect(programPage(page)).toBeAttached();
  await expect(setStatus.message).toHaveValue('日本');
  await expect(setStatus.message).toBeFocused();
});

for (const [account, width] of [
  ['with', 320],
  ['without', 1100],
] as const) {
  test.describe(`${account} an account, ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 }, ...(account === 'without' ? { account: null } : {}) });

    // Firefox reports no layout shifts. There, only the places are compared.
    test('nothing moves when the program arrives, nor when the status was read', { tag: '@engine' }, async ({ page, setStatus }) => {
      await recordShifts(page);
      const arrive = await openWithoutProgram(page);
      const before = await placesOf(page);
      await arrive();
      // Only what stays can shift. What takes the place of something must be in its place too.
      expect(await placesOf(page)).toEqual(before);
      if (account === 'with') await expect(page.getByText(/^Read /)).toBeVisible();
      await expect(setStatus.button).toBeVisible();
      expect(await shiftsOf(page)).toEqual([]);
    });
  });
}

for (const viewport of [{ width: 390, height: 740 }, { width: 1366, height: 650 }]) {
  test.describe(`on a later visit, ${viewport.width} pixels wide`, () => {
    test.use({ viewport });

    test('nothing moves, however long the current status is', async ({ page, setStatus, server }) => {
      for (const message of ['Back at noon', 'Gone fishing']) server.store(new URLSearchParams({ status: 'VAC', message }));
      await setStatus.open();
      await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
      await recordShifts(page);
      const arrive = await openWithoutProgram(page);
      await arrive();
      await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
      expect(await shiftsOf(page)).toEqual([]);
    });

    test('nothing moves after a status was set, with usual statuses and a message', async ({ page, setStatus, server }) => {
      server.store(new URLSearchParams({ status: 'VAC' }));
      await setStatus.open();
      await setStatus.send('Sick', 'The flu');
      await expect(setStatus.success).toContainText('Status set: Sick');
      await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
      await recordShifts(page);
      const arrive = await openWithoutProgram(page);
      await arrive();
      await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
      await expect(page.getByText('The flu').first()).toBeVisible();
      expect(await shiftsOf(page)).toEqual([]);
    });
  });
}

test('a form that a link or a draft will fill is not shown empty before', { tag: '@engine' }, async ({ page, setStatus }) => {
  await page.route(PROGRAM, () => {});
  await page.goto('/?status=VAC', { waitUntil: 'commit' });
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await page.unroute(PROGRAM);
  await setStatus.open();
  await setStatus.message.fill('Not sent yet');
  await page.route(PROGRAM, () => {});
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

test('the other pages show no form before the program arrives', async ({ page }) => {
  await page.route(PROGRAM, () => {});
  await page.goto('/settings', { waitUntil: 'commit' });
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
});

test('index.html is the form too', async ({ page, setStatus }) => {
  await page.goto('/index.html?status=WFH');
  await expect(setStatus.status('Working from home')).toBeChecked();
});

test.describe('when the program does not arrive', () => {
  test.use({ mishap: 'bad file' });

  test('the page says so, and loads the same address again with the form filled', async ({ page, setStatus }) => {
    await page.route(PROGRAM, (route) => route.abort());
    await page.goto('/?status=WFH&message=Hi');
    const again = page.getByRole('link', { name: 'Load the page again' });
    await expect(again).toBeVisible();
    await page.unroute(PROGRAM);
    await again.click();
    await expect(setStatus.status('Working from home')).toBeChecked();
    await expect(setStatus.message).toHaveValue('Hi');
  });

  test('what was entered in the static form is kept', async ({ page, setStatus }) => {
    await page.route(PROGRAM, (route) => route.abort());
    await page.goto('/');
    await page.getByRole('radio', { name: 'Choose date and time' }).check();
    await page.getByLabel('Message').fill('Gone fishing');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Current task').fill('Packing');
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
    await page.unroute(PROGRAM);
    await page.getByRole('link', { name: 'Load the page again' }).click();
    await expect(setStatus.message).toHaveValue('Gone fishing');
    await expect(page.getByLabel('Current task')).toHaveValue('Packing');
    await expect(setStatus.until('Choose date and time')).toBeChecked();
  });

  test('a browser without WebAssembly is told so', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    await page.goto('/');
    await expect(page.getByText('This page needs WebAssembly')).toBeVisible();
  });
});

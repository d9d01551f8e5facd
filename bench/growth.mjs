// Measures how the cost of a key and of the history grows with the amount of data: `node bench/growth.mjs`,
// the last part of `make bench`. It only fails if the data is not on the page. docs/performance.md explains
// the figures.
//
// The mean of a key is the main thread's time while keys arrive as fast as the page handles them. For the
// worst frame, each key waits for the frame of the key before. It is the main thread's time between two
// frames, with handlers, style, layout and paint. (A long animation frame begins at 50 ms, and an event's
// duration is in steps of 8 ms and includes the wait for the display, so neither can tell 6 ms from
// 16.) It is never too low, and too high by the cost of measuring, 0.5 ms. Both are CPU time of the thread,
// so other work on the machine matters little. The list that the browser shows below a picker belongs to
// another process and is not included.
import { median, metricsOf, openBrowser, openSite } from './site.mjs';

const SIZES = [10, 100, 1000];
const SLOWDOWNS = [1, 4];
const ROUNDS = 5;
const erased = (text) => [...text, ...Array(text.length).fill('Backspace')];
// Whatever is in the field matches at least a third of the names or numbers.
const TYPED = [...erased('road'), ...erased('100'), ...erased('works')];
const KEYS = Array(4).fill(TYPED).flat();

const many = (count, item) => Array.from({ length: count }, (_, index) => item({ id: 100_000 + index, name: `${['Road', 'Roof', 'Rope'][index % 3]} works ${index}` }));
// All of them have ended, so the page searches all of them for a status in force.
const statuses = (count) => many(count, ({ id, name }) => ({ id, user_id: 1, status: 'WFH', message: name, created_at: '2026-01-05T09:00:00Z', end: '2026-01-05T18:00:00Z' }));
const projects = (count) => many(count, (project) => project);
const people = (count) => many(count, ({ id, name }) => ({ id, display_name: name }));
const presets = (count) => JSON.stringify({ named: many(count, ({ name }) => ({ name, status: 'WFH', message: name })) });

/** Fails if there are fewer or more than expected: too little data would cost too little. */
async function expectCount(locator, count) {
  await locator.nth(count - 1).waitFor({ state: 'attached', timeout: 10_000 }).catch(() => {});
  const found = await locator.count();
  if (found !== count) throw new Error(`${found} in place of ${count} of ${locator}`);
}

async function expectOptions(page, field, count) {
  await page.getByLabel(field).focus();
  await expectCount(page.locator('datalist option'), count);
}

async function expectProjects(page, count) {
  await page.getByText('More', { exact: true }).click();
  await expectOptions(page, 'Assignable ID', count);
}

/** Shows all rows of the history, then returns to the form, which keeps what was read. */
async function expectStatuses(page, count) {
  const more = page.getByRole('button', { name: 'Load more' });
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText(/^Showing /).waitFor();
  while (await more.isVisible()) await more.click();
  await expectCount(page.locator('.history tbody tr'), count);
  await page.getByRole('link', { name: 'Set status' }).click();
}

/** The field, the kind of data, and the check that the data is there. */
const CASES = [
  { field: 'Message', what: 'statuses', answers: { statuses }, expect: expectStatuses },
  { field: 'Message', what: 'presets', kept: { 'whereabouts.usual-statuses': presets }, expect: (page, count) => expectCount(page.locator('.chip'), count) },
  { field: 'Message', what: 'projects', answers: { assignables: projects }, expect: expectProjects },
  { field: 'Assignable ID', what: 'projects', answers: { assignables: projects }, expect: expectProjects },
  { field: 'User ID', what: 'people', path: '/settings', answers: { users: people }, expect: (page, count) => expectOptions(page, 'User ID', count) },
];

/** Opens a page with `count` items of what `answers` and `kept` name. */
async function open(browser, site, { path = '/', answers = {}, kept = {} }, count) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const filled = Object.entries(kept).map(([key, value]) => [key, value(count)]);
  await page.addInitScript((kept) => Object.assign(localStorage, kept), { ...site.kept, ...Object.fromEntries(filled) });
  await page.route('**/api/v1/**', (route) => {
    const list = new URL(route.request().url()).pathname.split('/').at(-1);
    return route.fulfill({ json: { data: answers[list]?.(count) ?? [], paging: { next: null } } });
  });
  await page.goto(site.address + path);
  return { page, cdp, slowDown: (rate) => cdp.send('Emulation.setCPUThrottlingRate', { rate }), close: () => context.close() };
}

async function typing({ page, cdp }, field) {
  const spent = async () => (await metricsOf(cdp)).TaskDuration * 1000;
  const frame = () => cdp.send('Runtime.evaluate', { expression: 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))', awaitPromise: true });
  await page.getByLabel(field).focus();
  await frame();
  let worst = 0;
  let before = await spent();
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await frame();
    const after = await spent();
    worst = Math.max(worst, after - before);
    before = after;
  }
  for (const key of KEYS) await page.keyboard.press(key);
  await frame();
  return { mean: ((await spent()) - before) / KEYS.length, worst };
}

/**
 * The time from the last byte of the response until the first rows are painted, and from the last press of
 * *Load more* until all rows are. A message is handled after the current frame.
 */
function paintedRows(count) {
  const painted = (rows) => new Promise((done) => {
    const look = () => {
      if (document.querySelectorAll('.history tbody tr').length < rows) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  return (async () => {
    let rows = Math.min(count, 20);
    const first = (await painted(rows)) - performance.getEntriesByType('resource').find(({ name }) => name.includes('/statuses')).responseEnd;
    let last;
    while (rows < count) {
      rows = Math.min(count, rows + 20);
      const pressed = performance.now();
      document.querySelector('.history ~ button').click();
      last = (await painted(rows)) - pressed;
    }
    return { first, last };
  })();
}

const site = await openSite();
const browser = await openBrowser();
const title = (name, slowdown) => (slowdown > 1 ? `${name}, ${slowdown}x slower` : name).padEnd(36);
const row = (head, cells) => console.log(head.padEnd(36) + cells.map((cell) => String(cell).padStart(16)).join(''));
const figures = (...list) => list.map((figure) => figure?.toFixed(1) ?? '-').join(' / ');

try {
  row('a key, and the worst frame, ms', SIZES);
  for (const one of CASES) {
    for (const slowdown of SLOWDOWNS) {
      const cells = [];
      for (const count of SIZES) {
        const page = await open(browser, site, one, count);
        await one.expect(page.page, count);
        // Once a status is chosen, the page updates the preview at each key.
        if (!one.path) await page.page.getByRole('radio', { name: 'Sick' }).check();
        await page.slowDown(slowdown);
        const { mean, worst } = await typing(page, one.field);
        cells.push(figures(mean, worst));
        await page.close();
      }
      row(title(`${one.field}, ${one.what}`, slowdown), cells);
    }
  }
  row('first rows, and the last 20 more, ms', SIZES);
  for (const slowdown of SLOWDOWNS) {
    const cells = [];
    for (const count of SIZES) {
      const rounds = [];
      for (let round = 0; round < ROUNDS; round++) {
        const page = await open(browser, site, { path: '/', answers: { statuses } }, count);
        await page.slowDown(slowdown);
        await page.page.goto(`${site.address}/history`);
        rounds.push(await page.page.evaluate(paintedRows, count));
        await page.close();
      }
      cells.push(figures(median(rounds.map(({ first }) => first)), count > 20 ? median(rounds.map(({ last }) => last)) : undefined));
    }
    row(title('History, statuses', slowdown), cells);
  }
} finally {
  await browser.close();
  site.close();
}

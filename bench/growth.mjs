// How the cost of a key, and of the history, grows with what there is: `node bench/growth.mjs`, and
// the last part of `make bench`. It is reported and fails nothing, unless what is to be measured does
// not stand on the page. docs/performance.md has the figures and what they mean.
//
// A key's mean is what the main thread does while keys come as fast as the page takes them. The worst
// frame is the dearest of the keys that each waited for the frame of the one before: all that the main
// thread did between two frames, with the handlers, style, layout and paint. (A long animation frame
// begins at 50 ms, and an event's duration comes in steps of 8 ms and has the wait for the display in
// it: neither tells 6 ms from 16.) It is never too low, and too high by what asking costs, 0.5 ms.
// Both are the thread's own time, so that it matters little what else this machine does. The list that
// the browser pops up below a picker is another process's and in neither.
import { median, metricsOf, openBrowser, openSite } from './site.mjs';

const SIZES = [10, 100, 1000];
const SLOWDOWNS = [1, 4];
const ROUNDS = 5;
const erased = (text) => [...text, ...Array(text.length).fill('Backspace')];
// Whatever stands in the field is found in a third of the names or numbers at least.
const TYPED = [...erased('road'), ...erased('100'), ...erased('works')];
const KEYS = Array(4).fill(TYPED).flat();

const many = (count, item) => Array.from({ length: count }, (_, index) => item({ id: 100_000 + index, name: `${['Road', 'Roof', 'Rope'][index % 3]} works ${index}` }));
// All of them are over: the page looks through every one for a status that holds.
const statuses = (count) => many(count, ({ id, name }) => ({ id, user_id: 1, status: 'WFH', message: name, created_at: '2026-01-05T09:00:00Z', end: '2026-01-05T18:00:00Z' }));
const projects = (count) => many(count, (project) => project);
const people = (count) => many(count, ({ id, name }) => ({ id, display_name: name }));
const presets = (count) => JSON.stringify({ named: many(count, ({ name }) => ({ name, status: 'WFH', message: name })) });

/** Fails where there are not as many as there are meant to be: nothing costs nothing. */
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

/** All rows stand in the history; then back to the form, which keeps what was read. */
async function expectStatuses(page, count) {
  const more = page.getByRole('button', { name: 'Load more' });
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByText(/^Showing /).waitFor();
  while (await more.isVisible()) await more.click();
  await expectCount(page.locator('.history tbody tr'), count);
  await page.getByRole('link', { name: 'Set status' }).click();
}

/** A field that is typed in, what there is a number of, and the proof that it is there. */
const CASES = [
  { field: 'Message', what: 'statuses', answers: { statuses }, expect: expectStatuses },
  { field: 'Message', what: 'presets', kept: { 'whereabouts.usual-statuses': presets }, expect: (page, count) => expectCount(page.locator('.chip'), count) },
  { field: 'Message', what: 'projects', answers: { assignables: projects }, expect: expectProjects },
  { field: 'Assignable ID', what: 'projects', answers: { assignables: projects }, expect: expectProjects },
  { field: 'User ID', what: 'people', path: '/settings', answers: { users: people }, expect: (page, count) => expectOptions(page, 'User ID', count) },
];

/** A page on which there are so many of what `answers` and `kept` name. */
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
 * By the clock: from the last byte of the answer until the first rows are painted, and from the last
 * press of *Load more* until all rows are. A message is handled after the frame that is being made.
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
        // Once a status is chosen the page says at each key what it would set.
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

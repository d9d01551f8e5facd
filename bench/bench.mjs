// Measures bytes and times of the release build against bench/budgets.json: `make bench`. Too many bytes
// fail. Times depend on the machine and are only printed. Visits are slowed as on a phone on a train: a
// quarter of the processor's speed, 1.6 Mbit/s, 150 ms. Results are medians of five rounds.
import { budgets, firstVisitBytes } from './bytes.mjs';
import { median, metricsOf, openBrowser, openSite } from './site.mjs';

const ROUNDS = 5;
const KEYS = 200;
const SUBMITS = 200;
const site = await openSite();

/** Runs in the page before its own scripts. Records times, and presses as soon as possible. */
function observe([kept, presses]) {
  Object.assign(localStorage, kept);
  const seen = (self.seen = { shift: 0 });
  new PerformanceObserver((list) => (seen.largest = list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shift += entry.value))).observe({ type: 'layout-shift', buffered: true });
  const send = self.fetch;
  self.fetch = (request, options) => {
    if ((request.method ?? options?.method) === 'POST') seen.sent ??= performance.now();
    return send(request, options);
  };
  // The heap size does not include the program's memory.
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const program = await instantiateStreaming(...args);
    seen.program ??= program.instance.exports.memory;
    return program;
  };
  addEventListener('click', (event) => event.target.matches?.('.is-primary') && ((seen.clicked = performance.now()), (seen.sent = undefined)), true);
  if (!presses) return;
  const press = () => {
    const button = document.querySelector('.status-form .is-primary');
    if (!button || !performance.getEntriesByName('first-contentful-paint').length) return requestAnimationFrame(press);
    seen.pressed = performance.now();
    document.querySelector('input[value=WFH]').click();
    button.click();
  };
  press();
}

/** A slowed visit. `presses` says whether to press the button as soon as it is painted. */
async function visit(context, presses) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(observe, [site.kept, presses]);
  await page.goto(site.address);
  await page.getByText(presses ? /^Status set/ : /^Read /).waitFor({ timeout: 60_000 });
  const times = await page.evaluate(() => ({ ...self.seen, first: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.close();
  return times;
}

/** Opens the page at full speed. */
async function open(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.addInitScript(observe, [site.kept, false]);
  await page.goto(site.address);
  await page.locator('#main').waitFor();
  return { page, cdp, close: () => context.close() };
}

/** The mean time of a key on the main thread. bench/growth.mjs has the worst one. */
async function type(browser) {
  const { page, cdp, close } = await open(browser);
  await page.getByText(/^Read /).waitFor();
  await page.getByLabel('Message').click();
  const before = await metricsOf(cdp);
  for (let key = 0; key < KEYS; key++) await page.keyboard.press('abcdefghij'[key % 10]);
  await page.waitForTimeout(200);
  const after = await metricsOf(cdp);
  await close();
  return { mainThreadPerKeyUs: ((after.TaskDuration - before.TaskDuration) * 1e6) / KEYS };
}

async function submitMany(browser) {
  const { page, cdp, close } = await open(browser);
  const submit = async () => {
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.locator('.status-form .is-primary').click();
    await page.waitForFunction(() => self.seen.sent);
    await page.getByRole('status').getByText(/^Status set/).waitFor();
    return page.evaluate(() => self.seen.sent - self.seen.clicked);
  };
  const count = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    return { ...(await metricsOf(cdp)), program: await page.evaluate(() => self.seen.program.buffer.byteLength) };
  };
  const clicks = [];
  for (let time = 0; time < 30; time++) clicks.push(await submit());
  const before = await count();
  for (let time = 0; time < SUBMITS; time++) await submit();
  const after = await count();
  await close();
  const gained = (name) => after[name] - before[name];
  return {
    clickToRequestMs: clicks[0],
    laterClicksToRequestMs: median(clicks.slice(1)),
    nodesGainedIn200Submits: gained('Nodes'),
    listenersGainedIn200Submits: gained('JSEventListeners'),
    programBytesGainedIn200Submits: gained('program'),
    heapBytesGainedPerSubmit: gained('JSHeapUsedSize') / SUBMITS,
  };
}

const browser = await openBrowser();
try {
  const looks = [];
  const presses = [];
  const laterPresses = [];
  for (let round = 0; round < ROUNDS; round++) {
    const looking = await browser.newContext();
    looks.push(await visit(looking, false));
    await looking.close();
  }
  for (let round = 0; round < ROUNDS; round++) {
    const pressing = await browser.newContext();
    presses.push(await visit(pressing, true));
    laterPresses.push(await visit(pressing, true));
    await pressing.close();
  }
  const measured = {
    firstVisitBytes: Object.values(firstVisitBytes()).reduce((sum, part) => sum + part, 0),
    firstPaintMs: median(looks.map((times) => times.first)),
    largestPaintMs: median(looks.map((times) => times.largest)),
    layoutShift: Math.max(...looks.map((times) => times.shift)),
    pressedToSentMs: median(presses.map((times) => times.sent)),
    laterVisitPressedToSentMs: median(laterPresses.map((times) => times.sent)),
    ...(await type(browser)),
    ...(await submitMany(browser)),
  };
  for (const [name, budget] of Object.entries(budgets)) {
    const value = measured[name];
    console.log(`${name.padEnd(32)} ${value.toFixed(Number.isInteger(value) ? 0 : value < 1 ? 4 : 1).padStart(8)}   budget ${String(budget).padStart(7)}   ${value <= budget ? '' : 'over'}`);
  }
  if (measured.firstVisitBytes > budgets.firstVisitBytes) process.exitCode = 1;
} finally {
  await browser.close();
  site.close();
}

// Bytes and times of the release build against bench/budgets.json: `make bench`. Bytes are exact and
// fail; times are a machine's and are only reported. Visits are slowed as on a phone on a train: a
// processor of a quarter of the speed, 1.6 Mbit/s, 150 ms. Medians of five rounds.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from '../tests/e2e/node_modules/playwright-core/index.mjs';
import { budgets, firstVisitBytes } from './bytes.mjs';

const ROUNDS = 5;
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const sandbox = spawn('target/debug/sandbox', ['--site', 'dist', '--db', ':memory:', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const said = [];
for await (const line of createInterface({ input: sandbox.stdout })) {
  if (said.push(line.slice(line.lastIndexOf(' ') + 1)) === 3) break;
}
const [address, token, userId] = said;

/** Runs in the page before anything else of it: takes the times, and presses as soon as it can. */
function observe([token, userId, presses]) {
  localStorage.setItem('whereabouts.token', token);
  localStorage.setItem('whereabouts.user-id', userId);
  const seen = (self.seen = { shift: 0 });
  new PerformanceObserver((list) => (seen.largest = list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shift += entry.value))).observe({ type: 'layout-shift', buffered: true });
  const send = self.fetch;
  self.fetch = (request, options) => {
    if ((request.method ?? options?.method) === 'POST') seen.sent ??= performance.now();
    return send(request, options);
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

/** A visit on the train; with a press as soon as the button is painted, or only to look. */
async function visit(context, presses) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(observe, [token, userId, presses]);
  await page.goto(address);
  await page.getByText(presses ? /^Status set/ : /^Read /).waitFor({ timeout: 60_000 });
  const times = await page.evaluate(() => ({ ...self.seen, first: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.close();
  return times;
}

async function work(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.addInitScript(observe, [token, userId, false]);
  await page.goto(address);
  await page.locator('#main').waitFor();
  const submit = async () => {
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.locator('.status-form .is-primary').click();
    await page.waitForFunction(() => self.seen.sent);
    await page.locator('.outcome-region').getByText(/^Status set/).waitFor();
    return page.evaluate(() => self.seen.sent - self.seen.clicked);
  };
  const count = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const clicks = [];
  for (let time = 0; time < 30; time++) clicks.push(await submit());
  const before = await count();
  for (let time = 0; time < 200; time++) await submit();
  const after = await count();
  await context.close();
  return { clicks, nodes: after.Nodes - before.Nodes, listeners: after.JSEventListeners - before.JSEventListeners };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
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
  const { clicks, nodes, listeners } = await work(browser);
  const measured = {
    firstVisitBytes: Object.values(firstVisitBytes()).reduce((sum, part) => sum + part, 0),
    firstPaintMs: median(looks.map((times) => times.first)),
    largestPaintMs: median(looks.map((times) => times.largest)),
    layoutShift: Math.max(...looks.map((times) => times.shift)),
    pressedToSentMs: median(presses.map((times) => times.sent)),
    laterVisitPressedToSentMs: median(laterPresses.map((times) => times.sent)),
    clickToRequestMs: clicks[0],
    laterClicksToRequestMs: median(clicks.slice(1)),
    nodesGainedIn200Submits: nodes,
    listenersGainedIn200Submits: listeners,
  };
  for (const [name, budget] of Object.entries(budgets)) {
    const value = measured[name];
    console.log(`${name.padEnd(28)} ${value.toFixed(Number.isInteger(value) ? 0 : value < 1 ? 4 : 1).padStart(8)}   budget ${String(budget).padStart(7)}   ${value <= budget ? '' : 'over'}`);
  }
  if (measured.firstVisitBytes > budgets.firstVisitBytes) process.exitCode = 1;
} finally {
  await browser.close();
  sandbox.kill();
}

// Writes splitter/later.txt: the functions that none of the visits below runs. Usage:
// node splitter/record.mjs SITE NAMES, with a site and the names that were built for it (`make halves`).
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { chromium } from '../tests/e2e/node_modules/playwright-core/index.mjs';

const [site, namesFile] = process.argv.slice(2);
const names = readFileSync(namesFile, 'utf8').trimEnd().split('\n');
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const sandbox = spawn('target/debug/sandbox', ['--site', site, '--db', ':memory:', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const said = [];
for await (const line of createInterface({ input: sandbox.stdout })) {
  if (said.push(line.slice(line.lastIndexOf(' ') + 1)) === 3) break;
}
const [address, token, userId] = said;

/** Runs in the page before anything else of it. */
function record([token, userId, count]) {
  if (token) Object.assign(localStorage, { 'whereabouts.token': token, 'whereabouts.user-id': userId });
  self.ran = new Uint8Array(count);
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = (response, imports) =>
    instantiateStreaming(response, { ...imports, recorder: { runs: (number) => (self.ran[number] = 1) } });
}

const isSet = (page) => page.locator('.outcome-region').getByText(/^Status set/).waitFor();
const press = (page) => page.locator('.status-form .is-primary').click();
const refuse = (page) => page.route('**/api/**', (route) => route.abort());

const set = (fields) => fetch(`${address}/api/v1/users/${userId}/statuses`, { method: 'POST', headers: { auth: token }, body: new URLSearchParams(fields) });

/** What people do on a first visit before the rest can be there; and the network, which can fail them then. */
const VISITS = {
  async 'set the first status of all'(page) {
    await page.getByText(/^Read /).waitFor();
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await isSet(page);
  },
  async 'look at the page'(page) {
    await set({ status: 'VAC', message: 'Back next week' });
    await set({ status: 'WFH' });
    await set({ status: 'SIC', start: new Date(Date.now() + 864e5).toISOString().replace(/\.\d+/, '') });
    await page.reload();
    await page.getByText(/^Read /).waitFor();
    await page.waitForTimeout(1200);
  },
  async 'choose and press'(page) {
    for (const name of ['Sick', 'In the office', 'On the road', 'Vacation', 'Out of office', 'Working from home']) await page.getByRole('radio', { name }).check();
    await press(page);
    await isSet(page);
    await page.waitForTimeout(1200);
  },
  async 'choose an end, type a message and send it by Enter'(page) {
    await page.getByRole('radio', { name: 'Sick' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    for (const name of ['1 hour', 'End of today', 'Next working day', 'End of this week']) await page.getByRole('radio', { name }).check();
    await page.getByLabel('Message').click();
    await page.keyboard.type('Back on Monday');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await isSet(page);
  },
  async 'without a network'(page) {
    await refuse(page);
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await page.locator('.is-failure').waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('It cannot be told').waitFor();
    await page.locator('.is-failure').getByRole('button').last().click();
    await page.waitForTimeout(300);
  },
  async 'type a message before anything is chosen'(page) {
    await page.getByLabel('Message').fill('Back on Monday');
    await page.waitForTimeout(300);
    await page.getByLabel('Message').fill('');
  },
  async 'begin without an account'(page) {
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await page.getByRole('button', { name: 'Use the sandbox account' }).click();
    await page.getByText(/^Read /).waitFor();
    await press(page);
    await isSet(page);
  },
};

const ran = new Set();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
try {
  for (const [name, act] of Object.entries(VISITS)) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(record, [...(name.includes('without an account') ? [null, null] : [token, userId]), names.length]);
    // Nothing waits for the rest then, and what comes with it is not built.
    await page.route('**/rest-*.wasm', (route) => route.abort());
    await page.goto(address);
    await page.locator('#main').waitFor();
    await act(page);
    for (const number of await page.evaluate(() => [...self.ran.keys()].filter((number) => self.ran[number]))) ran.add(number);
    console.log(`${name}: ${ran.size} of ${names.length} functions so far`);
    await context.close();
  }
} finally {
  await browser.close();
  sandbox.kill();
}

const fingerprint = (line) => line.slice(0, 16);
const needed = new Set([...ran].map((number) => fingerprint(names[number])));
const later = new Set(names.map(fingerprint).filter((print) => !needed.has(print)));
writeFileSync('splitter/later.txt', [...later].sort().map((print) => `${print}\n`).join(''));

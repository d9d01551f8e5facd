// Writes splitter/later.txt: the functions that none of the visits below runs. Usage:
// node splitter/record.mjs SITE NAMES, with a site and the names that were built for it (`make halves`).
import { readFileSync, writeFileSync } from 'node:fs';
import { openBrowser, openSite } from '../bench/site.mjs';

const [folder, namesFile] = process.argv.slice(2);
const names = readFileSync(namesFile, 'utf8').trimEnd().split('\n');
const site = await openSite(folder);

/** Runs in the page before anything else of it. */
function record([kept, count]) {
  Object.assign(localStorage, kept);
  self.ran = new Uint8Array(count);
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = (response, imports) =>
    instantiateStreaming(response, { ...imports, recorder: { runs: (number) => (self.ran[number] = 1) } });
}

const isSet = (page) => page.locator('.outcome-region').getByText(/^Status set/).waitFor();
const press = (page) => page.locator('.status-form .is-primary').click();
const refuse = (page) => page.route('**/api/**', (route) => route.abort());

const set = (fields) => fetch(`${site.address}/api/v1/users/${site.userId}/statuses`, { method: 'POST', headers: { auth: site.token }, body: new URLSearchParams(fields) });

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
  async 'come back with recent statuses and a preset'(page) {
    for (const name of ['Sick', 'Vacation']) {
      await page.getByRole('radio', { name }).check();
      await page.getByRole('radio', { name: '1 hour' }).check();
      await page.getByLabel('Message').fill('Back on Monday');
      await press(page);
      await isSet(page);
    }
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('whereabouts.usual-statuses'));
      kept.named = [{ name: 'Fridays', ...kept.recent[0], current_task: 'Reading', assignable_id: '7' }];
      localStorage.setItem('whereabouts.usual-statuses', JSON.stringify(kept));
      localStorage.setItem('whereabouts.shortcuts', 'off');
    });
    await page.reload();
    await page.getByText(/^Read /).waitFor();
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
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
  async 'look at the page, where nothing can be read'(page) {
    for (const body of ['', 'Not found.', '{"message":"Not found"}']) {
      await page.route('**/statuses?*', (route) => route.fulfill({ status: 404, body }));
      await page.reload();
      await page.getByText('It could not be read').waitFor();
    }
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await isSet(page);
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
const browser = await openBrowser();
try {
  for (const [name, act] of Object.entries(VISITS)) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(record, [name.includes('without an account') ? {} : site.kept, names.length]);
    // Nothing waits for the rest then, and what comes with it is not built.
    await page.route('**/rest-*.wasm', (route) => route.abort());
    await page.goto(site.address);
    await page.locator('#main').waitFor();
    await act(page);
    for (const number of await page.evaluate(() => [...self.ran.keys()].filter((number) => self.ran[number]))) ran.add(number);
    console.log(`${name}: ${ran.size} of ${names.length} functions so far`);
    await context.close();
  }
} finally {
  await browser.close();
  site.close();
}

const fingerprint = (line) => line.slice(0, 16);
/** Whether these run depends on how memory lies, and on the last letter of an answer. */
const ALWAYS = /dlmalloc|__rustc\[\w+\]::__r|serde_json\[\w+\]::error::|::peek_error$|position/;
const needed = new Set([...[...ran].map((number) => names[number]), ...names.filter((name) => ALWAYS.test(name))].map(fingerprint));
const later = new Set(names.map(fingerprint).filter((print) => !needed.has(print)));
writeFileSync('splitter/later.txt', [...later].sort().map((print) => `${print}\n`).join(''));

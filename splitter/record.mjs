// Writes splitter/later.txt: the functions that none of the visits below runs before the page is shown,
// each with the number of the part that it is in. Usage:
// node splitter/record.mjs SITE NAMES, with a site and the names that were built for it (`make parts`).
import { readFileSync, writeFileSync } from 'node:fs';
import { openBrowser, openSite } from '../bench/site.mjs';

const [folder, namesFile] = process.argv.slice(2);
const names = readFileSync(namesFile, 'utf8').trimEnd().split('\n');
const site = await openSite(folder);

/**
 * Runs in the page before anything else of it. `ran` has for each function in which part of the program it
 * is needed at the latest: 1 in what runs until the page is shown, 2 after that.
 */
function record([kept, count]) {
  Object.assign(localStorage, kept);
  self.ran = new Uint8Array(count);
  let part = 1;
  const arrived = new Promise((resolve) => (self.arrive = resolve));
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module, imports) => {
    const recorder = { runs: (number) => (self.ran[number] ||= part) };
    if (!imports.first) return instantiate(module, { ...imports, recorder });
    // The second part, whose functions may run from now on, imports the first.
    await arrived;
    part = 2;
    return instantiate(module, imports);
  };
}

const isSet = (page) => page.locator('.outcome-region').getByText(/^Status set/).waitFor();
const press = (page) => page.locator('.status-form .is-primary').click();
const isPost = (request) => request.method() === 'POST';
const refuse = (page) => page.route('**/api/**', (route) => route.abort());

const look = async (page) => {
  for (const [target, event] of [['window', 'focus'], ['window', 'online'], ['window', 'offline'], ['window', 'pageshow'], ['window', 'storage'], ['window', 'popstate'], ['document', 'visibilitychange']]) {
    await page.evaluate(([target, event]) => self[target].dispatchEvent(new Event(event)), [target, event]);
  }
};

const set = (fields) => fetch(`${site.address}/api/v1/users/${site.userId}/statuses`, { method: 'POST', headers: { auth: site.token }, body: new URLSearchParams(fields) });

/** What people do before more than the first part can be there. It comes when they call `arrive`. */
const EARLY_VISITS = {
  async 'choose and press'(page, arrive) {
    await page.getByRole('radio', { name: 'Sick' }).check();
    const sent = page.waitForRequest(isPost);
    await press(page);
    await sent;
    await arrive();
    await isSet(page);
  },
  async 'fill in all there is'(page) {
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const [label, text] of Object.entries({ Message: 'Back on Monday – ', 'Current task': 'Reading', 'Assignable ID': '77', 'Start date': '2030-03-05', 'Start time': '09:00' })) await page.getByLabel(label).fill(text);
    await page.getByRole('radio', { name: 'Vacation' }).check();
    await page.getByRole('radio', { name: '4 hours' }).check();
    const sent = page.waitForRequest(isPost);
    await press(page);
    await sent;
  },
  async 'press with mistakes in it'(page) {
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.getByLabel('Assignable ID').fill('-3');
    await page.getByLabel('Start date').fill('1030-03-05');
    await page.getByRole('radio', { name: 'Choose' }).check();
    await press(page);
    await page.waitForTimeout(300);
  },
  async 'begin without an account'(page, arrive) {
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await page.waitForTimeout(300);
    await arrive();
    await page.locator('#main').waitFor();
  },
  async 'wait long, and look elsewhere meanwhile'(page, arrive) {
    await look(page);
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.route('**/statuses*', () => {});
    await press(page);
    await page.waitForTimeout(17_000);
    await arrive();
    await page.locator('.is-failure').waitFor();
  },
  async 'lose the network'(page, arrive) {
    await page.context().setOffline(true);
    await page.evaluate(() => self.dispatchEvent(new Event('online')));
    await press(page);
    await page.waitForTimeout(300);
    await page.context().setOffline(false);
    await arrive();
    await page.locator('#main').waitFor();
  },
};

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
  async 'type a long message, and think better of it'(page) {
    await page.getByLabel('Message').fill('Back on Monday. '.repeat(8));
    await page.getByLabel('Message').pressSequentially('Perhaps on Tuesday, who knows – ');
    await page.waitForTimeout(1500);
    await page.getByLabel('Message').fill('');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('radio', { name: 'Sick' }).focus();
    await page.keyboard.press('2');
    await page.keyboard.press('Control+Enter');
    await isSet(page);
  },
  async 'ask for the list of keys'(page) {
    // What the button would show waits for the rest, as public/parts.js has it.
    await page.evaluate(() => document.getElementById('list-keys').addEventListener('click', (event) => event.stopImmediatePropagation(), true));
    await page.keyboard.press('?');
  },
  async 'choose an end by date, with mistakes in it'(page) {
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.getByRole('radio', { name: 'Choose' }).check();
    await press(page);
    // The last two: a time that Berlin's clocks skip, and one that comes twice there.
    for (const [date, time] of [['2030-03-05', ''], ['', '09:00'], ['1030-03-05', '09:00'], ['2020-03-05', '09:00'], ['2030-03-31', '02:30'], ['2030-10-27', '02:30']]) {
      // Where it was none, the status is set, and the form empty.
      await page.getByRole('radio', { name: 'Sick' }).check();
      await page.getByRole('radio', { name: 'Choose' }).check();
      await page.locator('#end-date').fill(date);
      await page.locator('#end-time').fill(time);
      await press(page);
      await page.waitForTimeout(300);
    }
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.getByRole('radio', { name: 'Choose' }).check();
    await page.locator('#end-time').focus();
    await page.keyboard.type('5');
    await press(page);
    await page.locator('#end-date').fill('2030-03-05');
    await page.locator('#end-time').fill('09:00');
    await page.getByRole('radio', { name: '1 hour' }).check();
    await page.getByRole('radio', { name: 'Choose' }).check();
    await press(page);
    await isSet(page);
  },
  async 'press with nothing chosen, then twice, and go through the choices by keys'(page) {
    await press(page);
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.locator('.status-form .is-primary').dblclick();
    await isSet(page);
    for (const name of ['Sick', 'No end']) {
      await page.getByRole('radio', { name }).focus();
      for (let key = 0; key < 5; key++) await page.keyboard.press('ArrowDown');
    }
  },
  async 'look elsewhere, and change things in another tab'(page) {
    await look(page);
    const other = await page.context().newPage();
    await other.goto(`${site.address}/manifest.webmanifest`);
    const usual = { recent: [{ status: 'SIC', message: 'Flu' }], named: [{ name: 'Fridays', status: 'VAC' }] };
    for (const [key, value] of [['usual-statuses', JSON.stringify(usual)], ['shortcuts', 'off'], ['user-id', '8'], ['user-id', site.userId], ['token', '']]) {
      await other.evaluate(([key, value]) => localStorage.setItem(`whereabouts.${key}`, value), [key, value]);
    }
    await other.evaluate(() => new BroadcastChannel('whereabouts-changed').postMessage('changed'));
    await other.evaluate(() => localStorage.clear());
    await page.waitForTimeout(500);
    await other.close();
  },
  async 'look at the page, where the answer is odd'(page) {
    const record = { id: 1, user_id: 7, status: 'SIC', created_at: '2026-11-24T08:00:00+01:00', message: null, start: 'yesterday', end: '2026-12-25' };
    for (const body of ['{', '[]', { data: [{ id: 1 }] }, { data: [{ ...record, message: 7 }] }, { data: [{ ...record, status: 'XYZ' }, record], paging: { next: '/api/v1/users/7/statuses?page=2' } }]) {
      await page.route('**/statuses?*', (route) => route.fulfill({ body: typeof body === 'string' ? body : JSON.stringify(body) }));
      await page.reload();
      await page.locator('#main').waitFor();
      await page.waitForTimeout(300);
    }
  },
  async 'be answered oddly'(page) {
    for (const [status, body] of [[201, '{"id":5}'], [204, ''], [409, '{"message":{"a":1},"errors":{"x":["y"]}}'], [422, '{"errors":[1,null,{"z":2}]}'], [413, ''], [200, '{"id":"7"}'], [200, '[]']]) {
      await page.route('**/statuses', (route) => route.fulfill({ status, body }));
      await page.getByRole('radio', { name: 'Sick' }).check();
      await page.locator('.status-form .is-primary').click({ force: true });
      await page.waitForTimeout(500);
    }
  },
  async 'be refused'(page) {
    const headers = { 'x-ratelimit-reset': `${Math.ceil(Date.now() / 1000) + 4}`, date: new Date().toUTCString() };
    await page.route('**/statuses', (route) => route.fulfill({ status: 429, headers }), { times: 1 });
    await page.getByRole('radio', { name: 'Sick' }).check();
    await press(page);
    await page.getByRole('timer').waitFor();
    await isSet(page);
    for (const [status, body] of [
      [400, '{"message":"Validation failed","errors":["Message is too long","End is in the past"]}'],
      [403, '{"message":"Forbidden"}'],
      [401, ''],
      [404, '{"message":"Not found"}'],
      [500, '<h1>Internal Server Error</h1>'],
      [200, 'Not JSON'],
    ]) {
      await page.route('**/statuses', (route) => route.fulfill({ status, body }));
      await page.getByRole('radio', { name: 'Sick' }).check();
      await press(page);
      await page.locator('.is-failure').waitFor();
      await page.unroute('**/statuses');
    }
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

/** The number of the part that each function is needed in, of those that ran. */
const partOf = new Map();
const browser = await openBrowser();

async function visit(name, act, timezoneId = 'Europe/Berlin') {
  const context = await browser.newContext({ serviceWorkers: 'block', timezoneId });
  const page = await context.newPage();
  await page.addInitScript(record, [name.includes('without an account') ? {} : site.kept, names.length]);
  // Nothing waits for the rest then, and what comes with it is not built.
  await page.route('**/rest-*.wasm', (route) => route.abort());
  const arrive = async () => {
    await page.evaluate(() => self.arrive());
    // When it is loaded again, too.
    await page.addInitScript(() => self.arrive());
  };
  await page.goto(site.address, { waitUntil: 'commit' });
  await page.waitForFunction(() => self.ran.includes(1));
  await page.waitForTimeout(300);
  await act(page, arrive);
  const parts = await page.evaluate(() => [...self.ran]);
  for (const [number, part] of parts.entries()) if (part) partOf.set(number, Math.min(part, partOf.get(number) ?? part));
  console.log(`${name}: ${partOf.size} of ${names.length} functions so far, ${[...partOf.values()].filter((part) => part === 1).length} of them in the first part`);
  await context.close();
}

const onceShown = (act) => async (page, arrive) => {
  await arrive();
  await page.locator('#main').waitFor();
  await act(page);
};

try {
  for (const [name, act] of Object.entries(VISITS)) await visit(name, onceShown(act));
  for (const [name, act] of Object.entries(EARLY_VISITS)) await visit(name, act);
  // Behind UTC, by half an hour, and UTC itself.
  for (const zone of ['America/New_York', 'Asia/Kolkata', 'UTC']) {
    for (const name of ['choose an end, type a message and send it by Enter', 'choose an end by date, with mistakes in it', 'come back with recent statuses and a preset']) await visit(`${name}, in ${zone}`, onceShown(VISITS[name]), zone);
    await visit(`fill in all there is, in ${zone}`, EARLY_VISITS['fill in all there is'], zone);
  }
} finally {
  await browser.close();
  site.close();
}

/** Whether these run depends on how memory lies, and on the last letter of an answer: the first part they can be needed in. */
const ALWAYS = [/dlmalloc|__rustc\[\w+\]::__r/, /serde_json\[\w+\]::error::|::peek_error$|position/];
const later = new Map();
for (const [number, line] of names.entries()) {
  const part = Math.min(...[partOf.get(number) ?? 3, ...ALWAYS.flatMap((always, part) => (always.test(line) ? part + 1 : []))]) - 1;
  // Functions of one name go where the first of them is needed.
  const print = line.slice(0, 16);
  later.set(print, Math.min(part, later.get(print) ?? part));
}
writeFileSync('splitter/later.txt', [...later].filter(([, part]) => part > 0).sort().map(([print, part]) => `${print} ${part}\n`).join(''));

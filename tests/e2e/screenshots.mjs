// Takes screenshots of every page and state. See scripts/screenshots.
import { copyFileSync, mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startSandbox } from './start_sandbox.mjs';

const folder = 'screenshots';
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const forbidden = { status: 403, contentType: 'application/json', body: '{"message":"forbidden","errors":["access denied"]}' };

const choose = (page, name) => page.getByRole('radio', { name, exact: true }).check();
const submit = (page) => page.getByRole('button', { name: 'Set status' }).click();

/** Releases the request that the state `sending` holds back. */
let release = () => {};

// Each state starts from the page as the previous one left it.
const states = {
  'first-visit': async () => {},
  invalid: async (page) => {
    await choose(page, 'Choose date and time');
    await submit(page);
  },
  unfolded: async (page) => {
    await page.getByRole('button', { name: 'Use the sandbox account' }).click();
    await choose(page, 'On the road');
    await page.getByLabel('End date', { exact: true }).fill('2099-12-24');
    await page.getByLabel('End time').fill('17:30');
    await page.getByText('Start later').click();
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Preset name').fill('Visiting customers');
    await page.getByRole('button', { name: 'Save as preset' }).click();
  },
  ready: async (page) => {
    await page.getByRole('button', { name: 'Reset form' }).click();
    await choose(page, 'In the office');
    await page.getByLabel('Message').fill('Desk 7, by the window');
    await submit(page);
    await page.getByText(/^Status set/).waitFor();
    await page.reload();
    await page.locator('#main').waitFor();
    await choose(page, 'Working from home');
    await choose(page, 'End of today');
    await page.getByLabel('Message').fill('Back at my desk after lunch');
  },
  sending: async (page) => {
    await page.route('**/statuses', (route) => (release = () => route.fallback()), { times: 1 });
    await submit(page);
    await page.getByRole('button', { name: 'Setting status…' }).waitFor();
  },
  success: async (page) => {
    release();
    await page.getByText(/^Status set/).waitFor();
  },
  offline: async (page) => {
    await page.context().setOffline(true);
    await choose(page, 'Vacation');
    await submit(page);
    await page.getByText('You are offline').waitFor();
    await page.context().setOffline(false);
  },
  refused: async (page) => {
    await page.route('**/statuses', (route) => (route.request().method() === 'POST' ? route.fulfill(forbidden) : route.fallback()));
    await submit(page);
    await page.getByText('access denied').waitFor();
  },
  unknown: async (page) => {
    await page.route('**/statuses', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
    await submit(page);
    await page.getByRole('button', { name: 'Check now' }).waitFor();
  },
  history: async (page) => {
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText(/^Showing/).waitFor();
  },
  settings: (page) => page.getByRole('link', { name: 'Settings' }).click(),
  'not-found': async (page, address) => {
    await page.goto(`${address}/nowhere`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  },
  broken: async (page) => {
    // All of the page is cloned from templates, so the next thing shown crashes the program.
    await page.evaluate(() => (Node.prototype.cloneNode = () => { throw new Error('sabotage'); }));
    await page.getByRole('link', { name: 'Go to Set status' }).click();
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
  },
};

const { sandbox, address } = await startSandbox();
const browser = await chromium.launch({ executablePath, args });
try {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [{ width: 1366, height: 650 }, { width: 390, height: 740 }]) {
      const { width } = viewport;
      const context = await browser.newContext({ viewport, isMobile: width < 600, hasTouch: width < 600, deviceScaleFactor: width < 600 ? 2 : 1, colorScheme, locale: 'en-GB', timezoneId: process.env.ZONE ?? 'Europe/London', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(address);
      // `#main` belongs to the program. The static form has the button too.
      await page.locator('#main').waitFor();
      await page.getByRole('button', { name: 'Set status' }).waitFor();
      for (const [name, reach] of Object.entries(states)) {
        await reach(page, address);
        // Nothing is hovered over.
        await page.mouse.move(0, 0);
        // Of the form, what a person sees without scrolling.
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: /history|settings/.test(name) });
      }
      await context.close();
    }
  }
  if (process.argv.includes('--readme')) {
    mkdirSync('docs', { recursive: true });
    copyFileSync(`${folder}/success-1366-light.png`, 'docs/page-light.png');
    copyFileSync(`${folder}/success-390-dark.png`, 'docs/page-phone-dark.png');
  }
} finally {
  await browser.close();
  sandbox.kill();
}
console.log(`screenshots of ${Object.keys(states).length} states are in ${folder}/`);

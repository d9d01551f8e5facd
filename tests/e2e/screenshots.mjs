// Pictures of every page and state; see scripts/screenshots.
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

// Each state goes on where the one before left the page.
const states = {
  'first-visit': async () => {},
  invalid: async (page) => {
    await choose(page, 'Choose date and time');
    await submit(page);
  },
  ready: async (page) => {
    await page.getByRole('button', { name: 'Use the sandbox account' }).click();
    await choose(page, 'Working from home');
    await choose(page, 'End of today');
    await page.getByLabel('Message').fill('Back at my desk after lunch');
  },
  success: async (page) => {
    await submit(page);
    await page.getByText(/^Status set/).waitFor();
  },
  refused: async (page) => {
    await page.route('**/statuses', (route) => (route.request().method() === 'POST' ? route.fulfill(forbidden) : route.fallback()));
    await choose(page, 'Vacation');
    await submit(page);
    await page.getByRole('alert').waitFor();
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
};

const { sandbox, address } = await startSandbox();
const browser = await chromium.launch({ executablePath, args });
try {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1100, 320]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(address);
      await page.getByRole('button', { name: 'Set status' }).waitFor();
      for (const [name, reach] of Object.entries(states)) {
        await reach(page, address);
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      }
      await context.close();
    }
  }
  if (process.argv.includes('--readme')) {
    mkdirSync('docs', { recursive: true });
    copyFileSync(`${folder}/success-1100-light.png`, 'docs/page-light.png');
    copyFileSync(`${folder}/success-320-dark.png`, 'docs/page-phone-dark.png');
  }
} finally {
  await browser.close();
  sandbox.kill();
}
console.log(`pictures of ${Object.keys(states).length} states in ${folder}/`);

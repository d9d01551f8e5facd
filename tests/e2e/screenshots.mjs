// Takes screenshots of every page and state. See scripts/screenshots.
import { copyFileSync, mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { catalogues } from '../../scripts/post-build/words.mjs';
import { startSandbox } from './start_sandbox.mjs';

const folder = 'screenshots';
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const forbidden = { status: 403, contentType: 'application/json', body: '{"message":"forbidden","errors":["access denied"]}' };

const locale = process.env.LOCALE ?? 'en-GB';
const { en, [locale.slice(0, 2)]: own } = catalogues('languages');
/** A text of the page in its language. */
const say = (english) => own[Object.keys(en).find((name) => en[name].text === english)].text;

const choose = (page, name) => page.getByRole('radio', { name: say(name), exact: true }).check();
const submit = (page) => page.getByRole('button', { name: say('Set status') }).click();

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
    await page.getByRole('button', { name: say('Use the sandbox account') }).click();
    await choose(page, 'On the road');
    await page.getByLabel(say('End date'), { exact: true }).fill('2099-12-24');
    await page.getByLabel(say('End time')).fill('17:30');
    await page.getByText(say('Start later')).click();
    await page.getByText(say('More'), { exact: true }).click();
    await page.getByLabel(say('Preset name')).fill('Visiting customers');
    await page.getByRole('button', { name: say('Save as preset') }).click();
  },
  ready: async (page) => {
    await page.getByRole('button', { name: say('Reset form') }).click();
    await choose(page, 'In the office');
    await page.getByLabel(say('Message')).fill('Desk 7, by the window');
    await submit(page);
    await page.getByText(say('Status set')).waitFor();
    await page.reload();
    await page.locator('#main').waitFor();
    await choose(page, 'Working from home');
    await choose(page, 'End of today');
    await page.getByLabel(say('Message')).fill('Back at my desk after lunch');
  },
  sending: async (page) => {
    await page.route('**/statuses', (route) => (release = () => route.fallback()), { times: 1 });
    await submit(page);
    await page.getByRole('button', { name: say('Setting status…') }).waitFor();
  },
  success: async (page) => {
    release();
    await page.getByText(say('Status set')).waitFor();
  },
  offline: async (page) => {
    await page.context().setOffline(true);
    await choose(page, 'Vacation');
    await submit(page);
    await page.getByText(say("You are offline, so we don't know whether your status was saved.")).waitFor();
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
    await page.getByRole('button', { name: say('Check now') }).waitFor();
  },
  history: async (page) => {
    await page.locator('#nav-history').click();
    await page.locator('tbody tr').first().waitFor();
  },
  settings: (page) => page.locator('#nav-settings').click(),
  'not-found': async (page, address) => {
    await page.goto(`${address}/nowhere`);
    await page.getByRole('heading', { name: say('Page not found') }).waitFor();
  },
  broken: async (page) => {
    // All of the page is cloned from templates, so the next thing shown crashes the program.
    await page.evaluate(() => (Node.prototype.cloneNode = () => { throw new Error('sabotage'); }));
    await page.getByRole('link', { name: say('Go to Set status') }).click();
    await page.getByRole('heading', { name: say('Something went wrong') }).waitFor();
  },
};

const { sandbox, address } = await startSandbox();
const browser = await chromium.launch({ executablePath, args });
try {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [{ width: 1366, height: 650 }, { width: 390, height: 740 }]) {
      const { width } = viewport;
      const context = await browser.newContext({ viewport, isMobile: width < 600, hasTouch: width < 600, deviceScaleFactor: width < 600 ? 2 : 1, colorScheme, locale, timezoneId: process.env.ZONE ?? 'Europe/London', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(address);
      // `#main` belongs to the program. The static form has the button too.
      await page.locator('#main').waitFor();
      await page.getByRole('button', { name: say('Set status') }).waitFor();
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

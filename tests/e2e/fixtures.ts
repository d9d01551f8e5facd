/** What every spec starts from: the page on a server of its own, and a console that stays clean. */

import { type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { FaultServer } from './fault_server.ts';
import { Sandbox, type StatusRow } from './sandbox.ts';
import { SetStatusPage } from './set_status_page.ts';
import { SettingsPage } from './settings_page.ts';
import { TOKEN_KEY, USER_ID_KEY } from './site.ts';

/** What mishaps write to the console, and nothing else. */
const MISHAPS = {
  // By the browser itself: no page can keep it from that.
  'failed request':
    /^(Failed to load resource: |Access to fetch at .* has been blocked by CORS policy|uncaught: The Same Origin Policy disallows reading )/,
  // Chromium reports what the policy keeps it from doing, in several sentences.
  policy: /(violates|Content Security Policy|Content-Security-Policy|Failed to load resource)/,
  // Firefox writes an error as an object without properties.
  'bad file': /(^\{\}$|^Failed to load resource: |'integrity' attribute|SRI's integrity checks failed|^TypeError: (Failed to fetch|network error|Error in input stream)|hashes in the integrity attribute|^Error$|^(Error: )?the program is (cut off|not what was built))/,
  'broken page': /^uncaught: unreachable/,
  'no rest': /(^Failed to load resource: |'integrity' attribute|SRI's integrity checks failed|hashes in the integrity attribute|^uncaught: a part of the program could not be had)/,
};

interface Options {
  /** The account that the browser keeps when the test begins, if any. */
  account: { token: string; userId: string } | null;
  /** What is meant to go wrong, and may therefore stand in the console. */
  mishap: keyof typeof MISHAPS | null;
}

interface Fixtures {
  setStatus: SetStatusPage;
  settings: SettingsPage;
  cleanConsole: void;
}

const pages = base.extend<Options & Fixtures>({
  account: [null, { option: true }],
  mishap: [null, { option: true }],
  page: async ({ page, account }, use) => {
    if (account) {
      // `storageState` would open a page of its own, which costs half a second of computing a test.
      const kept = { [TOKEN_KEY]: account.token, [USER_ID_KEY]: account.userId };
      // Firefox runs it before the first page too, where there is nothing to keep it in.
      const script = await page.addInitScript((kept) => {
        if (self.origin !== 'null') Object.assign(localStorage, kept);
      }, kept);
      // For the first document only: what a test changes after that stays changed.
      page.once('domcontentloaded', () => void script.dispose().catch(() => {}));
    }
    await use(page);
  },
  setStatus: async ({ page }, use) => use(new SetStatusPage(page)),
  settings: async ({ page }, use) => use(new SettingsPage(page)),
  cleanConsole: [
    async ({ context, mishap }, use) => {
      const complaints = complaintsOf(context);
      await use();
      const isExpected = (text: string) => mishap !== null && MISHAPS[mishap].test(text);
      expect(
        complaints.filter((text) => !isExpected(text)),
        'errors in the console',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

/** Errors of all pages of a context, written to the console or uncaught, as they come. */
function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
  return complaints;
}

/** The page as the sandbox serves it, with the sandbox as its API. */
export const test = pages.extend<{ records: () => Promise<StatusRow[]> }, { sandbox: Sandbox }>({
  sandbox: [
    async ({}, use) => {
      const sandbox = await Sandbox.start();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ sandbox }, use) => use(sandbox.origin),
  // What this test has added to the database.
  records: async ({ sandbox }, use) => {
    const before = (await sandbox.rows(0)).at(-1)?.id ?? 0;
    await use(() => sandbox.rows(before));
  },
});

/** The page as it is deployed, in front of a server that misbehaves as the test tells it to. */
export const faultTest = pages.extend<{ server: FaultServer }>({
  server: async ({}, use) => {
    const server = await FaultServer.start();
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.origin),
  account: { token: 'a-token-that-is-secret', userId: '7' },
});

/** Follows a link that stands on every page. */
export async function navigate(page: Page, name: 'Set status' | 'History' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
}

/** From now on one part of the program comes only when the returned function is called. */
export async function hold(page: Page, part: 'whereabouts' | 'rest'): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/${part}-*.wasm`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

export { expect };

/** Fixtures for all specs: the page on its own server, and a check that the console shows no errors. */

import { type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { FaultServer } from './fault_server.ts';
import { Sandbox, type StatusRow } from './sandbox.ts';
import { SetStatusPage } from './set_status_page.ts';
import { SettingsPage } from './settings_page.ts';
import { TOKEN_KEY, USER_ID_KEY } from './site.ts';

/** The console errors that each mishap may cause. */
const MISHAPS = {
  // The browser writes these. A page can't prevent it.
  'failed request':
    /^(Failed to load resource: |Access to fetch at .* has been blocked by CORS policy|uncaught: The Same Origin Policy disallows reading )/,
  // Chromium reports a policy violation in several messages.
  policy: /(violates|Content Security Policy|Content-Security-Policy|Failed to load resource)/,
  // Firefox logs an error as an object without properties.
  'bad file':
    /(^\{\}$|^Failed to load resource: |'integrity' attribute|SRI's integrity checks failed|hashes in the integrity attribute|TypeError|CompileError|Failed to fetch|NetworkError|WebAssembly is not defined)/,
  'broken page': /^uncaught: unreachable|^Whereabouts broke at \S+\.rs:\d+:\d+: /,
};

interface Options {
  /** The account that is stored in the browser when the test starts, if any. */
  account: { token: string; userId: string } | null;
  /** What the test breaks on purpose. Its errors may appear in the console. */
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
      // `storageState` would open an extra page, which costs half a second of CPU time per test.
      const stored = { [TOKEN_KEY]: account.token, [USER_ID_KEY]: account.userId };
      // Firefox also runs the script on the initial blank page, which has no storage.
      const script = await page.addInitScript((stored) => {
        if (self.origin !== 'null') Object.assign(localStorage, stored);
      }, stored);
      // Only the first document needs it. Later, it would undo what the test changes.
      page.once('domcontentloaded', () => void script.dispose().catch(() => {}));
    }
    await use(page);
  },
  setStatus: async ({ page }, use) => use(new SetStatusPage(page)),
  settings: async ({ page }, use) => use(new SettingsPage(page)),
  cleanConsole: [
    async ({ context, mishap }, use) => {
      const errors = consoleErrorsOf(context);
      await use();
      const isExpected = (text: string) => mishap !== null && MISHAPS[mishap].test(text);
      expect(
        errors.filter((text) => !isExpected(text)),
        'console errors',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects the console errors and uncaught errors of all pages of a context. */
function consoleErrorsOf(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('console', (message) => {
    // Chromium does not say in the text which file it was.
    if (message.type() === 'error') errors.push(/^Failed to load/.test(message.text()) ? `${message.text()} ${message.location().url}` : message.text());
  });
  context.on('weberror', (error) => errors.push(`uncaught: ${error.error().message}`));
  return errors;
}

/** The page served by the sandbox, with the sandbox as its API. */
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
  // The rows that this test has added to the database.
  records: async ({ sandbox }, use) => {
    const before = (await sandbox.rows(0)).at(-1)?.id ?? 0;
    await use(() => sandbox.rows(before));
  },
});

/** The page as it is deployed, on a server that misbehaves on demand. */
export const faultTest = pages.extend<{ server: FaultServer }>({
  server: async ({}, use) => {
    const server = await FaultServer.start();
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.origin),
  account: { token: 'a-token-that-is-secret', userId: '7' },
});

/** Follows a link of the navigation. */
export async function navigate(page: Page, name: 'Set status' | 'History' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
}

/** Holds the program back until the returned function is called. */
export async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/whereabouts-*_bg.wasm', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

export { expect };

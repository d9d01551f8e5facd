import { defineConfig } from '@playwright/test';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns the program named in an environment variable, or else the first of `names` on the path. */
function findOnPath(variable: string, names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env[variable] || candidates.find(isExecutable);
}

function findBrowser(variable: string, names: string[]): string {
  const found = findOnPath(variable, names);
  if (!found) throw new Error(`No ${names[0]} on the path: install it, or name one in ${variable}.`);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Chromium's own sandbox needs user namespaces, which root and most containers don't have.
const isConfined = process.getuid?.() === 0 || Boolean(process.env.CI);

const FONTS = fileURLToPath(new URL('pictures/fonts.conf', import.meta.url));

const BROWSER = findBrowser('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']);

/** The whole browser. */
export const CHROMIUM = {
  executablePath: BROWSER,
  chromiumSandbox: !isConfined,
  args: [
    // Caddy only serves requests for its host name (deployed.spec.ts).
    '--host-resolver-rules=MAP status.example.org 127.0.0.1',
    ...(isConfined
      ? [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ]
      : []),
  ],
};

/** The same engine without the browser around it, where it is installed: the tests take half the time. */
const HEADLESS_SHELL = {
  ...CHROMIUM,
  executablePath: findOnPath('HEADLESS_SHELL', ['chromium-headless-shell']) ?? BROWSER,
};

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: 'list',
  timeout: 20_000,
  expect: {
    timeout: 5_000,
    // The same browser and font give the same pixels. The limit allows for the dot of a letter.
    toHaveScreenshot: { threshold: 0.05, maxDiffPixels: 10, pathTemplate: '{testDir}/pictures/{arg}{ext}' },
    toMatchAriaSnapshot: { children: 'deep-equal', pathTemplate: '{testDir}/accessibility_tree/{arg}{ext}' },
  },
  use: {
    actionTimeout: 5_000,
    navigationTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    // The service worker would fetch the site again in every test. The specs that test it allow it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'pictures.spec.ts',
      use: { launchOptions: HEADLESS_SHELL },
    },
    {
      name: 'pictures',
      testMatch: 'pictures.spec.ts',
      use: {
        launchOptions: { ...CHROMIUM, env: { ...process.env, FONTCONFIG_FILE: FONTS, LANGUAGE: 'en' } },
      },
    },
    {
      name: 'firefox',
      // Skip tests that need the Chrome DevTools Protocol, and axe, which would check the same page again.
      grepInvert: /@chromium-only/,
      // The other tests would run the same WebAssembly again. `ALL=1` runs them too.
      grep: process.env.ALL ? undefined : /@engine/,
      testIgnore: [
        'accessibility.spec.ts',
        'accessibility_tree.spec.ts',
        'deployed.spec.ts',
        'focus_visible.spec.ts',
        'pictures.spec.ts',
      ],
      use: {
        browserName: 'firefox',
        // Firefox as Mozilla and Debian ship it, over WebDriver BiDi, instead of Playwright's build.
        channel: 'moz-firefox',
        launchOptions: { executablePath: findBrowser('FIREFOX', ['firefox-esr', 'firefox']) },
      },
    },
  ],
});

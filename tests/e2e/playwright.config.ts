import { defineConfig } from '@playwright/test';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program that `variable` names, or the first on the path that the suite knows to work with. */
function browser(variable: string, names: string[]): string {
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found) return found;
  }
  throw new Error(`No ${names[0]} on the path: install it, or name one in ${variable}.`);
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

const CHROMIUM = {
  executablePath: browser('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']),
  chromiumSandbox: !isConfined,
  args: [
    // Caddy answers by name only (deployed.spec.ts).
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
    // Nothing differs with the same browser and font; a dot of a letter is let pass.
    toHaveScreenshot: { threshold: 0.05, maxDiffPixels: 10, pathTemplate: '{testDir}/pictures/{arg}{ext}' },
    toMatchAriaSnapshot: { children: 'deep-equal', pathTemplate: '{testDir}/accessibility_tree/{arg}{ext}' },
  },
  use: {
    actionTimeout: 5_000,
    navigationTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    // It would fetch the site once more for every test; the specs that are about it allow it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'pictures.spec.ts',
      use: { launchOptions: CHROMIUM },
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
      // What needs Chromium's own protocol; and axe, which judges the same page.
      grepInvert: /@chromium-only/,
      testIgnore: [
        'accessibility.spec.ts',
        'accessibility_tree.spec.ts',
        'deployed.spec.ts',
        'focus_visible.spec.ts',
        'pictures.spec.ts',
      ],
      use: {
        browserName: 'firefox',
        // Firefox as Mozilla and Debian ship it, over WebDriver BiDi, in place of Playwright's own.
        channel: 'moz-firefox',
        launchOptions: { executablePath: browser('FIREFOX', ['firefox-esr', 'firefox']) },
      },
    },
  ],
});

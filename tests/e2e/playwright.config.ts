import { defineConfig } from '@playwright/test';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `CHROMIUM`, or the first browser on the path that the suite knows to work with. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found) return found;
  }
  throw new Error('No Chromium on the path: install it, or name one in CHROMIUM.');
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

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: 'list',
  timeout: 20_000,
  expect: { timeout: 5_000 },
  use: {
    actionTimeout: 5_000,
    navigationTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    // It would fetch the site once more for every test; the specs that are about it allow it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: chromium(),
      chromiumSandbox: !isConfined,
      args: isConfined
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
        : [],
    },
  },
});

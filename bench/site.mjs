// The start of every measurement: the sandbox with the release build, and a browser without background
// work.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from '../tests/e2e/node_modules/playwright-core/index.mjs';

const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
export const openBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });

/** Serves a built site and the API with the sandbox account. */
export async function openSite(folder = 'dist') {
  const sandbox = spawn('target/debug/sandbox', ['--site', folder, '--db', ':memory:', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said = [];
  for await (const line of createInterface({ input: sandbox.stdout })) {
    if (said.push(line.slice(line.lastIndexOf(' ') + 1)) === 3) break;
  }
  const [address, token, userId] = said;
  return { address, token, userId, kept: { 'whereabouts.token': token, 'whereabouts.user-id': userId }, close: () => sandbox.kill() };
}

/** Chromium's performance metrics of a page, by name. Times are in seconds. */
export async function metricsOf(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

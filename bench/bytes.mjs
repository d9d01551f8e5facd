// Counts the bytes that a first visit to the release build transfers: the page, the glue and the program,
// in brotli. As a command, it fails above the budget.
import { readFileSync, readdirSync } from 'node:fs';
import { brotli } from '../scripts/post-build/compress.mjs';

export const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const site = new URL('../dist/', import.meta.url);

/** Brotli bytes by file name. */
export function firstVisitBytes() {
  const names = readdirSync(site).filter((name) => /^(index\.html|whereabouts-.*\.(js|wasm))$/.test(name));
  return Object.fromEntries(names.map((name) => [name, brotli(readFileSync(new URL(name, site))).length]));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const bytes = Object.entries(firstVisitBytes());
  const sum = bytes.reduce((sum, [, size]) => sum + size, 0);
  for (const [name, size] of bytes) console.log(`bytes: ${String(size).padStart(7)}  ${name}`);
  console.log(`bytes: ${String(sum).padStart(7)}  of ${budgets.firstVisitBytes} that a first visit may transfer`);
  if (sum > budgets.firstVisitBytes) process.exit(1);
}

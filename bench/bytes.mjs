// What a first visit transfers: page, script and two parts of the program of the release build, as
// brotli sends them. The rest of the program, which comes later, is told beside it.
// As a command it fails above the budget, and then says what the program is made of.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

export const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const site = new URL('../dist/', import.meta.url);

const brotli = (content) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });

/** Brotli bytes by file name. */
function bytesOf(pattern) {
  const names = readdirSync(site).filter((name) => pattern.test(name));
  return Object.fromEntries(names.map((name) => [name, brotli(readFileSync(new URL(name, site))).length]));
}

/** Brotli bytes by file name. */
export const firstVisitBytes = () => bytesOf(/^(index\.html|start-.*\.js|whereabouts-.*\.wasm)$/);

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const bytes = firstVisitBytes();
  const sum = Object.values(bytes).reduce((sum, part) => sum + part, 0);
  for (const [name, part] of Object.entries(bytes)) console.log(`bytes: ${String(part).padStart(7)}  ${name}`);
  console.log(`bytes: ${String(sum).padStart(7)}  of ${budgets.firstVisitBytes} that a first visit may transfer`);
  for (const [name, part] of Object.entries(bytesOf(/^rest-.*\.wasm$/))) console.log(`bytes: ${String(part).padStart(7)}  ${name}, later`);
  if (sum > budgets.firstVisitBytes) {
    console.log('bytes: too many. The twenty largest parts of the program, uncompressed and with their names:');
    spawnSync('scripts/largest-parts', { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
    process.exit(1);
  }
}

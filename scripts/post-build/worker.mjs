// The service worker of a release, with its version and its files.
import { createHash } from 'node:crypto';
import { sha256 } from './policy.mjs';

/** The files that the page loads. PNG icons are left out, because browsers rarely request them. */
const isKept = (name) => /\.(js|wasm|svg|webmanifest)$/.test(name) && name !== 'sw.js';

/** The source of the worker, with the constants that public/sw.js needs. `files` maps names to contents. */
export function workerFor(page, files, source) {
  const kept = Object.fromEntries(Object.keys(files).filter(isKept).sort().map((name) => [name, sha256(files[name])]));
  const version = createHash('sha256').update(page).update(JSON.stringify(kept)).digest('hex').slice(0, 16);
  return `const VERSION=${JSON.stringify(version)},FILES=${JSON.stringify(kept)};\n${source}`;
}

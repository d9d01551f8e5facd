// The service worker of a release, which knows its version and its files.
import { createHash } from 'node:crypto';
import { sha256 } from './policy.mjs';

/** Files that a page of the release loads. Browsers ask for its icons by themselves, and hardly ever. */
const isKept = (name) => /\.(js|wasm|svg|webmanifest)$/.test(name) && name !== 'sw.js';

/** The source of the worker with the constants that public/sw.js expects. `files` is content by name. */
export function workerFor(page, files, source) {
  const kept = Object.fromEntries(Object.keys(files).filter(isKept).sort().map((name) => [name, sha256(files[name])]));
  const version = createHash('sha256').update(page).update(JSON.stringify(kept)).digest('hex').slice(0, 16);
  return `const VERSION=${JSON.stringify(version)},FILES=${JSON.stringify(kept)};\n${source}`;
}

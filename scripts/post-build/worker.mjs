// The service worker of a release, with its version and its files.
import { createHash } from 'node:crypto';
import { sha256 } from './policy.mjs';

/**
 * The files that the page loads. PNG icons are left out, because browsers rarely request them, and the manifests of
 * other languages, which only an installation does.
 */
const isKept = (name) => /\.(js|wasm|svg)$|^manifest\./.test(name) && name !== 'sw.js';

/** The addresses of the pages, relative to the site: those that the navigation of index.html links to. */
const pagesOf = (page) => [...page.matchAll(/<a id="nav-[^"]*" href="([^"]*)"/g)].map(([, address]) => (address === '.' ? '' : address));

/** The source of the worker, with the constants that public/sw.js needs. `files` maps names to contents. */
export function workerFor(page, files, source) {
  const hashes = (isIncluded) => Object.fromEntries(Object.keys(files).filter(isIncluded).sort().map((name) => [name, sha256(files[name])]));
  const kept = hashes(isKept);
  const version = createHash('sha256').update(page).update(JSON.stringify(kept)).digest('hex').slice(0, 16);
  const constants = { VERSION: version, FILES: kept, WORDS: hashes((name) => name.endsWith('.txt')), PAGES: pagesOf(page) };
  return Object.entries(constants).map(([name, value]) => `const ${name}=${JSON.stringify(value)};\n`).join('') + source;
}

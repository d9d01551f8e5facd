/** What the post-build hook adds to Trunk's output (scripts/post-build/). */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compress } from '../../scripts/post-build/compress.mjs';
import { withMinified } from '../../scripts/post-build/minify.mjs';
import { sha256, withIntegrity, withPolicy } from '../../scripts/post-build/policy.mjs';
import { workerFor } from '../../scripts/post-build/worker.mjs';

const LOADER = "await init({ module_or_path: '/x_bg.wasm' })";
const PAGE = `<!doctype html><head><meta charset="utf-8"><style>a{}</style><script>early()</script>
<!-- <meta name="api-base" content="https://example.org/api"> -->
<link rel="modulepreload" href="/x.js" crossorigin="anonymous" integrity="sha384-old">
<link rel="preload" href="/x_bg.wasm" crossorigin="anonymous" integrity="sha384-AbC/1+=" as="fetch">
<script type="module">${LOADER}</script><script src="/y.js"></script>`;

describe('integrity', () => {
  test('the loader compares the program, and the preload link the glue, with their hashes', () => {
    const page = withIntegrity(PAGE, 'x.js', 'glue');
    assert.ok(page.includes("module_or_path: fetch('/x_bg.wasm', { integrity: 'sha384-AbC/1+=' })"), page);
    assert.match(page, /x_bg\.wasm" crossorigin="anonymous" as="fetch">/);
    assert.ok(page.includes(`href="/x.js" crossorigin="anonymous" integrity="${sha256('glue')}"`), page);
  });

  test('a page without a hash, or with another loader, fails the build', () => {
    assert.throws(() => withIntegrity(PAGE.replace('integrity="sha384-AbC/1+="', ''), 'x.js', ''), /integrity/);
    assert.throws(() => withIntegrity(PAGE.replace('module_or_path', 'path'), 'x.js', ''), /module_or_path/);
    assert.throws(() => withIntegrity(PAGE, 'other.js', ''), /other\.js/);
  });
});

describe('policy', () => {
  const policyOf = (page) => /content="([^"]*)"/.exec(withPolicy(page).slice(withPolicy(page).indexOf('http-equiv')))?.[1];

  test('allows each inline script and style by its hash, and nothing else inline', () => {
    const policy = policyOf(PAGE);
    assert.match(policy, /^default-src 'none'/);
    assert.ok(policy.includes(`script-src 'self' 'wasm-unsafe-eval' '${sha256('early()')}' '${sha256(LOADER)}';`), policy);
    assert.ok(policy.includes(`style-src '${sha256('a{}')}';`), policy);
    assert.doesNotMatch(policy, /unsafe-inline/);
  });

  test('lets the page reach the API at its own address', () => {
    assert.match(policyOf(PAGE), /connect-src 'self';/);
    const elsewhere = PAGE.replace('<style>', '<meta name="api-base" content="https://api.example.org/v1"><style>');
    assert.match(policyOf(elsewhere), /connect-src 'self' https:\/\/api\.example\.org;/);
  });
});

test('inline styles become one, and inline scripts small', () => {
  const page = withMinified('<style>a { color: red }</style>\n<style>b { color: blue }</style><script>/** Why. */ early( 1 );</script>');
  assert.equal(page, '<style>a{color:red}b{color:#00f}</style><script>early(1);</script>');
});

test('only the comments that show a tag stay', () => {
  assert.equal(withMinified('<p>\n    <!-- Why. -->\n    a</p><!-- <meta name="x"> -->'), '<p>\na</p><!-- <meta name="x"> -->');
});

describe('service worker', () => {
  const files = { 'x.wasm': Buffer.from('x'), 'y.js': Buffer.from('y'), 'icon-180.png': Buffer.from('p'), 'sw.js': Buffer.from('s'), 'de-1a.txt': Buffer.from('de'), 'de.webmanifest': Buffer.from('m') };
  const constants = (source) => new Function(`${source}; return { VERSION, FILES, WORDS, PAGES }`)();

  test('knows the files of the site and their hashes', () => {
    assert.deepEqual(constants(workerFor('page', files, '')).FILES, { 'x.wasm': sha256('x'), 'y.js': sha256('y') });
  });

  test('knows the words of the languages, which it keeps only where they are in use', () => {
    assert.deepEqual(constants(workerFor('page', files, '')).WORDS, { 'de-1a.txt': sha256('de') });
  });

  test('knows the pages that index.html links to', () => {
    const page = '<a id="nav-home" href=".">Home</a> <a id="nav-more" href="more">More</a> <a href="elsewhere">Elsewhere</a>';
    assert.deepEqual(constants(workerFor(page, files, '')).PAGES, ['', 'more']);
  });

  test('has another version when the page or a file changes', () => {
    const version = (page, changed = {}) => constants(workerFor(page, { ...files, ...changed }, '')).VERSION;
    assert.match(version('page'), /^[0-9a-f]{16}$/);
    assert.equal(version('page'), version('page'));
    assert.notEqual(version('page'), version('other page'));
    assert.notEqual(version('page'), version('page', { 'y.js': Buffer.from('z') }));
  });
});

test('compressed copies decompress to the file, and index.html has none', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'compress-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'a.js'), 'a'.repeat(999));
  writeFileSync(join(folder, 'index.html'), 'page');
  compress(folder);
  assert.deepEqual(readdirSync(folder).sort(), ['a.js', 'a.js.br', 'a.js.gz', 'index.html']);
  assert.equal(brotliDecompressSync(readFileSync(join(folder, 'a.js.br'))).toString(), 'a'.repeat(999));
  assert.equal(gunzipSync(readFileSync(join(folder, 'a.js.gz'))).toString(), 'a'.repeat(999));
});

/** The page itself: what is answered for which path, and with which headers. */

import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pathOf } from './api.mjs';
import { request } from './raw_http.mjs';
import { FILES, SERVERS, Setting } from './setting.mjs';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const HASHED = /-[0-9a-f]{1,16}(_bg)?\.(js|wasm)$/;

/** @type {Record<string, RegExp>} */
const TYPES = {
  html: /^text\/html; charset=utf-8$/,
  js: /^(text|application)\/javascript(; charset=utf-8)?$/,
  wasm: /^application\/wasm$/,
  webmanifest: /^application\/manifest\+json$/,
  svg: /^image\/svg\+xml$/,
  png: /^image\/png$/,
};

/** The script that stands in the page, which every host's policy has to let run. */
const [, inlineScript = ''] = /<script>(.*?)<\/script>/s.exec(readFileSync(join(pathOf('SITE', '../../dist'), 'index.html'), 'utf8')) ?? [];
const inlineHash = createHash('sha256').update(inlineScript).digest('base64');

const HEADERS = {
  'content-security-policy':
    `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-${inlineHash}'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), serial=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** @param {import('./raw_http.mjs').Answer} answer */
function isGuarded({ headers }) {
  for (const [name, value] of Object.entries(HEADERS)) assert.deepEqual(headers.get(name), [value], name);
}

for (const name of SERVERS) {
  describe(`the page on ${name}`, () => {
    /** @type {Setting} */ let setting;
    /** @type {import('./setting.mjs').Site} */ let site;
    before(async () => {
      setting = await Setting.make();
      site = await setting.serve(name, { apiPort: setting.sandbox.port });
    });
    after(() => setting.stop());

    for (const [file, content] of Object.entries(FILES)) {
      it(`serves ${file}`, async () => {
        const answer = await site.get(`/${file}`);
        assert.equal(answer.status, 200);
        assert.equal(String(answer.body), content);
        assert.match(String(answer.headers.get('content-type')), TYPES[file.split('.').at(-1) ?? ''] ?? /^$/);
        assert.deepEqual(answer.headers.get('cache-control'), [HASHED.test(file) ? IMMUTABLE : 'no-cache']);
        isGuarded(answer);
      });

      if (/\.(html|png)$/.test(file)) continue;
      it(`serves ${file} as it was compressed`, async () => {
        const brotli = await site.get(`/${file}`, { 'accept-encoding': 'gzip, deflate, br' });
        assert.deepEqual(brotli.headers.get('content-encoding'), ['br']);
        assert.equal(String(brotliDecompressSync(brotli.body)), content);
        const gzip = await site.get(`/${file}`, { 'accept-encoding': 'gzip' });
        assert.deepEqual(gzip.headers.get('content-encoding'), ['gzip']);
        assert.equal(String(gunzipSync(gzip.body)), content);
        for (const { headers } of [brotli, gzip]) {
          assert.match(String(headers.get('content-type')), TYPES[file.split('.').at(-1) ?? ''] ?? /^$/);
          assert.match(String(headers.get('vary')), /accept-encoding/i);
        }
      });
    }

    it('compresses the page as it goes, since an administrator edits it', async () => {
      const { headers, body } = await site.get('/history', { 'accept-encoding': 'gzip, deflate, br' });
      assert.deepEqual(headers.get('content-encoding'), ['gzip']);
      assert.equal(String(gunzipSync(body)), FILES['index.html']);
    });

    it('answers a place in the page with the page', async () => {
      for (const place of ['/', '/history', '/settings', '/no/such/place', '/v1.2/history', '/?status=WFH&message=a.b']) {
        const answer = await site.get(place);
        assert.equal(answer.status, 200, place);
        assert.equal(String(answer.body), FILES['index.html']);
        assert.deepEqual(answer.headers.get('cache-control'), ['no-cache']);
        isGuarded(answer);
      }
    });

    it('never answers a missing file with the page, and lets nobody keep that', async () => {
      for (const file of ['/start-0b2.js', '/whereabouts-0_bg.wasm', '/sw2.js', '/favicon.ico', '/history/start-0a1.js', '/a.b']) {
        const answer = await site.get(file);
        assert.equal(answer.status, 404, file);
        assert.doesNotMatch(String(answer.body), /the page/);
        assert.deepEqual(answer.headers.get('cache-control'), ['no-cache'], file);
        isGuarded(answer);
      }
    });

    it('gives nothing from outside of its folder', async () => {
      for (const path of ['/../trusted.key', '/%2e%2e/trusted.key', '/..%2ftrusted.key', '/x/..%5c..%5ctrusted.key', '/%2e%2e%2ftrusted.key']) {
        const answer = await site.get(path);
        assert.doesNotMatch(answer.all, /PRIVATE KEY/, path);
      }
    });

    it('knows when a browser has the file already', async () => {
      for (const file of ['/', '/start-0a1.js']) {
        const { headers } = await site.get(file);
        const known = await site.get(file, { 'if-none-match': headers.get('etag') ?? [] });
        assert.equal(known.status, 304);
        isGuarded(known);
      }
    });

    it('takes no POST', async () => {
      const answer = await site.send(request('POST', '/start-0a1.js', {}, 'a=b'));
      assert.equal(answer.status, 405);
    });

    it('sends who comes without TLS to TLS', async () => {
      const socket = net.connect(site.plainPort, '127.0.0.1');
      socket.write(request('GET', '/history?status=WFH'));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk));
      await once(socket, 'close');
      assert.match(answer, /^HTTP\/1\.1 30[18] /);
      assert.match(answer, /^location: https:\/\/status\.example\.org(:\d+)?\/history\?status=WFH\r$/im);
    });
  });

  describe(`the site as it is built on ${name}`, () => {
    it('has every file served, of its type, and kept only if its name has a hash', async () => {
      const folder = pathOf('SITE', '../../dist');
      const setting = await Setting.make();
      try {
        const site = await setting.serve(name, { apiPort: setting.sandbox.port, site: folder });
        const files = (await readdir(folder)).filter((file) => !/\.(br|gz)$/.test(file));
        assert.ok(files.includes('index.html'));
        for (const file of files) {
          const answer = await site.get(`/${file}`);
          assert.equal(answer.status, 200, file);
          assert.deepEqual(answer.body, await readFile(join(folder, file)));
          assert.match(String(answer.headers.get('content-type')), TYPES[file.split('.').at(-1) ?? ''] ?? /^$/, file);
          assert.deepEqual(answer.headers.get('cache-control'), [HASHED.test(file) ? IMMUTABLE : 'no-cache'], file);
        }
      } finally {
        await setting.stop();
      }
    });
  });
}

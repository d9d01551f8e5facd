/** Tests the responses and headers for the files of the page. */

import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pathOf } from './api.mjs';
import { request } from './raw_http.mjs';
import { FILES, SERVERS, Setting } from './setting.mjs';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const HASHED = /-[0-9a-f]{1,16}(_bg)?\.(js|wasm|txt)$/;

/** @type {Record<string, RegExp>} */
const TYPES = {
  html: /^text\/html; charset=utf-8$/,
  js: /^(text|application)\/javascript(; charset=utf-8)?$/,
  wasm: /^application\/wasm$/,
  txt: /^text\/plain; charset=utf-8$/,
  webmanifest: /^application\/manifest\+json$/,
  svg: /^image\/svg\+xml$/,
  png: /^image\/png$/,
};

const HEADERS = {
  // The page's own policy says what may run: it names hashes, which change with each release.
  'content-security-policy': "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), serial=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** @param {import('./raw_http.mjs').RawResponse} response */
function assertSecurityHeaders({ headers }) {
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
        const response = await site.get(`/${file}`);
        assert.equal(response.status, 200);
        assert.equal(String(response.body), content);
        assert.match(String(response.headers.get('content-type')), TYPES[file.split('.').at(-1) ?? ''] ?? /^$/);
        assert.deepEqual(response.headers.get('cache-control'), [HASHED.test(file) ? IMMUTABLE : 'no-cache']);
        assertSecurityHeaders(response);
      });

      if (/\.(html|png)$/.test(file)) continue;
      it(`serves ${file} from its compressed copies`, async () => {
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

    it('compresses the page for each response, because administrators edit it', async () => {
      const { headers, body } = await site.get('/history', { 'accept-encoding': 'gzip, deflate, br' });
      assert.deepEqual(headers.get('content-encoding'), ['gzip']);
      assert.equal(String(gunzipSync(body)), FILES['index.html']);
    });

    it('serves the page for every route', async () => {
      for (const route of ['/', '/history', '/settings', '/no/such/place', '/v1.2/history', '/?status=WFH&message=a.b']) {
        const response = await site.get(route);
        assert.equal(response.status, 200, route);
        assert.equal(String(response.body), FILES['index.html']);
        assert.deepEqual(response.headers.get('cache-control'), ['no-cache']);
        assertSecurityHeaders(response);
      }
    });

    it('responds to a missing file with an uncached 404', async () => {
      for (const file of ['/whereabouts-0b2.js', '/whereabouts-0_bg.wasm', '/sw2.js', '/favicon.ico', '/de-1a2b3c4d5e6f7a8c.txt', '/fr.webmanifest', '/history/whereabouts-0a1.js', '/a.b']) {
        const response = await site.get(file);
        assert.equal(response.status, 404, file);
        assert.doesNotMatch(String(response.body), /the page/);
        assert.deepEqual(response.headers.get('cache-control'), ['no-cache'], file);
        assertSecurityHeaders(response);
      }
    });

    it('serves nothing from outside its folder', async () => {
      for (const path of ['/../trusted.key', '/%2e%2e/trusted.key', '/..%2ftrusted.key', '/x/..%5c..%5ctrusted.key', '/%2e%2e%2ftrusted.key']) {
        const response = await site.get(path);
        assert.doesNotMatch(response.all, /PRIVATE KEY/, path);
      }
    });

    it('responds with 304 if the browser has the file', async () => {
      for (const file of ['/', '/whereabouts-0a1.js', '/de-1a2b3c4d5e6f7a8b.txt']) {
        const { headers } = await site.get(file);
        const cached = await site.get(file, { 'if-none-match': headers.get('etag') ?? [] });
        assert.equal(cached.status, 304);
        assertSecurityHeaders(cached);
      }
    });

    it('refuses POST', async () => {
      const response = await site.send(request('POST', '/whereabouts-0a1.js', {}, 'a=b'));
      assert.equal(response.status, 405);
    });

    it('redirects HTTP to HTTPS', async () => {
      const socket = net.connect(site.plainPort, '127.0.0.1');
      socket.write(request('GET', '/history?status=WFH'));
      let response = '';
      socket.on('data', (chunk) => (response += chunk));
      await once(socket, 'close');
      assert.match(response, /^HTTP\/1\.1 30[18] /);
      assert.match(response, /^location: https:\/\/status\.example\.org(:\d+)?\/history\?status=WFH\r$/im);
    });
  });

  describe(`the built site on ${name}`, () => {
    it('has the right type for every file, and caches only hashed names', async () => {
      const folder = pathOf('SITE', '../../dist');
      const setting = await Setting.make();
      try {
        const site = await setting.serve(name, { apiPort: setting.sandbox.port, site: folder });
        const files = (await readdir(folder)).filter((file) => !/\.(br|gz)$/.test(file));
        assert.ok(files.includes('index.html'));
        for (const file of files) {
          const response = await site.get(`/${file}`);
          assert.equal(response.status, 200, file);
          assert.deepEqual(response.body, await readFile(join(folder, file)));
          assert.match(String(response.headers.get('content-type')), TYPES[file.split('.').at(-1) ?? ''] ?? /^$/, file);
          assert.deepEqual(response.headers.get('cache-control'), [HASHED.test(file) ? IMMUTABLE : 'no-cache'], file);
        }
      } finally {
        await setting.stop();
      }
    });
  });
}

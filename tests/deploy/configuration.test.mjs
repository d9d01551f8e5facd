/** Checks the text of the configuration files. The other tests show that the servers accept them. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathFrom } from './api.mjs';
import { Setting } from './setting.mjs';

describe('the configuration files', () => {
  it('for Caddy are formatted by caddy fmt', () => {
    const folder = pathFrom('../../deploy/caddy');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /(^Caddyfile|\.caddy)$/.test(name));
    assert.ok(files.length > 5);
    for (const name of files) {
      const file = join(folder, name);
      const formatted = execFileSync(pathFrom('../../.tools/debian/usr/bin/caddy'), ['fmt', file], { encoding: 'utf8' });
      assert.equal(readFileSync(file, 'utf8'), formatted, name);
    }
  });

  it('for nginx cause no warning, whoever holds the token', async () => {
    const setting = await Setting.make();
    try {
      const relayAuth = { token: 'T0KEN', people: {} };
      for (const variant of [{}, { relayAuth: { ...relayAuth, signInPort: null } }, { relayAuth: { ...relayAuth, signInPort: 9 } }]) {
        const site = await setting.serve('nginx', { apiPort: 9, ...variant });
        // Debian's nginx.conf has a `user` directive. nginx warns about it unless it is started by root.
        const warnings = (await site.logs()).split('\n').filter((line) => line.includes('[warn]') && !line.includes('"user" directive'));
        assert.deepEqual(warnings, []);
      }
    } finally {
      await setting.stop();
    }
  });
});

describe('every deployment', () => {
  const read = (/** @type {string} */ file) => readFileSync(pathFrom(`../../deploy/${file}`), 'utf8');

  it('sends the same headers', () => {
    const lines = read('nginx/whereabouts/headers.conf').matchAll(/^add_header (?<name>\S+) (?<value>"[^"]*"|[^"$\s]+) always;$/gm);
    const headers = [...lines].map(({ groups: { name = '', value = '' } = {} }) => [name, value.replaceAll('"', '')]);
    assert.equal(headers.length, 7);

    const [caddyBlock = ''] = /(?<=^header \{\n)(\t.*\n)+/m.exec(read('caddy/whereabouts/headers.caddy')) ?? [];
    const directives = caddyBlock.trim().split('\n').map((line) => line.trim()).filter((line) => !line.startsWith('#'));
    const [caching, ...constant] = directives.map((line) => line.replaceAll('"', ''));
    assert.equal(caching, 'Cache-Control no-cache');
    assert.deepEqual(constant, headers.map(([name, value]) => `${name} ${value}`));

    const [allPaths] = read('static/_headers').split('\n\n');
    assert.equal(allPaths, ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n'));

    const [{ headers: vercelHeaders }] = JSON.parse(read('vercel/vercel.json')).headers;
    assert.deepEqual(vercelHeaders, headers.map(([key, value]) => ({ key, value })));

    // CloudFront has its own syntax for these two headers.
    const template = read('s3-cloudfront/template.yaml');
    const differing = new Set(['X-Content-Type-Options', 'Strict-Transport-Security']);
    for (const [name = '', value = ''] of headers) if (!differing.has(name)) assert.ok(template.includes(value), name);
  });

  it('has a rewrite for every route of the page', () => {
    const routes = readFileSync(pathFrom('../../core/src/route.rs'), 'utf8').matchAll(/Self::\w+ => "(\/\w+)"/g);
    const rewritten = [...routes].map(([, path]) => [path, '/', '200']);
    assert.ok(rewritten.length > 0);
    assert.deepEqual(read('static/_redirects').trim().split('\n').map((line) => line.split(/\s+/)), rewritten);
  });
});

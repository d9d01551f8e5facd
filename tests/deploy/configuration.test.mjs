/** Checks the text of the configuration files. The other tests show that the servers accept them. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathFrom } from './api.mjs';
import { FILES, Setting } from './setting.mjs';

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

  it('caches only files with a hash in their names', () => {
    const hashed = Object.keys(FILES).filter((file) => /-[0-9a-f]{1,16}(_bg)?\.(js|wasm|txt)$/.test(file));
    const IMMUTABLE = 'public, max-age=31536000, immutable';
    const wildcards = (/** @type {string} */ pattern) => pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
    const patterns = (/** @type {string} */ file, /** @type {RegExp} */ rule) => [...read(file).matchAll(rule)].map(([, pattern = '']) => wildcards(pattern));

    /** @type {{ source: string, headers: { value: string }[] }[]} */
    const vercelRules = JSON.parse(read('vercel/vercel.json')).headers;
    const hosts = {
      'static/_headers': patterns('static/_headers', new RegExp(`^/(.+)\n  Cache-Control: ${IMMUTABLE}$`, 'gm')),
      'vercel/vercel.json': vercelRules.filter(({ headers }) => headers.some(({ value }) => value === IMMUTABLE)).map(({ source }) => source.slice(1)),
      's3-cloudfront/template.yaml': patterns('s3-cloudfront/template.yaml', /PathPattern: \/(.+)\n(?: {12}.+\n)*? {12}ResponseHeadersPolicyId: !Ref FileHeaders$/gm),
      's3-cloudfront/upload': patterns('s3-cloudfront/upload', new RegExp(`^put --include '(.+?)' .*'${IMMUTABLE}'$`, 'gm')),
    };
    for (const [host, rules] of Object.entries(hosts)) {
      assert.deepEqual(Object.keys(FILES).filter((file) => rules.some((rule) => new RegExp(`^${rule}$`).test(file))), hashed, host);
    }
  });

  it('gives manifests their type where the host may not know it', () => {
    assert.match(read('static/_headers'), /^\/\*\.webmanifest\n  Content-Type: application\/manifest\+json$/m);
    assert.match(read('s3-cloudfront/upload'), /^put --include '\*\.webmanifest' --content-type application\/manifest\+json --cache-control no-cache$/m);
  });

  it('has a rewrite for every route of the page', () => {
    const routes = readFileSync(pathFrom('../../core/src/route.rs'), 'utf8').matchAll(/Self::\w+ => "(\/\w+)"/g);
    const rewritten = [...routes].map(([, path]) => [path, '/', '200']);
    assert.ok(rewritten.length > 0);
    assert.deepEqual(read('static/_redirects').trim().split('\n').map((line) => line.split(/\s+/)), rewritten);
  });
});

/** The configuration files as files. That the servers take them is seen when they start. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathFrom } from './api.mjs';
import { Setting } from './setting.mjs';

describe('the configuration', () => {
  it('of Caddy is laid out as Caddy does it', () => {
    const folder = pathFrom('../../deploy/caddy');
    const files = ['Caddyfile', ...readdirSync(join(folder, 'whereabouts')).map((name) => join('whereabouts', name))];
    for (const name of files) {
      const file = join(folder, name);
      const formatted = execFileSync(pathFrom('../../.tools/debian/usr/bin/caddy'), ['fmt', file], { encoding: 'utf8' });
      assert.equal(readFileSync(file, 'utf8'), formatted, name);
    }
  });

  it('of nginx is taken without a warning, whoever holds the token', async () => {
    const setting = await Setting.make();
    try {
      const relayHolds = { token: 'T0KEN', people: {} };
      for (const holder of [{}, { relayHolds: { ...relayHolds, signInPort: null } }, { relayHolds: { ...relayHolds, signInPort: 9 } }]) {
        const site = await setting.serve('nginx', { apiPort: 9, ...holder });
        // It warns of `user` where it is not started by root, as Debian's own file makes it.
        const warnings = (await site.logs()).split('\n').filter((line) => line.includes('[warn]') && !line.includes('"user" directive'));
        assert.deepEqual(warnings, []);
      }
    } finally {
      await setting.stop();
    }
  });
});

describe('every way to deploy', () => {
  const read = (/** @type {string} */ file) => readFileSync(pathFrom(`../../deploy/${file}`), 'utf8');

  it('sends the same headers', () => {
    const lines = read('nginx/whereabouts/headers.conf').matchAll(/^add_header (?<name>\S+) (?<value>"[^"]*"|[^"$\s]+) always;$/gm);
    const headers = [...lines].map(({ groups: { name = '', value = '' } = {} }) => [name, value.replaceAll('"', '')]);
    assert.equal(headers.length, 7);

    const [ofCaddy = ''] = /(?<=^header \{\n)(\t.*\n)+/m.exec(read('caddy/whereabouts/headers.caddy')) ?? [];
    const settings = ofCaddy.trim().split('\n').map((line) => line.trim()).filter((line) => !line.startsWith('#'));
    const [caching, ...constant] = settings.map((line) => line.replaceAll('"', ''));
    assert.equal(caching, 'Cache-Control no-cache');
    assert.deepEqual(constant, headers.map(([name, value]) => `${name} ${value}`));

    const [everywhere] = read('static/_headers').split('\n\n');
    assert.equal(everywhere, ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n'));

    const [{ headers: ofVercel }] = JSON.parse(read('vercel/vercel.json')).headers;
    assert.deepEqual(ofVercel, headers.map(([key, value]) => ({ key, value })));

    // CloudFront has its own words for some of them.
    const template = read('s3-cloudfront/template.yaml');
    const spelled = new Set(['X-Content-Type-Options', 'Strict-Transport-Security']);
    for (const [name = '', value = ''] of headers) if (!spelled.has(name)) assert.ok(template.includes(value), name);
  });

  it('knows every place of the page', () => {
    const routes = readFileSync(pathFrom('../../core/src/route.rs'), 'utf8').matchAll(/Self::\w+ => "(\/\w+)"/g);
    const rewritten = [...routes].map(([, path]) => [path, '/', '200']);
    assert.ok(rewritten.length > 0);
    assert.deepEqual(read('static/_redirects').trim().split('\n').map((line) => line.split(/\s+/)), rewritten);
  });
});

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

/** The test environment: certificates, a site, an API and the server under test. */

import { once } from 'node:events';
import http from 'node:http';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { API_NAME, RecordedApi, Sandbox } from './api.mjs';
import { startCaddy } from './caddy.mjs';
import { Authority } from './certificates.mjs';
import { startNginx } from './nginx.mjs';
import { setTimeout as wait } from 'node:timers/promises';
import { SITE_NAME, exchange, request } from './raw_http.mjs';

const START = { nginx: startNginx, Caddy: startCaddy };

/** The servers that every test runs with. */
export const SERVERS = /** @type {(keyof typeof START)[]} */ (Object.keys(START));

/** The files of a build, from name to content. Trunk's hashes have 1 to 16 digits, those of words have 16. */
export const FILES = {
  'index.html': `<!DOCTYPE html><title>the page</title>${'<p>A page of some length.</p>'.repeat(40)}`,
  'whereabouts-0a1.js': 'glue()',
  'whereabouts-5e1420f4513b199a.js': 'whereabouts()',
  'whereabouts-5e1420f4513b199_bg.wasm': '\0asm',
  'sw.js': 'serviceWorker()',
  'manifest.webmanifest': '{}',
  'de-1a2b3c4d5e6f7a8b.txt': 'Zurück\nÄnderungen für heute',
  'de.webmanifest': '{"lang":"de"}',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'icon-192.png': 'png',
};

/** @param {string} folder @param {Record<string, string>} files Compressed copies are added. */
async function writeSite(folder, files) {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
    if (/\.(html|png)$/.test(name)) continue;
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(content));
    await writeFile(join(folder, `${name}.gz`), gzipSync(content));
  }
}

/** Everything that a test needs, in a temporary folder. */
export class Setting {
  /** @type {(() => Promise<void>)[]} */
  #cleanups = [];

  /** @param {string} folder @param {Sandbox} sandbox */
  constructor(folder, sandbox) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.authority = new Authority(folder, 'trusted');
    this.sitePair = this.authority.issue(SITE_NAME);
    this.site = join(folder, 'site');
  }

  static async make() {
    const sandbox = await Sandbox.start();
    const folder = await mkdtemp(join(tmpdir(), 'whereabouts-deploy-'));
    // A server may run as another user.
    await chmod(folder, 0o755);
    const setting = new Setting(folder, sandbox);
    await writeSite(setting.site, FILES);
    return setting;
  }

  /**
   * @param {{ pair?: import('./certificates.mjs').Pair, upstreamPort?: number | null }} [options]
   */
  async api({ pair = this.authority.issue(API_NAME), upstreamPort = this.sandbox.port } = {}) {
    const api = new RecordedApi(pair, upstreamPort);
    await api.listen();
    this.#cleanups.push(() => api.stop());
    return api;
  }

  /**
   * A fake API that responds as the test says.
   * @param {import('node:http').RequestListener} respond
   */
  async fakeApi(respond) {
    const server = http.createServer(respond).listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#cleanups.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    return this.api({ upstreamPort: /** @type {import('node:net').AddressInfo} */ (server.address()).port });
  }

  /**
   * @param {keyof typeof START} name
   * @param {Omit<import('./configuration.mjs').Deployment, 'folder' | 'site' | 'pair' | 'trusted'> & { site?: string }} deployment
   */
  async serve(name, deployment) {
    const folder = await mkdtemp(join(this.folder, `${name}-`));
    const running = await START[name]({
      folder,
      site: this.site,
      pair: this.sitePair,
      trusted: this.authority.certificate,
      ...deployment,
    });
    this.#cleanups.push(() => running.stop());
    return new Site(running);
  }

  async stop() {
    for (const cleanUp of this.#cleanups.reverse()) await cleanUp();
    await this.sandbox.stop();
    await rm(this.folder, { recursive: true });
  }
}

/** A client for a running server. */
export class Site {
  /** @type {import('./configuration.mjs').Running} */ #running;

  /** @param {import('./configuration.mjs').Running} running */
  constructor(running) {
    this.port = running.port;
    this.plainPort = running.plainPort;
    this.root = running.root;
    this.#running = running;
  }

  /**
   * Everything that the server has logged. A server logs a request after it has responded, so this waits, but not for
   * ever, until the logs contain what is expected and no longer grow.
   * @param {RegExp} [expected]
   */
  async logs(expected = /(?:)/) {
    let logs = await this.#running.logs();
    for (let tries = 0, before = ''; tries < 40 && !(expected.test(logs) && logs === before); tries += 1) {
      await wait(50);
      [before, logs] = [logs, await this.#running.logs()];
    }
    return logs;
  }

  /** @param {string} text @param {number} [timeout] In milliseconds. */
  send(text, timeout) {
    return exchange(this.port, text, timeout);
  }

  /** @param {string} target @param {Record<string, string | string[]>} [headers] */
  get(target, headers) {
    return this.send(request('GET', target, headers));
  }

  /** @param {string} target @param {string} body @param {Record<string, string | string[]>} [headers] */
  post(target, body, headers) {
    return this.send(request('POST', target, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body));
  }
}

/** What it takes to turn the files of deploy/ into a running server. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The parameters of a deployment.
 * @typedef {object} Deployment
 * @property {string} folder An empty folder, which the server takes for the root folder.
 * @property {string} site The folder with the files of the page.
 * @property {import('./certificates.mjs').Pair} pair The certificate and key of the site.
 * @property {string} trusted The certificate of the authority that the relay trusts for the API.
 * @property {number} apiPort
 * @property {string} [apiName] Another host name or address of the API than the test's own.
 * @property {{ token: string, signInPort: number | null, people: Record<string, string> }} [relayAuth]
 *   Set if the relay holds the token. Without a `signInPort`, no sign-in service runs.
 * @property {boolean} [debug] Whether Caddy logs as much as it can, which gives a token the most ways to leak.
 * @property {string} [missing] The name of a setting to delete.
 * @property {Record<string, string>} [settings] Edits of site.conf or site.caddy, from text to text.
 */

/**
 * A running server.
 * @typedef {{ port: number, plainPort: number, root: string, logs: () => Promise<string>, stop: () => Promise<void> }} Running
 */

/**
 * Replaces texts in a file. Throws if one of them is missing.
 * @param {string} file
 * @param {Record<string, string>} edits
 */
export async function edit(file, edits) {
  let text = await readFile(file, 'utf8');
  for (const [from, to] of Object.entries(edits)) {
    if (!text.includes(from)) throw new Error(`${file} has no line with: ${from}`);
    text = text.replaceAll(from, to);
  }
  await writeFile(file, text);
}

/** Finds a port that is free at the moment. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts a program and waits until it listens.
 * @param {string} program
 * @param {string[]} args
 * @param {{ port: number, env?: Record<string, string> }} options
 */
export async function serve(program, args, { port, env = {} }) {
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  server.stderr.on('data', (chunk) => (output += chunk));
  const isListening = async () => {
    const socket = net.connect(port, '127.0.0.1');
    const [event] = await Promise.race([once(socket, 'connect').then(() => ['connect']), once(socket, 'error')]);
    socket.destroy();
    return event === 'connect';
  };
  for (let tries = 0; !(await isListening().catch(() => false)); tries += 1) {
    if (server.exitCode !== null || tries === 100) {
      server.kill();
      throw new Error(`${program} did not start: ${output}`);
    }
    await wait(50);
  }
  return {
    output: () => output,
    async stop() {
      server.kill('SIGTERM');
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}

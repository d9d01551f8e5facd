/** How the tests turn the files of deploy/ into a running server: a copy, and few lines edited. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What a deployment is about.
 * @typedef {object} Deployment
 * @property {string} folder Where the server may write; empty.
 * @property {string} site The folder with the page.
 * @property {import('./certificates.mjs').Pair} pair The certificate of the site.
 * @property {string} trusted The certificate of the authority that signed the API's.
 * @property {number} apiPort
 * @property {{ token: string, signInPort: number | null, people: Record<string, string> }} [relayHolds]
 *   Set where the relay holds the token; without a `signInPort`, nobody can sign in.
 */

/**
 * A server that runs.
 * @typedef {{ port: number, plainPort: number, logs: () => Promise<string>, stop: () => Promise<void> }} Running
 */

/**
 * Replaces texts in a file, each of which must stand there.
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

/** A port that nobody uses just now. */
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
  let said = '';
  server.stderr.on('data', (chunk) => (said += chunk));
  const listens = async () => {
    const socket = net.connect(port, '127.0.0.1');
    const [event] = await Promise.race([once(socket, 'connect').then(() => ['connect']), once(socket, 'error')]);
    socket.destroy();
    return event === 'connect';
  };
  for (let tries = 0; !(await listens().catch(() => false)); tries += 1) {
    if (server.exitCode !== null || tries === 100) {
      server.kill();
      throw new Error(`${program} did not start: ${said}`);
    }
    await wait(50);
  }
  return {
    said: () => said,
    async stop() {
      server.kill('SIGTERM');
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}

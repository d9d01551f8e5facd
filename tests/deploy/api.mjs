/** The API as the relays see it: the sandbox behind TLS, with a record of every byte that arrives. */

import { once } from 'node:events';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { read } from './certificates.mjs';

/** The name that the relays ask for. */
export const API_NAME = 'api.rm.smartsheet.com';

/** @param {string} path From this folder. */
export const pathFrom = (path) => resolve(dirname(fileURLToPath(import.meta.url)), path);

/** A path that is named by the environment, or else one from this folder. @param {string} variable @param {string} usual */
export const pathOf = (variable, usual) => (process.env[variable] ? resolve(process.env[variable]) : pathFrom(usual));

export class Sandbox {
  /** @param {import('node:child_process').ChildProcess} process @param {string} token @param {number} port */
  constructor(process, token, port) {
    this.process = process;
    this.token = token;
    this.port = port;
  }

  static async start() {
    const sandbox = spawn(pathOf('SANDBOX', '../../target/debug/sandbox'), ['--port', '0', '--db', ':memory:'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    sandbox.stderr.on('data', (chunk) => (log += chunk));
    sandbox.on('error', (error) => (log += error.message));
    const said = [];
    for await (const line of createInterface(sandbox.stdout)) {
      if (said.push(line.slice(line.lastIndexOf(' ') + 1)) === 3) break;
    }
    const [origin, token] = said;
    if (!origin || !token) throw new Error(`the sandbox did not start: ${log}`);
    return new Sandbox(sandbox, token, Number(new URL(origin).port));
  }

  async stop() {
    this.process.kill();
    await once(this.process, 'exit');
  }
}

/** TLS in front of a server. */
export class RecordedApi {
  /** By connection. @type {{ said: string }[]} */
  #conversations = [];
  /** @type {Set<net.Socket>} */
  #open = new Set();

  /**
   * @param {import('./certificates.mjs').Pair} pair
   * @param {number | null} behind The port that is passed on to; null takes and never answers.
   */
  constructor(pair, behind) {
    this.server = tls.createServer(read(pair), (socket) => {
      this.#open.add(socket);
      const conversation = { said: '' };
      this.#conversations.push(conversation);
      socket.on('data', (chunk) => (conversation.said += chunk.toString('latin1')));
      socket.on('error', () => {});
      if (behind === null) return;
      const sandbox = net.connect(behind, '127.0.0.1');
      sandbox.on('error', () => socket.destroy());
      socket.on('close', () => sandbox.destroy());
      socket.pipe(sandbox).pipe(socket);
    });
    this.server.on('tlsClientError', () => {});
  }

  /** Listens, and gives its port. */
  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this.port;
  }

  get port() {
    return /** @type {net.AddressInfo} */ (this.server.address()).port;
  }

  /** Everything that came in, as it came, since the last time it was forgotten. */
  get received() {
    return this.#conversations.map(({ said }) => said).join('');
  }

  forget() {
    for (const conversation of this.#conversations) conversation.said = '';
  }

  /**
   * What came in, told apart as HTTP says: what is in a body is no call, whatever it looks like. Nor is
   * one that was cut off, for which a server does nothing.
   */
  get calls() {
    return this.#conversations.flatMap(({ said }) => callsOf(said));
  }

  async stop() {
    for (const socket of this.#open) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** @param {string} said */
function callsOf(said) {
  const calls = [];
  for (let rest = said; rest !== ''; ) {
    const [head = ''] = rest.split('\r\n\r\n', 1);
    const [line = '', ...headers] = head.split('\r\n');
    const after = rest.slice(head.length + 4);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
    const isChunked = /^transfer-encoding: chunked$/im.test(head);
    const bodyLength = isChunked ? after.indexOf('0\r\n\r\n') + 5 : length;
    if (after.length >= bodyLength) calls.push({ line, headers, body: after.slice(0, bodyLength) });
    rest = after.slice(bodyLength);
  }
  return calls;
}

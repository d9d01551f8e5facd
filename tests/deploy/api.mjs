/** The API as the relays see it: the sandbox behind TLS. Records every byte that arrives. */

import { once } from 'node:events';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { read } from './certificates.mjs';

/** The host name that the relays connect to. */
export const API_NAME = 'api.rm.smartsheet.com';

/** @param {string} path Relative to this folder. */
export const pathFrom = (path) => resolve(dirname(fileURLToPath(import.meta.url)), path);

/** The path in an environment variable, or a fallback relative to this folder. @param {string} variable @param {string} fallback */
export const pathOf = (variable, fallback) => (process.env[variable] ? resolve(process.env[variable]) : pathFrom(fallback));

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
    const values = [];
    for await (const line of createInterface(sandbox.stdout)) {
      if (values.push(line.slice(line.lastIndexOf(' ') + 1)) === 3) break;
    }
    const [origin, token] = values;
    if (!origin || !token) throw new Error(`the sandbox did not start: ${log}`);
    return new Sandbox(sandbox, token, Number(new URL(origin).port));
  }

  async stop() {
    this.process.kill();
    await once(this.process, 'exit');
  }
}

/** A TLS proxy that records what it receives. */
export class RecordedApi {
  /** One record for each connection. @type {{ bytes: string }[]} */
  #connections = [];
  /** @type {Set<net.Socket>} */
  #sockets = new Set();

  /**
   * @param {import('./certificates.mjs').Pair} pair
   * @param {number | null} upstreamPort Where requests are forwarded. With null, they get no response.
   */
  constructor(pair, upstreamPort) {
    this.server = tls.createServer(read(pair), (socket) => {
      this.#sockets.add(socket);
      const connection = { bytes: '' };
      this.#connections.push(connection);
      socket.on('data', (chunk) => (connection.bytes += chunk.toString('latin1')));
      socket.on('error', () => {});
      if (upstreamPort === null) return;
      const upstream = net.connect(upstreamPort, '127.0.0.1');
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    this.server.on('tlsClientError', () => {});
  }

  /** Starts to listen and returns the port. */
  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this.port;
  }

  get port() {
    return /** @type {net.AddressInfo} */ (this.server.address()).port;
  }

  /** Every byte received since the last `clear`. */
  get received() {
    return this.#connections.map(({ bytes }) => bytes).join('');
  }

  clear() {
    for (const connection of this.#connections) connection.bytes = '';
  }

  /**
   * The received requests, parsed as HTTP. A request inside a body does not count. Neither does an
   * incomplete request, because a server ignores it.
   */
  get requests() {
    return this.#connections.flatMap(({ bytes }) => parseRequests(bytes));
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** @param {string} bytes */
function parseRequests(bytes) {
  const requests = [];
  for (let rest = bytes; rest !== ''; ) {
    const [head = ''] = rest.split('\r\n\r\n', 1);
    const [line = '', ...headers] = head.split('\r\n');
    const after = rest.slice(head.length + 4);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
    const isChunked = /^transfer-encoding: chunked$/im.test(head);
    const bodyLength = isChunked ? after.indexOf('0\r\n\r\n') + 5 : length;
    if (after.length >= bodyLength) requests.push({ line, headers, body: after.slice(0, bodyLength) });
    rest = after.slice(bodyLength);
  }
  return requests;
}

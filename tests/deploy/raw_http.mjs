/** Sends exact bytes. `fetch` would normalise a request before it sends it. */

import http2 from 'node:http2';
import tls from 'node:tls';

/** The host name of the site in the configuration files. */
export const SITE_NAME = 'status.example.org';

/**
 * A response, and everything received on its connection.
 * @typedef {{ status: number, headers: Map<string, string[]>, body: Buffer, all: string }} RawResponse
 */

/**
 * Sends text over TLS, reads until the server closes the connection, and parses the first response.
 * @param {number} port
 * @param {string} request
 * @param {number} [timeout] In milliseconds. Some requests leave the connection open on purpose.
 * @returns {Promise<RawResponse>}
 */
export async function exchange(port, request, timeout = 3_000) {
  const socket = tls.connect({ host: '127.0.0.1', port, servername: SITE_NAME, rejectUnauthorized: false });
  /** @type {Buffer[]} */
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server may close the connection while it receives. Its response so far still counts.
  socket.on('error', () => {});
  socket.setTimeout(timeout, () => socket.destroy());
  socket.write(request, 'latin1');
  await closed(socket);
  return parse(Buffer.concat(chunks));
}

/**
 * The text of a request. The server closes the connection after its response.
 * @param {string} method
 * @param {string} target
 * @param {Record<string, string | string[]>} [headers] A list sends the header several times.
 * @param {string} [body] Adds its Content-Length unless `headers` sets one.
 */
export function request(method, target, headers = {}, body = '') {
  const all = { host: SITE_NAME, connection: 'close', ...(body && { 'content-length': String(Buffer.byteLength(body)) }), ...headers };
  const lines = Object.entries(all).flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}`));
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body].join('\r\n');
}

/**
 * Sends a request over HTTP/2, as browsers do. Returns the status of the response, or 0 without one.
 * @param {number} port
 * @param {Record<string, string>} headers Including `:method` and `:path`.
 * @param {string} [body]
 * @returns {Promise<number>}
 */
export async function exchangeOverHttp2(port, headers, body = '') {
  const session = http2.connect(`https://127.0.0.1:${port}`, { servername: SITE_NAME, rejectUnauthorized: false });
  const stream = session.request({ ':authority': SITE_NAME, ...headers }, { endStream: body === '' });
  let status = 0;
  stream.on('response', (headers) => (status = Number(headers[':status'])));
  // A server may reset the stream instead of responding.
  stream.on('error', () => {});
  session.on('error', () => {});
  stream.resume();
  if (body !== '') stream.end(body);
  await closed(stream);
  session.close();
  return status;
}

/** Unlike `once`, ignores errors. @param {import('node:stream').Duplex} stream */
const closed = (stream) => new Promise((resolve) => stream.on('close', resolve));

/** @param {Buffer} bytes @returns {RawResponse} */
function parse(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
  /** @type {Map<string, string[]>} */
  const headers = new Map();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const rest = bytes.subarray(end + 4);
  const body = headers.get('transfer-encoding')?.[0] === 'chunked' ? joinChunks(rest) : rest;
  return { status: Number(first.split(' ')[1]), headers, body, all: bytes.toString('latin1') };
}

/** @param {Buffer} bytes */
function joinChunks(bytes) {
  const chunks = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

/**
 * Serves the built page and a fake API that can misbehave down to the TCP level. Each test decides,
 * request by request, what comes back over the wire.
 */

import { EventEmitter, once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, relative } from 'node:path';
import { SITE } from './site.ts';

/** A status as the API returns it. */
export interface StatusRecord {
  id: number;
  user_id: number;
  status: string;
  assignable_id: number | null;
  current_task: string | null;
  message: string | null;
  start: string | null;
  end: string | null;
  created_at: string;
  updated_at: string;
}

/** An API request that has arrived in full. */
export interface Call {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  /** The raw body. */
  body: string;
  form: URLSearchParams;
  server: FaultServer;
  socket: Socket;
}

/** Decides what the server does with a call. */
export type Answer = (call: Call) => void | Promise<void>;

const MIME_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export class FaultServer {
  /** All API calls, in order of arrival, but not the questions who has signed in. */
  readonly calls: Call[] = [];
  /** The records that the API has stored and lists, newest first. */
  readonly stored: StatusRecord[] = [];
  private readonly postAnswers: Answer[] = [];
  private readAnswer: Answer = list;
  private signedInAnswer: Answer = respond(204, '');
  /** Where the site's pages redirect to, as a sign-on in front of them does. */
  pagesRedirectTo: string | null = null;
  private readonly sockets = new Set<Socket>();
  private readonly arrivals = new EventEmitter();
  /** The site's files by path. Tests may replace them. */
  readonly files: Map<string, Buffer>;
  /** The paths requested from the site, without API calls. */
  readonly visits: string[] = [];

  private constructor(
    private readonly http: Server,
    site: string,
    private readonly base: string,
  ) {
    this.files = new Map(filesOf(site));
    http.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      // In many tests the browser hangs up. That must not crash the server.
      socket.on('error', () => {});
    });
    http.on('request', (request, response) => {
      // Chromium itself retries a request, even a POST, when a reused connection breaks before the
      // response. With one request per connection, every retry comes from the page.
      response.shouldKeepAlive = false;
      const url = request.url ?? '/';
      if (!url.startsWith('/api/')) {
        const { status, type, content } = this.siteFile(url);
        if (type.startsWith('text/html') && this.pagesRedirectTo) {
          response.writeHead(302, { location: this.pagesRedirectTo }).end();
          return;
        }
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'content-length': content.length });
        response.end(content);
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const { method = '', headers, socket } = request;
        const form = new URLSearchParams(body);
        void this.answer({ method, url, headers, body, form, server: this, socket });
      });
    });
  }

  /** Serves a site at the base path it was built for. */
  static async start(site = SITE, base = '/'): Promise<FaultServer> {
    const http = createServer();
    const server = new FaultServer(http, site, base);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get posts(): Call[] {
    return this.calls.filter((call) => call.method === 'POST');
  }

  /** The methods of all calls from the first POST on. */
  get methodsFromFirstPost(): string[] {
    const methods = this.calls.map((call) => call.method);
    return methods.slice(methods.indexOf('POST'));
  }

  /** Adds a meta tag to the page, as an administrator does when deploying it. */
  deployWith(name: string, content: string): void {
    this.edit('/index.html', '<title>', `<meta name="${name}" content="${content}"><title>`);
    if (name === 'api-base') this.edit('/index.html', "connect-src 'self'", `connect-src 'self' ${new URL(content).origin}`);
  }

  /** Replaces a string in a file of the site. */
  edit(path: string, before: string, after: string): void {
    const content = this.files.get(path)?.toString() ?? '';
    if (!content.includes(before)) throw new Error(`${path} does not contain ${before}`);
    this.files.set(path, Buffer.from(content.replace(before, after)));
  }

  /** Waits for the next POST. POSTs that have already arrived don't count. */
  async nextPost(): Promise<Call> {
    const [call] = (await once(this.arrivals, 'POST')) as [Call];
    return call;
  }

  /** Queues an answer for each of the next POSTs. Later POSTs are stored. */
  answerPosts(...answers: Answer[]): void {
    this.postAnswers.push(...answers);
  }

  /** Sets the answer to all later GETs. */
  answerReads(answer: Answer): void {
    this.readAnswer = answer;
  }

  /** Sets the answer to all later questions who has signed in. Without it, there is no sign-on. */
  answerWhoHasSignedIn(answer: Answer): void {
    this.signedInAnswer = answer;
  }

  /** Stores a form as a record, with the given overrides. */
  store(form: URLSearchParams, overrides: Partial<StatusRecord> = {}): StatusRecord {
    const now = new Date().toISOString().replace(/\.\d+/, '');
    const assignable = form.get('assignable_id');
    const record: StatusRecord = {
      id: this.stored.length + 1,
      user_id: 7,
      status: form.get('status') ?? '',
      assignable_id: assignable === null ? null : Number(assignable),
      current_task: form.get('current_task'),
      message: form.get('message'),
      start: form.get('start'),
      end: form.get('end'),
      created_at: now,
      updated_at: now,
      ...overrides,
    };
    this.stored.unshift(record);
    return record;
  }

  /** Refuses connections from now on. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.http.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async stop(): Promise<void> {
    if (this.http.listening) await this.refuse();
  }

  /** Finds a file of the site. A path without an extension is a route of the page and gets `index.html`. */
  private siteFile(url: string) {
    const path = (url.split('?')[0] ?? '').replace(this.base, '/');
    this.visits.push(path);
    const found = this.files.get(path);
    if (found) return { status: 200, type: MIME_TYPES[extname(path)] ?? 'application/octet-stream', content: found };
    const index = this.files.get('/index.html');
    if (index && !extname(path)) return { status: 200, type: 'text/html; charset=utf-8', content: index };
    return { status: 404, type: 'text/plain', content: Buffer.from('Not found.') };
  }

  private async answer(call: Call): Promise<void> {
    if (call.url === '/api/v1/users/me') return this.signedInAnswer(call);
    this.calls.push(call);
    this.arrivals.emit(call.method, call);
    const answer = call.method === 'POST' ? (this.postAnswers.shift() ?? store) : this.readAnswer;
    await answer(call);
  }
}

const SITES = new Map<string, [string, Buffer][]>();

/** Reads the files of a folder, by path. Each process reads a site once. */
function filesOf(site: string): [string, Buffer][] {
  let files = SITES.get(site);
  if (!files) {
    files = readdirSync(site, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(site, file)}`, readFileSync(file)]);
    SITES.set(site, files);
  }
  return files;
}

/** `undefined` removes a default header. */
type Headers = Record<string, string | number | undefined>;

/** Encodes a response. `headers` may lie about the body. */
function bytes(status: number, body: string | Buffer, headers: Headers): Buffer {
  const content = Buffer.from(body);
  const all: Headers = {
    date: new Date().toUTCString(),
    connection: 'close',
    'content-type': 'application/json',
    'content-length': content.length,
    ...headers,
  };
  const lines = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Some Reason\r\n${lines.join('')}\r\n`), content]);
}

/** Responds with a status, a raw body, and headers that extend or replace the defaults. */
export function respond(status: number, body: string | Buffer, headers: Headers = {}): Answer {
  return ({ socket }) => void socket.end(bytes(status, body, headers));
}

export function json(status: number, value: unknown, headers: Headers = {}): Answer {
  return respond(status, JSON.stringify(value), headers);
}

/** Stores the status and responds with its record, as the API does. */
export const store: Answer = (call) => json(200, call.server.store(call.form))(call);

/** Responds with all stored records on one page, as the API does. */
export const list: Answer = (call) => json(200, { data: call.server.stored, paging: { next: null } })(call);

/** Never responds. */
export const hang: Answer = () => {};

/** Resets the connection instead of responding. */
export const reset: Answer = ({ socket }) => void socket.resetAndDestroy();

/** Closes the connection instead of responding. */
export const close: Answer = ({ socket }) => void socket.end();

/** Responds with something that is not HTTP. */
export const garbage: Answer = ({ socket }) => void socket.end('\x16\x03\x01 what is this?\r\n\r\n');

/** Breaks the connection after the head of a valid response. */
export const cutAfterHead: Answer = cut((whole) => whole.indexOf('\r\n\r\n') + 4);

/** Breaks the connection within the body of a valid response. */
export const cutInBody: Answer = cut((whole) => whole.length - 40);

/** Closes the connection before the last chunk of a valid response. */
export const cutBetweenChunks: Answer = (call) => {
  const piece = JSON.stringify(record(call)).slice(0, 40);
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
  call.socket.end(`${head}${piece.length.toString(16)}\r\n${piece}\r\n`);
};

/** Stops in the middle of a valid response and leaves the connection open. */
export const stall: Answer = (call) => {
  const whole = bytes(200, JSON.stringify(record(call)), {});
  call.socket.write(whole.subarray(0, whole.length - 40));
};

function cut(at: (whole: Buffer) => number): Answer {
  return (call) => {
    const whole = bytes(200, JSON.stringify(record(call)), {});
    call.socket.write(whole.subarray(0, at(whole)), () => call.socket.destroy());
  };
}

/** Sends a valid body that is shorter than its `content-length`. */
export const tooShort: Answer = (call) => {
  const body = JSON.stringify(record(call));
  respond(200, body, { 'content-length': body.length + 10 })(call);
};

/** Stores the status, then fails. */
export function storeThen(fault: Answer): Answer {
  return (call) => {
    call.server.store(call.form);
    return fault(call);
  };
}

/** Builds the record of a valid response without storing it. */
function record({ form, server }: Call): StatusRecord {
  const record = server.store(form);
  server.stored.shift();
  return record;
}

/** Delays an answer until `release` is called. */
export function held(answer: Answer): { answer: Answer; release: () => void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  return { answer: (call) => released.then(() => answer(call)), release };
}

/** Tests deploy/check: it finds no problem on the real servers, and finds each problem of a fake one. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { pathFrom, pathOf } from './api.mjs';
import { Authority, read } from './certificates.mjs';
import { freePort } from './configuration.mjs';
import { NameServer } from './name_server.mjs';
import { SITE_NAME } from './raw_http.mjs';
import { SERVERS, Setting } from './setting.mjs';
import { SignInService } from './sign_in_service.mjs';

const CHECK = pathFrom('../../deploy/check');
const TOKEN = 'T0KEN/of+the=organisation';

/**
 * @param {{ port: number, plainPort: number, ca: string }} site
 * @param {string[]} options
 * @returns {Promise<{ code: number, lines: string[], problems: string[], output: string }>}
 */
function check({ port, plainPort, ca }, ...options) {
  const all = [`https://${SITE_NAME}:${port}`, '--connect', '127.0.0.1', '--plain-port', String(plainPort), '--ca', ca, '--settings', '/no/such/folder', ...options];
  return new Promise((resolve) => {
    execFile(CHECK, all, (error, stdout, stderr) => {
      assert.equal(stderr, '');
      assert.doesNotMatch(stdout, /T0KEN|session=/);
      const lines = stdout.trim().split('\n');
      const problems = lines.filter((line) => line.startsWith('problem')).map((line) => line.slice(9));
      resolve({ code: Number(error?.code ?? 0), lines, problems, output: stdout });
    });
  });
}

for (const name of SERVERS) {
  describe(`the check of ${name}`, () => {
    /** @type {Setting} */ let setting;
    /** @type {SignInService} */ let signIn;
    /** @type {import('./api.mjs').RecordedApi} */ let api;
    const site = pathOf('SITE', '../../dist');
    before(async () => {
      setting = await Setting.make();
      setting.sitePair = setting.authority.issue(SITE_NAME, { days: 30 });
      api = await setting.api();
      signIn = new SignInService();
    });
    after(async () => {
      await setting.stop();
      await signIn.stop();
    });

    it('finds no problem with a relay that holds the token', async () => {
      const relayAuth = { token: setting.sandbox.token, signInPort: await signIn.listen(), people: { 'ada@example.org': '1' } };
      const { port, plainPort } = await setting.serve(name, { apiPort: api.port, relayAuth, site });
      const ca = setting.authority.certificate;
      const signedOut = await check({ port, plainPort, ca });
      assert.deepEqual(signedOut.problems, []);
      assert.equal(signedOut.code, 0);
      assert.match(signedOut.output, /^ok {7}The page redirects to the sign-in\.$/m);
      assert.match(signedOut.output, /^skipped {2}The scripts and files that index\.html names: use --cookie-file or --site\.$/m);

      const cookies = join(setting.folder, 'cookies');
      await writeFile(cookies, 'Cookie: session=ada\n');
      const signedIn = await check({ port, plainPort, ca }, '--cookie-file', cookies);
      assert.deepEqual(signedIn.problems, []);
      assert.match(signedIn.output, /^ok {7}The program has the hashes in index\.html, and browsers cache it\. Languages besides English: \d+\.$/m);
      assert.match(signedIn.output, /^ok {7}You are signed in as ".+" with the user ID 1\.$/m);
      assert.deepEqual(signedIn.lines.filter((line) => line.startsWith('skipped')).length, 1);

      const withFolder = await check({ port, plainPort, ca }, '--site', site);
      assert.deepEqual(withFolder.problems, []);
      assert.match(withFolder.output, /^ok {7}The policy in index\.html allows its scripts and styles\.$/m);
    });

    it('finds no problem with a relay that forwards the token of each person, and sends nothing to the API', async () => {
      const { port, plainPort } = await setting.serve(name, { apiPort: api.port, site });
      api.clear();
      const { code, problems, output } = await check({ port, plainPort, ca: setting.authority.certificate });
      assert.deepEqual(problems, []);
      assert.equal(code, 0);
      assert.match(output, /^ok {7}The relay forwards the token of each person\.$/m);
      assert.equal(api.received, '');
    });
  });
}

/** @typedef {{ status?: number, type?: string, caching?: string, body?: string, headers?: Record<string, string | string[] | undefined> }} Reply */

describe('the check finds', () => {
  /** @param {string} algorithm @param {string} text */
  const hash = (algorithm, text) => `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`;
  const [glue, wasm, words] = ['glue()', '\0asm', 'Zurück'];
  const load = `init(fetch('/whereabouts-0a1_bg.wasm', { integrity: '${hash('sha384', wasm)}' }))`;
  const policy = (/** @type {string} */ style) => `default-src 'none'; script-src 'self' '${hash('sha256', load)}'; style-src '${hash('sha256', style)}'`;
  const linkToWords = `<link rel="words" hreflang="de" href="de-1a2b3c4d5e6f7a8b.txt" integrity="${hash('sha256', words)}">`;
  const indexWith = ({ script = load, style = 'p { margin: 0 }', link = hash('sha256', glue), languages = linkToWords } = {}) => `<!DOCTYPE html>
    <meta http-equiv="Content-Security-Policy" content="${policy('p { margin: 0 }')}"><base href="/"><style>${style}</style>
    <script type="module">${script}</script><link rel="modulepreload" href="/whereabouts-0a1.js" integrity="${link}">${languages}`;
  const headersFile = readFileSync(pathFrom('../../deploy/nginx/whereabouts/headers.conf'), 'utf8');
  const security = Object.fromEntries([...headersFile.matchAll(/^add_header (\S+) "?([^"$]+?)"? always;$/gm)].map(([, name = '', value = '']) => [name, value]));
  const error = (/** @type {string} */ message) => ({ type: 'application/json', body: JSON.stringify({ message, errors: [] }), caching: 'no-store' });
  const IMMUTABLE = 'public, max-age=31536000, immutable';

  /** The responses of a site without problems. @type {Record<string, (isSignedIn: boolean) => Reply>} */
  const SITE = {
    'GET /': (isSignedIn) => (isSignedIn ? { type: 'text/html; charset=utf-8', body: indexWith() } : { status: 302, headers: { Location: 'https://provider.example/' } }),
    'GET /sw.js': () => ({ type: 'text/javascript' }),
    'GET /manifest.webmanifest': () => ({ type: 'application/manifest+json' }),
    'GET /whereabouts-0a1.js': () => ({ type: 'text/javascript', body: glue, caching: IMMUTABLE }),
    'GET /whereabouts-0a1_bg.wasm': () => ({ type: 'application/wasm', body: wasm, caching: IMMUTABLE }),
    'GET /de-1a2b3c4d5e6f7a8b.txt': () => ({ type: 'text/plain; charset=utf-8', body: words, caching: IMMUTABLE }),
    'GET /de.webmanifest': () => ({ type: 'application/manifest+json' }),
    'GET /healthz': () => ({}),
    'GET /api/v1/users/me': (isSignedIn) => (isSignedIn ? { type: 'application/json', body: '{"id":1,"display_name":"Ada"}' } : { status: 401, ...error('You are not signed in.') }),
  };

  /** @type {string} */ let folder;
  /** @type {Authority} */ let authority;
  /** @type {string} */ let ca;
  /** @type {https.Server} */ let server;
  /** @type {http.Server} */ let plainServer;
  /** @type {https.Server} */ let api;
  /** @type {NameServer} */ let nameServer;
  /** Replies that differ from those of a site without problems. @type {Record<string, Reply>} */ let broken;
  /** @type {{ method?: string, url?: string, body: string, type?: string, cookie?: string }[]} */ let requests;
  /** The status of the API for a request. @type {(auth: unknown) => number} */ let apiStatus;
  /** @type {string} */ let settings;
  /** @type {number} */ let resolverPort;

  const portOf = (/** @type {import('node:net').Server} */ listening) => /** @type {import('node:net').AddressInfo} */ (listening.address()).port;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whereabouts-check-'));
    authority = new Authority(folder, 'trusted');
    ca = authority.certificate;
    server = https.createServer(read(authority.issue(SITE_NAME, { days: 30 })), async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, url = '', headers } = request;
      requests.push({ method, url, body, type: headers['content-type'], cookie: headers.cookie });
      const key = `${method} ${url === '/history' ? '/' : url}`;
      const isSignedIn = headers.cookie === 'session=ada';
      const usual = SITE[key]?.(isSignedIn) ?? (url.startsWith('/api/') ? { status: 403, ...error('The relay does not allow this request.') } : { status: 404 });
      const reply = { ...usual, ...(broken[`${method} ${url}`] ?? broken[key] ?? broken['*']) };
      const all = { ...security, 'Content-Type': reply.type ?? 'text/plain', 'Cache-Control': reply.caching ?? 'no-cache', ...usual.headers, ...reply.headers };
      for (const [name, value] of Object.entries(all)) if (value !== undefined) response.setHeader(name, value);
      response.writeHead(reply.status ?? 200).end(reply.body);
    });
    plainServer = http.createServer(({ url }, response) => {
      const reply = broken.http ?? { status: 301, headers: { Location: `https://${SITE_NAME}${url}` } };
      response.writeHead(reply.status ?? 200, /** @type {http.OutgoingHttpHeaders} */ (reply.headers)).end();
    });
    api = https.createServer(read(authority.issue('localhost')), ({ headers, url }, response) => {
      assert.equal(url, '/api/v1/users?per_page=1');
      response.writeHead(apiStatus(headers.auth)).end();
    });
    for (const listener of [server, plainServer, api]) await once(listener.listen(0, '127.0.0.1'), 'listening');
    nameServer = new NameServer();
    resolverPort = await nameServer.listen();
    await writeFile(join(folder, 'cookies'), 'session=ada');
  });

  beforeEach(async () => {
    broken = {};
    requests = [];
    apiStatus = (auth) => (auth === TOKEN ? 200 : 401);
    settings = await mkdtemp(join(folder, 'settings-'));
    await writeFile(join(settings, 'token.conf'), `proxy_set_header auth "${TOKEN}";\n`, { mode: 0o600 });
    await writeFile(join(settings, 'people.map'), '# a comment\n\nada@example.org 1;\ngrace@example.org 2;\n');
    await writeFile(join(settings, 'site.conf'), `resolver 127.0.0.1:${resolverPort} valid=60s;\n`);
  });

  after(async () => {
    for (const listener of [server, plainServer, api]) listener.close();
    await nameServer.stop();
    await rm(folder, { recursive: true });
  });

  const site = () => ({ port: portOf(server), plainPort: portOf(plainServer), ca });
  const signedIn = () => ['--cookie-file', join(folder, 'cookies')];
  const inside = () => ['--settings', settings, '--api', `https://localhost:${portOf(api)}/api/v1`];

  /** Checks that there is exactly one problem, or one for each sentence. @param {(RegExp | string)[]} sentences @param {string[]} options */
  async function finds(sentences, ...options) {
    const { code, problems, output } = await check(site(), ...options);
    assert.equal(problems.length, sentences.length, output);
    for (const [index, sentence] of sentences.entries()) assert.match(problems[index] ?? '', new RegExp(sentence));
    assert.equal(code, sentences.length ? 1 : 0);
    assert.match(output, new RegExp(`^Problems: ${sentences.length}\\.\n$`, 'm'));
    return output;
  }

  it('no problem where there is none', async () => {
    await finds([]);
    const output = await finds([], ...signedIn(), ...inside());
    assert.doesNotMatch(output, /skipped/);
    assert.match(output, /^ok {7}You are signed in as "Ada" with the user ID 1\.$/m);
    assert.match(output, /^ok {7}Addresses listed in .*people\.map: 2\.$/m);
    assert.match(output, /Languages besides English: 1\.$/m);
  });

  it('no problem with a page in English only', async () => {
    broken = { 'GET /': { status: 200, type: 'text/html', body: indexWith({ languages: '' }) }, 'GET /api/v1/users/me': { status: 204 } };
    for (const file of ['de-1a2b3c4d5e6f7a8b.txt', 'de.webmanifest']) broken[`GET /${file}`] = { status: 404 };
    assert.match(await finds([]), /Languages besides English: 0\.$/m);
  });

  it('that it is not on the server', async () => {
    assert.match(await finds([]), /^skipped {2}The server from inside: run this on the server, where \/no\/such\/folder is\.$/m);
  });

  it('problems without ever sending a status', async () => {
    await finds([], ...signedIn());
    const writes = requests.filter(({ method }) => method !== 'GET');
    assert.deepEqual(writes.map(({ method, url, type, body }) => `${method} ${url} ${type} ${body}`), [
      'PUT /api/v1/users/999999999999999999/statuses undefined ',
      'POST /api/v1/users/999999999999999999/statuses text/plain This is not a status.',
    ]);
  });

  it('a certificate that is not valid, and sends it no session', async () => {
    ca = new Authority(folder, 'unknown').certificate;
    try {
      await finds([/^The certificate of status\.example\.org is not valid: /], ...signedIn());
    } finally {
      ca = authority.certificate;
    }
    assert.ok(requests.length > 0);
    assert.ok(requests.every(({ cookie }) => cookie === undefined));
  });

  it('a certificate that expires soon', async () => {
    server.setSecureContext(read(authority.issue(SITE_NAME)));
    try {
      await finds([/^The certificate of status\.example\.org expires on \d{4}-\d\d-\d\d\.$/]);
    } finally {
      server.setSecureContext(read(authority.issue(SITE_NAME, { days: 30 })));
    }
  });

  it('a site that does not respond', async () => {
    const port = await freePort();
    const { code, problems, lines } = await check({ port, plainPort: port, ca }, ...inside());
    assert.deepEqual(problems, [`This machine cannot connect to ${SITE_NAME}, port ${port}: [Errno 111] Connection refused.`]);
    assert.equal(code, 1);
    assert.ok(lines.length > 2);
  });

  /** What is broken, from the sentence about it. @type {[string, Record<string, Reply>, (RegExp | string)[], (() => string[])?][]} */
  const PROBLEMS = [
    ['HTTP without a redirect', { http: { status: 200 } }, ['^HTTP must redirect to HTTPS, but responds with status 200\\.$']],
    ['HTTP that only names the URL with HTTPS', { http: { status: 200, headers: { Location: `https://${SITE_NAME}/` } } }, ['^HTTP must redirect']],
    ['HTTP that redirects elsewhere', { http: { status: 301, headers: { Location: 'https://elsewhere.example/' } } }, ['^HTTP must redirect']],
    ['HTTP that redirects to HTTP', { http: { status: 301, headers: { Location: `http://${SITE_NAME}/` } } }, ['^HTTP must redirect']],
    ['a relay that lets everyone in', { 'GET /api/v1/users/me': { status: 200 } }, ['^/api/v1/users/me must have status 401 and a message, but has status 200']],
    ['a relay that redirects to the sign-in', { 'GET /api/v1/users/me': { status: 302, headers: { Location: 'https://provider.example/' } } }, ['^/api/v1/users/me must have status 401 .* but has status 302']],
    ['a relay whose sign-in service is down', { 'GET /api/v1/users/me': { status: 500, ...error('The relay could not reach the sign-in service.') } }, ['status 500 and the message "The relay could not reach the sign-in service\\."\\.$']],
    ['a 401 without a message', { 'GET /api/v1/users/me': { body: 'You are not signed in.' } }, ['^/api/v1/users/me must have status 401']],
    ['a page without sign-in', { 'GET /': { status: 200, type: 'text/html', body: indexWith() } }, ['^The page must redirect to the sign-in, but responds with status 200\\.$']],
    ['a page behind a sign-in that the relay does not know', { 'GET /api/v1/users/me': { status: 204 } }, ['^The page must open, but responds with status 302\\.$']],
    ['a page that fails', { 'GET /': { status: 502 } }, ['^The page must open, but responds with status 502, and at /history with status 502\\.$']],
    ['a route that fails', { 'GET /history': { status: 404 } }, ['^The page must open, but responds with status 302, and at /history with status 404\\.$']],
    ['a route that fails without a sign-in', { 'GET /': { status: 200, type: 'text/html', body: indexWith() }, 'GET /history': { status: 404 }, 'GET /api/v1/users/me': { status: 204 } }, ['^The page must open, but responds with status 200, and at /history with status 404\\.$']],
    ['a sign-in without HTTPS', { 'GET /': { headers: { Location: `http://${SITE_NAME}/oauth2/start` } } }, ['^The page redirects to a sign-in without HTTPS\\.$']],
    ['a session that has expired', { 'GET /': { status: 302, headers: { Location: 'https://provider.example/' } } }, ['^The page must open with your session as text/html, but responds with status 302'], signedIn],
    ['a person who is not linked', { 'GET /api/v1/users/me': { status: 403, ...error('Your sign-in is not linked.') } }, ['^/api/v1/users/me must have status 401', '^With your session, /api/v1/users/me must be your user, but has status 403 and the message "Your sign-in is not linked\\."\\.$'], signedIn],
    ...Object.keys(security).map((name) => /** @type {[string, Record<string, Reply>, string[]]} */ ([`a missing ${name}`, { '*': { headers: { [name]: undefined } } }, [`^/ must have the header "${name}: .*", but has \\[\\]\\.$`]])),
    ['a changed header', { 'GET /sw.js': { headers: { 'X-Content-Type-Options': 'sniff' } } }, ['^/sw\\.js must have the header "X-Content-Type-Options: nosniff", but has \\["sniff"\\]\\.$']],
    ['a header that is sent twice', { 'GET /sw.js': { headers: { 'Referrer-Policy': ['no-referrer', 'no-referrer'] } } }, ['^/sw\\.js must have the header "Referrer-Policy']],
    ['a short time for HTTPS only', { 'GET /api/v1/users/me': { headers: { 'Strict-Transport-Security': 'max-age=300' } } }, ['^/api/v1/users/me must have the header "Strict-Transport-Security: max-age=31536000"']],
    ['a file that needs a sign-in', { 'GET /sw.js': { status: 302 } }, ['^sw\\.js must have the status, 200, but has 302\\.$']],
    ['a file with a wrong type', { 'GET /manifest.webmanifest': { type: 'text/html' } }, ['^manifest\\.webmanifest must have the type, application/manifest\\+json, but has text/html\\.$']],
    ['a cached service worker', { 'GET /sw.js': { caching: IMMUTABLE } }, ['^sw\\.js must have the caching, no-cache, but has public']],
    ['the page in place of a missing file', { 'GET /whereabouts-0000000000000000.js': { status: 200 } }, ['^The missing file whereabouts-0000000000000000\\.js must have status 404 and must not be cached, but has status 200']],
    ['a missing file that is cached', { 'GET /whereabouts-0000000000000000.js': { caching: IMMUTABLE } }, ['^The missing file whereabouts-.* and the caching public']],
    ['the page in place of missing words', { 'GET /de-0000000000000000.txt': { status: 200 } }, ['^The missing file de-0000000000000000\\.txt must have status 404 and must not be cached, but has status 200']],
    ['missing words that are cached', { 'GET /de-0000000000000000.txt': { caching: IMMUTABLE } }, ['^The missing file de-.* and the caching public']],
    ['a page without a policy', { 'GET /': { body: indexWith().replace('Content-Security-Policy', 'Other') } }, ['^index\\.html must have a content security policy\\.$'], signedIn],
    ['a changed script', { 'GET /': { body: indexWith({ script: `${load};` }) } }, ['^The policy in index\\.html blocks the script that begins with "init\\('], signedIn],
    ['a changed style', { 'GET /': { body: indexWith({ style: 'p {}' }) } }, ['^The policy in index\\.html blocks the style that begins with "p {}"'], signedIn],
    ['a page without hashes of the program', { 'GET /': { body: indexWith().replace('integrity="', 'data-integrity="') } }, ['^index\\.html must name the hashes of the program\\.$'], signedIn],
    ['a changed file of the program', { 'GET /whereabouts-0a1.js': { body: 'evil()' } }, ['^/whereabouts-0a1\\.js must have the hash in index\\.html, sha256-'], signedIn],
    ['a changed program', { 'GET /whereabouts-0a1_bg.wasm': { body: 'evil' } }, ['^/whereabouts-0a1_bg\\.wasm must have the hash in index\\.html, sha384-'], signedIn],
    ['a program with a wrong type', { 'GET /whereabouts-0a1_bg.wasm': { type: 'application/octet-stream' } }, ['^/whereabouts-0a1_bg\\.wasm must have the type, application/wasm'], signedIn],
    ['a program that is not cached', { 'GET /whereabouts-0a1_bg.wasm': { caching: 'no-cache' } }, ['^/whereabouts-0a1_bg\\.wasm must have the caching, public'], signedIn],
    ['a missing program', { 'GET /whereabouts-0a1.js': { status: 404 } }, ['^/whereabouts-0a1\\.js must have the status, 200, but has 404\\.$'], signedIn],
    ['changed words', { 'GET /de-1a2b3c4d5e6f7a8b.txt': { body: 'Vor' } }, ['^de-1a2b3c4d5e6f7a8b\\.txt must have the hash in index\\.html, sha256-'], signedIn],
    ['words with a wrong type', { 'GET /de-1a2b3c4d5e6f7a8b.txt': { type: 'text/html' } }, ['^de-1a2b3c4d5e6f7a8b\\.txt must have the type, text/plain, but has text/html'], signedIn],
    ['words that are not cached', { 'GET /de-1a2b3c4d5e6f7a8b.txt': { caching: 'no-cache' } }, ['^de-1a2b3c4d5e6f7a8b\\.txt must have the caching, public'], signedIn],
    ['missing words', { 'GET /de-1a2b3c4d5e6f7a8b.txt': { status: 404 } }, ['^de-1a2b3c4d5e6f7a8b\\.txt must have the status, 200, but has 404\\.$'], signedIn],
    ['a missing manifest of a language', { 'GET /de.webmanifest': { status: 404 } }, ['^de\\.webmanifest must have the status, 200, but has 404\\.$'], signedIn],
    ['a failing health check', { 'GET /healthz': { status: 404 } }, ['^/healthz must have status 200, but has status 404\\.$']],
    ['a relay that forwards too much', { 'GET /api/v1/projects': { status: 200, body: '[]' } }, ['^The relay must refuse GET /api/v1/projects, but responds with status 200\\.$'], signedIn],
    ['a relay that shows the directory', { 'GET /api/v1/users': { status: 200 } }, ['^The relay must refuse GET /api/v1/users, but'], signedIn],
    ['a relay that forwards PUT', { 'PUT /api/v1/users/999999999999999999/statuses': { status: 404, ...error('Not found') } }, ['^The relay must refuse PUT /api/v1/users/999999999999999999/statuses, but responds with status 404 and the message "Not found"\\.$'], signedIn],
    ['a relay that forwards any type', { 'POST /api/v1/users/999999999999999999/statuses': { status: 403, ...error('Forbidden') } }, ['^The relay must refuse POST .* with a wrong content type, but'], signedIn],
    ['a relay that asks to sign in again', { 'GET /api/v1/projects': { status: 401, ...error('Sign in.') } }, ['^The relay must refuse GET /api/v1/projects, but responds with status 401'], signedIn],
  ];
  for (const [what, replies, sentences, options = () => []] of PROBLEMS) {
    it(what, async () => {
      broken = replies;
      await finds(sentences, ...options());
    });
  }

  it('no problem with a longer time for HTTPS only', async () => {
    broken['*'] = { headers: { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload' } };
    await finds([]);
  });

  it('that the API refuses the token', async () => {
    apiStatus = () => 401;
    await finds([/^The API does not accept the token in .*token\.conf\. It responds with status 401\.$/], ...inside());
  });

  it('that the API cannot be reached', async () => {
    const [name, port] = ['invalid.invalid', await freePort()];
    await rm(join(settings, 'site.conf'));
    await finds([`^This machine cannot find ${name} in DNS\\.$`], '--settings', settings, '--api', `https://${name}/api/v1`);
    await finds(['^This machine cannot connect to localhost, port \\d+: .*Connection refused'], '--settings', settings, '--api', `https://localhost:${port}/api/v1`);
    await finds(['^The certificate of 127\\.0\\.0\\.1 is not valid: IP address mismatch', '.'], '--settings', settings, '--api', `https://127.0.0.1:${portOf(api)}/api/v1`);
  });

  it('a resolver that does not respond', async () => {
    await writeFile(join(settings, 'site.conf'), `# resolver 127.0.0.1:1;\nresolver 127.0.0.1:${resolverPort} 127.0.0.1:9 valid=60s;\n`);
    await finds([/^The resolver 127\.0\.0\.1:9 in the settings does not find localhost\. Use the nameserver from \/etc\/resolv\.conf\.$/], ...inside());
    await rm(join(settings, 'site.conf'));
    assert.match(await finds([], ...inside()), /^skipped {2}The resolver of nginx/m);
  });

  it('that others can read the token', async () => {
    for (const mode of [0o640, 0o604, 0o644]) {
      await chmod(join(settings, 'token.conf'), mode);
      await finds([/^Only root may be able to read the token\. Run: chown root .*token\.conf && chmod 600 .*token\.conf$/], ...inside());
    }
  });

  it('that there is no token', async () => {
    await writeFile(join(settings, 'token.conf'), 'the_API_token_is_missing;\n');
    await finds([/^There is no token in .*token\.conf\.$/], ...inside());
    await writeFile(join(settings, 'caddy.env'), '');
    await finds([/must have either/, /must have either/, /must have either/], ...inside());
    for (const name of ['token.conf', 'caddy.env']) await rm(join(settings, name));
    await finds([/must have either/, /must have either/, /must have either/], ...inside());
  });

  it('that nobody is listed', async () => {
    await writeFile(join(settings, 'people.map'), '# ada@example.org 1;\n\n');
    await finds([/^Nobody is listed in .*people\.map, so nobody can set a status\. deploy\/people writes this list\.$/], ...inside());
    await rm(join(settings, 'people.map'));
    await finds([/^Nobody is listed/], ...inside());
  });

  it('the settings of Caddy', async () => {
    await rm(join(settings, 'token.conf'));
    await writeFile(join(settings, 'caddy.env'), `WHEREABOUTS_TOKEN=${TOKEN}\n`, { mode: 0o600 });
    await writeFile(join(settings, 'people.caddy'), '~(?i)^ada@example\\.org$ 1\n');
    assert.match(await finds([], ...inside()), /^ok {7}Addresses listed in .*people\.caddy: 1\.$/m);
  });
});

/** The relays, each person holding their own token: what passes, and every way round that we know. */

import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { FORM, PASSED, REFUSED, passedOn } from './calls.mjs';
import { exchangeOverHttp2, request } from './raw_http.mjs';
import { SERVERS, Setting } from './setting.mjs';

const STATUSES = '/api/v1/users/1/statuses';
const BODY = 'status=WFH&message=Hello';

for (const name of SERVERS) {
  describe(`the relay of ${name}`, () => {
    /** @type {Setting} */ let setting;
    /** @type {import('./api.mjs').RecordedApi} */ let api;
    /** @type {import('./setting.mjs').Site} */ let site;
    /** @type {{ auth: string }} */ let auth;

    before(async () => {
      setting = await Setting.make();
      api = await setting.api();
      site = await setting.serve(name, { apiPort: api.port });
      auth = { auth: setting.sandbox.token };
    });
    after(() => setting.stop());
    beforeEach(() => {
      api.forget();
    });

    /** @param {import('./raw_http.mjs').Answer} answer @param {number} status */
    function isRefusal(answer, status) {
      assert.equal(answer.status, status);
      assert.deepEqual(answer.headers.get('content-type'), ['application/json']);
      assert.deepEqual(answer.headers.get('cache-control'), ['no-store']);
      const { message, errors } = JSON.parse(String(answer.body));
      assert.match(message, /\w+ .*\.$/);
      assert.ok(Array.isArray(errors));
    }

    for (const { method, target, type } of PASSED) {
      it(`passes on ${method} ${target} ${type ?? ''}`, async () => {
        const answer = type ? await site.post(target, BODY, { ...auth, 'content-type': type }) : await site.get(target, auth);
        assert.equal(answer.status, 200, String(answer.body));
        assert.deepEqual(answer.headers.get('cache-control'), ['no-store']);
        const [call, ...others] = api.calls;
        assert.equal(call?.line, `${method} ${target} HTTP/1.1`);
        assert.match(call.headers.join('\n'), /^host: api\.rm\.smartsheet\.com$/im);
        assert.equal(call.body, type ? BODY : '');
        assert.deepEqual(others, []);
      });
    }

    it('passes on nothing else', async () => {
      assert.deepEqual(await passedOn(REFUSED, site, api, auth), []);
    });

    it('says in the words of the API what it refuses', async () => {
      isRefusal(await site.get('/api/v1/projects', auth), 403);
      isRefusal(await site.get('/api/v1/users?fields=all', auth), 403);
      isRefusal(await site.post(STATUSES, BODY, { ...auth, 'content-type': 'text/plain' }), 403);
      isRefusal(await site.post(STATUSES, `status=WFH&message=${'x'.repeat(10_000)}`, auth), 413);
      assert.equal(api.received, '');
    });

    it('passes on no header but the few that the API needs', async () => {
      const answer = await site.get(STATUSES, {
        ...auth,
        cookie: 'session=secret',
        authorization: 'Basic c2VjcmV0',
        origin: 'https://elsewhere.example',
        referer: 'https://elsewhere.example',
        te: 'trailers',
        'user-agent': 'a browser',
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-host': 'elsewhere.example',
        'x-http-method-override': 'DELETE',
        'x-original-url': '/api/v1/projects',
        'x-auth-request-email': 'ada@example.org',
      });
      assert.equal(answer.status, 200);
      const names = api.calls.flatMap(({ headers }) => headers.map((line) => line.split(':')[0]?.toLowerCase()));
      for (const sent of names) assert.ok(['host', 'accept', 'accept-encoding', 'auth', 'connection', 'user-agent'].includes(sent ?? ''), sent);
      assert.doesNotMatch(api.received, /secret|elsewhere|a browser|10\.0\.0\.1/);
    });

    it('passes on one token at the most', async () => {
      await site.get(STATUSES, { auth: [setting.sandbox.token, 'another'] });
      assert.equal(api.received.match(/^auth:/gim)?.length, 1);
    });

    it('leaves it to the API to refuse who has no token', async () => {
      const answer = await site.get(STATUSES);
      assert.equal(answer.status, 403);
      assert.equal(api.calls.length, 1);
    });

    // What follows a body must not become a call of its own. Either nothing is passed on, or the
    // one call that it was.
    const hidden = request('POST', '/api/v1/users/2/statuses', { auth: 'stolen', 'content-type': FORM }, BODY);
    const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
    /** @type {[string, Record<string, string | string[]>, string][]} */
    const smuggled = [
      ['a length and chunks', { 'content-length': '4', 'transfer-encoding': 'chunked' }, `${chunked}${hidden}`],
      ['chunks and a length of all', { 'transfer-encoding': 'chunked', 'content-length': String(5 + hidden.length) }, `0\r\n\r\n${hidden}`],
      ['two lengths', { 'content-length': [String(BODY.length), String(BODY.length + hidden.length)] }, `${BODY}${hidden}`],
      ['two lengths in one header', { 'content-length': `${BODY.length}, ${BODY.length + hidden.length}` }, `${BODY}${hidden}`],
      ['a length with a sign', { 'content-length': `+${BODY.length}` }, `${BODY}${hidden}`],
      ['a length in hexadecimal', { 'content-length': '0x19' }, `${BODY}${hidden}`],
      ['chunks', { 'transfer-encoding': 'chunked', 'content-length': [] }, `${chunked}${hidden}`],
      ['an unknown encoding', { 'transfer-encoding': 'x', 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks twice', { 'transfer-encoding': ['chunked', 'chunked'], 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks, then nothing', { 'transfer-encoding': 'chunked, identity', 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks with a space before the colon', { 'transfer-encoding ': 'chunked' }, `${chunked}${hidden}`],
      ['chunks after a folded line', { 'x-first': '1\r\n transfer-encoding: chunked' }, `${BODY}${hidden}`],
      ['chunks with an extension', { 'transfer-encoding': 'chunked', 'content-length': [] }, `${BODY.length.toString(16)};x="\r\n${BODY}\r\n0\r\n\r\n${hidden}`],
      ['a length that is too short', { 'content-length': '4' }, `${BODY}${hidden}`],
      ['a length that is too long', { 'content-length': '9999' }, BODY],
      ['no length', { 'content-length': [] }, hidden],
    ];
    for (const [what, headers, body] of smuggled) {
      it(`is not talked into a second call by ${what}`, async () => {
        for (const method of ['POST', 'GET']) {
          api.forget();
          await site.send(request(method, STATUSES, { ...auth, 'content-type': FORM, ...headers }, body));
          assert.ok(api.calls.length <= 1, api.received);
          for (const { line, headers } of api.calls) {
            assert.equal(line, `${method} ${STATUSES} HTTP/1.1`);
            assert.doesNotMatch(headers.join('\n'), /stolen/);
          }
        }
      });
    }

    it('passes on no status of an unknown length, and no read with a body', async () => {
      const headers = { ...auth, 'content-type': FORM, 'transfer-encoding': 'chunked', 'content-length': [] };
      isRefusal(await site.send(request('POST', STATUSES, headers, chunked)), 403);
      isRefusal(await site.send(request('GET', STATUSES, auth, BODY)), 403);
      assert.equal(api.received, '');
    });

    it('is as strict over HTTP/2', async () => {
      const post = { ...auth, ':method': 'POST', ':path': STATUSES, 'content-type': FORM };
      const length = String(BODY.length);
      /** @type {[number, Record<string, string>, string?][]} */
      const passed = [
        [200, { ...auth, ':path': STATUSES }],
        [200, { ...post, 'content-length': length }, BODY],
      ];
      for (const [status, headers, body] of passed) assert.equal(await exchangeOverHttp2(site.port, headers, body), status);
      assert.deepEqual(api.calls.map(({ line }) => line), [`GET ${STATUSES} HTTP/1.1`, `POST ${STATUSES} HTTP/1.1`]);

      api.forget();
      /** @type {[Record<string, string>, string?][]} */
      const refused = [
        [{ ...auth, ':path': '/api/v1/projects' }],
        [{ ...auth, ':path': `${STATUSES}/../../2/statuses` }],
        [{ ...auth, ':path': '/api/v1/users?auth=T0KEN' }],
        [{ ...auth, ':path': `${STATUSES} HTTP/1.1\r\nhost: x` }],
        [{ ...auth, ':path': '/api/v1/users\t' }],
        [{ ...auth, ':method': 'DELETE', ':path': STATUSES }],
        [post, BODY],
        [{ ...post, 'content-length': '10000' }, 'x'.repeat(10_000)],
      ];
      for (const [headers, body] of refused) assert.notEqual(await exchangeOverHttp2(site.port, headers, body), 200, headers[':path']);
      // Lengths that are not those of the body.
      for (const claimed of ['1', String(BODY.length + 1)]) {
        await exchangeOverHttp2(site.port, { ...post, 'content-length': claimed }, BODY);
      }
      assert.deepEqual(api.calls.filter(({ body }) => body !== ''), []);
      assert.ok(!api.calls.some(({ line }) => line !== `POST ${STATUSES} HTTP/1.1`), api.received);
    });

    it('hands through neither cookies nor orders of the API to the server', async () => {
      const odd = http.createServer((_, response) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'cache-control': 'public, max-age=3600',
          'set-cookie': 'track=1',
          'access-control-allow-origin': '*',
          'strict-transport-security': 'max-age=0',
          'x-accel-redirect': '/index.html',
          'x-ratelimit-reset': '1800000000',
        });
        response.end('{"odd":true}');
      });
      odd.listen(0, '127.0.0.1');
      await once(odd, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (odd.address());
      const before = await setting.api({ behind: port });
      const other = await setting.serve(name, { apiPort: before.port });
      const answer = await other.get(STATUSES, auth);
      odd.close();
      assert.equal(String(answer.body), '{"odd":true}');
      assert.equal(answer.headers.get('set-cookie'), undefined);
      assert.equal(answer.headers.get('access-control-allow-origin'), undefined);
      assert.deepEqual(answer.headers.get('cache-control'), ['no-store']);
      assert.deepEqual(answer.headers.get('strict-transport-security'), ['max-age=31536000']);
      assert.deepEqual(answer.headers.get('x-ratelimit-reset'), ['1800000000']);
    });

    it('says so when the API cannot be reached or does not answer', async () => {
      const silent = await setting.api({ behind: null });
      const other = await setting.serve(name, { apiPort: silent.port });
      const began = Date.now();
      isRefusal(await other.send(request('GET', STATUSES, auth), 15_000), 504);
      assert.ok(Date.now() - began < 15_000, 'the page has given up by then');
      await silent.stop();
      isRefusal(await other.get(STATUSES, auth), 502);
    });

    it('writes no token into a log, wherever it is put', async () => {
      const unreachable = await setting.serve(name, { apiPort: 9 });
      const secret = { auth: 'T0KEN-IN-A-HEADER', cookie: 'T0KEN-IN-A-COOKIE' };
      const targets = ['/api/v1/users?auth=T0KEN', '/api/v1/users%3Fauth=T0KEN', '/?auth=T0KEN', '/missing.js?auth=T0KEN', `${STATUSES}?page=1`];
      for (const target of targets) {
        await unreachable.get(target, secret);
        await unreachable.post(target, BODY, secret);
        await unreachable.post(target, BODY, { ...secret, 'content-type': 'T0KEN-IN-A-TYPE' });
      }
      await unreachable.post('/api/v1/users?auth=T0KEN', BODY, { ...secret, 'content-length': '99999999' });
      await unreachable.post(STATUSES, 'status=WFH&message=T0KEN-IN-A-BODY', secret);
      const logs = await unreachable.logs();
      assert.match(logs, /\/api\/v1\/users\/1\/statuses/, 'what is not logged proves nothing');
      assert.doesNotMatch(logs, /T0KEN/);
    });
  });
}

describe('calls at once', () => {
  /** @type {Setting} */ let setting;
  before(async () => void (setting = await Setting.make()));
  after(() => setting.stop());

  it('are limited by nginx, for each address, with a word when it ends', async () => {
    const api = await setting.api();
    const site = await setting.serve('nginx', { apiPort: api.port });
    const answers = await Promise.all(Array.from({ length: 100 }, () => site.get(STATUSES, { auth: setting.sandbox.token })));
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 20 && refused.length < 40, `${refused.length} of 100`);
    for (const { headers, body } of refused) {
      const reset = Number(headers.get('x-ratelimit-reset')?.[0]);
      assert.ok(Math.abs(reset - Date.now() / 1000) < 10, String(reset));
      assert.match(JSON.parse(String(body)).message, /Too many/);
    }
    assert.equal(api.calls.length, 100 - refused.length);
  });

  it('are limited by Caddy, for everyone together', async () => {
    const silent = await setting.api({ behind: null });
    const site = await setting.serve('Caddy', { apiPort: silent.port });
    const answers = await Promise.all(Array.from({ length: 60 }, () => site.get(STATUSES, { auth: setting.sandbox.token })));
    assert.ok(answers.filter(({ status }) => status === 503).length >= 20);
    assert.ok(silent.calls.length <= 40);
  });
});

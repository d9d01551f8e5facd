/** Tests the relays with a token for each person: what they forward, and every known way to bypass them. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ALLOWED, FORM, ME, REFUSED, forwarded } from './requests.mjs';
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
      api.clear();
    });

    /** @param {import('./raw_http.mjs').RawResponse} response @param {number} status */
    function assertError(response, status) {
      assert.equal(response.status, status);
      assert.deepEqual(response.headers.get('content-type'), ['application/json']);
      assert.deepEqual(response.headers.get('cache-control'), ['no-store']);
      const { message, errors } = JSON.parse(String(response.body));
      assert.match(message, /\w+ .*\.$/);
      assert.ok(Array.isArray(errors));
    }

    for (const { method, target, type } of ALLOWED) {
      it(`forwards ${method} ${target} ${type ?? ''}`, async () => {
        const response = type ? await site.post(target, BODY, { ...auth, 'content-type': type }) : await site.get(target, auth);
        assert.equal(response.status, 200, String(response.body));
        assert.deepEqual(response.headers.get('cache-control'), ['no-store']);
        const [received, ...others] = api.requests;
        assert.equal(received?.line, `${method} ${target} HTTP/1.1`);
        assert.match(received.headers.join('\n'), /^host: api\.rm\.smartsheet\.com$/im);
        assert.equal(received.body, type ? BODY : '');
        assert.deepEqual(others, []);
      });
    }

    it('refuses every other request', async () => {
      assert.deepEqual(await forwarded(REFUSED, site, api, auth), []);
    });

    it('reports errors in the format of the API', async () => {
      assertError(await site.get('/api/v1/projects', auth), 403);
      assertError(await site.get('/api/v1/users?fields=all', auth), 403);
      assertError(await site.post(STATUSES, BODY, { ...auth, 'content-type': 'text/plain' }), 403);
      assertError(await site.post(STATUSES, `status=WFH&message=${'x'.repeat(10_000)}`, auth), 413);
      assert.equal(api.received, '');
    });

    it('forwards only the headers that the API needs', async () => {
      const response = await site.get(STATUSES, {
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
      assert.equal(response.status, 200);
      const names = api.requests.flatMap(({ headers }) => headers.map((line) => line.split(':')[0]?.toLowerCase()));
      for (const header of names) assert.ok(['host', 'accept', 'accept-encoding', 'auth', 'connection', 'user-agent'].includes(header ?? ''), header);
      assert.doesNotMatch(api.received, /secret|elsewhere|a browser|10\.0\.0\.1/);
    });

    it('forwards at most one token', async () => {
      await site.get(STATUSES, { auth: [setting.sandbox.token, 'another'] });
      assert.equal(api.received.match(/^auth:/gim)?.length, 1);
    });

    it('lets the API refuse a request without a token', async () => {
      const response = await site.get(STATUSES);
      assert.equal(response.status, 403);
      assert.equal(api.requests.length, 1);
    });

    // Text after a body must not become a second request. The relay forwards one request or none.
    const hidden = request('POST', '/api/v1/users/2/statuses', { auth: 'stolen', 'content-type': FORM }, BODY);
    const chunked = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
    /** @type {[string, Record<string, string | string[]>, string][]} */
    const smuggled = [
      ['a length and chunks', { 'content-length': '4', 'transfer-encoding': 'chunked' }, `${chunked}${hidden}`],
      ['chunks and a length of everything', { 'transfer-encoding': 'chunked', 'content-length': String(5 + hidden.length) }, `0\r\n\r\n${hidden}`],
      ['two lengths', { 'content-length': [String(BODY.length), String(BODY.length + hidden.length)] }, `${BODY}${hidden}`],
      ['two lengths in one header', { 'content-length': `${BODY.length}, ${BODY.length + hidden.length}` }, `${BODY}${hidden}`],
      ['a length with a sign', { 'content-length': `+${BODY.length}` }, `${BODY}${hidden}`],
      ['a length in hexadecimal', { 'content-length': '0x19' }, `${BODY}${hidden}`],
      ['chunks', { 'transfer-encoding': 'chunked', 'content-length': [] }, `${chunked}${hidden}`],
      ['an unknown encoding', { 'transfer-encoding': 'x', 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks twice', { 'transfer-encoding': ['chunked', 'chunked'], 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks, then identity', { 'transfer-encoding': 'chunked, identity', 'content-length': [] }, `${chunked}${hidden}`],
      ['chunks with a space before the colon', { 'transfer-encoding ': 'chunked' }, `${chunked}${hidden}`],
      ['chunks after a folded line', { 'x-first': '1\r\n transfer-encoding: chunked' }, `${BODY}${hidden}`],
      ['chunks with an extension', { 'transfer-encoding': 'chunked', 'content-length': [] }, `${BODY.length.toString(16)};x="\r\n${BODY}\r\n0\r\n\r\n${hidden}`],
      ['a length that is too short', { 'content-length': '4' }, `${BODY}${hidden}`],
      ['a length that is too long', { 'content-length': '9999' }, BODY],
      ['no length', { 'content-length': [] }, hidden],
    ];
    for (const [what, headers, body] of smuggled) {
      it(`forwards no second request with ${what}`, async () => {
        for (const method of ['POST', 'GET']) {
          api.clear();
          await site.send(request(method, STATUSES, { ...auth, 'content-type': FORM, ...headers }, body));
          assert.ok(api.requests.length <= 1, api.received);
          for (const { line, headers } of api.requests) {
            assert.equal(line, `${method} ${STATUSES} HTTP/1.1`);
            assert.doesNotMatch(headers.join('\n'), /stolen/);
          }
        }
      });
    }

    it('refuses a POST of unknown length and a GET with a body', async () => {
      const headers = { ...auth, 'content-type': FORM, 'transfer-encoding': 'chunked', 'content-length': [] };
      assertError(await site.send(request('POST', STATUSES, headers, chunked)), 403);
      assertError(await site.send(request('GET', STATUSES, auth, BODY)), 403);
      assert.equal(api.received, '');
    });

    it('is as strict over HTTP/2', async () => {
      const post = { ...auth, ':method': 'POST', ':path': STATUSES, 'content-type': FORM };
      const length = String(BODY.length);
      /** @type {[number, Record<string, string>, string?][]} */
      const allowed = [
        [200, { ...auth, ':path': STATUSES }],
        [200, { ...post, 'content-length': length }, BODY],
      ];
      for (const [status, headers, body] of allowed) assert.equal(await exchangeOverHttp2(site.port, headers, body), status);
      assert.deepEqual(api.requests.map(({ line }) => line), [`GET ${STATUSES} HTTP/1.1`, `POST ${STATUSES} HTTP/1.1`]);

      api.clear();
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
      // The Content-Length does not match the body.
      for (const claimed of ['1', String(BODY.length + 1)]) {
        await exchangeOverHttp2(site.port, { ...post, 'content-length': claimed }, BODY);
      }
      assert.deepEqual(api.requests.filter(({ body }) => body !== ''), []);
      assert.ok(!api.requests.some(({ line }) => line !== `POST ${STATUSES} HTTP/1.1`), api.received);
    });

    it('drops cookies and server instructions from API responses', async () => {
      let status = 200;
      const oddApi = await setting.fakeApi((_, response) => {
        response.writeHead(status, {
          'content-type': 'application/json',
          'cache-control': 'public, max-age=3600',
          date: 'Tue, 01 Jan 2030 12:00:00 GMT',
          'set-cookie': 'track=1',
          'access-control-allow-origin': '*',
          'strict-transport-security': 'max-age=0',
          'x-accel-redirect': '/index.html',
          'x-ratelimit-reset': '1800000000',
        });
        response.end('{"odd":true}');
      });
      const other = await setting.serve(name, { apiPort: oddApi.port });
      for (status of [200, 401, 403, 500]) {
        const response = await other.get(STATUSES, auth);
        assert.equal(response.status, status);
        assert.equal(String(response.body), '{"odd":true}');
        assert.equal(response.headers.get('set-cookie'), undefined);
        assert.equal(response.headers.get('access-control-allow-origin'), undefined);
        assert.deepEqual(response.headers.get('cache-control'), ['no-store']);
        assert.deepEqual(response.headers.get('strict-transport-security'), ['max-age=31536000']);
        assert.deepEqual(response.headers.get('x-ratelimit-reset'), ['1800000000']);
        // The page compares the times of records with the clock of the API.
        assert.deepEqual(response.headers.get('date'), ['Tue, 01 Jan 2030 12:00:00 GMT']);
      }
    });

    it('says that nobody has signed in', async () => {
      const response = await site.get(ME, auth);
      assert.equal(response.status, 204, response.all);
      assert.deepEqual(response.headers.get('cache-control'), ['no-store']);
      assert.equal(api.received, '');
    });

    it('reports an API that is unreachable or does not respond', async () => {
      const silent = await setting.api({ upstreamPort: null });
      const other = await setting.serve(name, { apiPort: silent.port });
      const startTime = Date.now();
      assertError(await other.send(request('GET', STATUSES, auth), 15_000), 504);
      assert.ok(Date.now() - startTime < 15_000, 'the relay must time out before the page');
      await silent.stop();
      const refused = await other.get(STATUSES, auth);
      assertError(refused, 502);
      assert.match(String(refused.body), /could not reach Resource Management/);
      const logs = await other.logs(/connection refused/i);
      assert.match(logs, /connection refused/i, 'the log must name the cause');
      assert.match(logs, /timed out|timeout/i, 'the log must name the cause');
    });

    it('reports that the address of the API could not be found', async () => {
      const other = await setting.serve(name, { apiPort: 9, apiName: 'does-not-exist.invalid' });
      const response = await other.get(`${STATUSES}?page=1`, auth);
      assertError(response, 502);
      assert.match(String(response.body), /could not find the address of Resource Management/);
      const logs = await other.logs(/does-not-exist/);
      assert.match(logs, /does-not-exist\.invalid/, 'the log must name the cause');
      assert.ok(!logs.includes(setting.sandbox.token));
    });

    it('never logs a token, wherever the request has it', async () => {
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
      const logs = await unreachable.logs(/statuses/);
      assert.match(logs, /\/api\/v1\/users\/1\/statuses/, 'the log must contain the requests');
      assert.doesNotMatch(logs, /T0KEN/);
    });
  });
}

describe('concurrent requests', () => {
  /** @type {Setting} */ let setting;
  before(async () => void (setting = await Setting.make()));
  after(() => setting.stop());

  it('are limited by nginx for each IP address, with a reset time', async () => {
    const api = await setting.api();
    const site = await setting.serve('nginx', { apiPort: api.port });
    const responses = await Promise.all(Array.from({ length: 100 }, () => site.get(STATUSES, { auth: setting.sandbox.token })));
    const refused = responses.filter(({ status }) => status === 429);
    assert.ok(refused.length > 20 && refused.length < 40, `${refused.length} of 100`);
    for (const { headers, body } of refused) {
      const reset = Number(headers.get('x-ratelimit-reset')?.[0]);
      assert.ok(Math.abs(reset - Date.now() / 1000) < 10, String(reset));
      assert.match(JSON.parse(String(body)).message, /Too many/);
    }
    assert.equal(api.requests.length, 100 - refused.length);
  });

  it('are limited by Caddy in total', async () => {
    const silent = await setting.api({ upstreamPort: null });
    const site = await setting.serve('Caddy', { apiPort: silent.port });
    const responses = await Promise.all(Array.from({ length: 60 }, () => site.get(STATUSES, { auth: setting.sandbox.token })));
    assert.ok(responses.filter(({ status }) => status === 503).length >= 20);
    assert.ok(silent.requests.length <= 40);
  });
});

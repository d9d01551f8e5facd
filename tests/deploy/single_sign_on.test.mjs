/** Tests the relays that hold the token: they identify each person and allow only their own status. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ALLOWED_WITH_TOKEN_OF_RELAY, FORM, ME, REFUSED_WITH_TOKEN_OF_RELAY, forwarded } from './requests.mjs';
import { SITE_NAME, exchangeOverHttp2, request } from './raw_http.mjs';
import { FILES, SERVERS, Setting } from './setting.mjs';
import { SignInService } from './sign_in_service.mjs';

const BODY = 'status=WFH&message=Hello';
const OWN = '/api/v1/users/1/statuses';
const OTHER = '/api/v1/users/2/statuses';
const SAME_ORIGIN = { origin: `https://${SITE_NAME}` };
const ADA = { cookie: 'session=ada', ...SAME_ORIGIN };

for (const name of SERVERS) {
  describe(`single sign-on in front of ${name}`, () => {
    /** @type {Setting} */ let setting;
    /** @type {import('./api.mjs').RecordedApi} */ let api;
    /** @type {SignInService} */ let signIn;
    /** @type {import('./setting.mjs').Site} */ let site;

    before(async () => {
      setting = await Setting.make();
      api = await setting.api();
      signIn = new SignInService();
      const people = { 'ada@example.org': '1', 'grace@example.org': '2' };
      const relayAuth = { token: setting.sandbox.token, signInPort: await signIn.listen(), people };
      site = await setting.serve(name, { apiPort: api.port, relayAuth });
    });
    after(async () => {
      await setting.stop();
      await signIn.stop();
    });
    beforeEach(() => {
      api.clear();
      signIn.requests = [];
    });

    /** @param {import('./raw_http.mjs').RawResponse} response @param {number} status @param {RegExp} message */
    function assertError(response, status, message) {
      assert.equal(response.status, status, response.all);
      const error = JSON.parse(String(response.body));
      assert.match(`${error.message} ${error.errors.join(' ')}`, message);
      assert.deepEqual(response.headers.get('cache-control'), ['no-store']);
      assert.equal(api.received, '');
    }

    for (const { method, target, type } of ALLOWED_WITH_TOKEN_OF_RELAY) {
      it(`forwards ${method} ${target} ${type ?? ''} with its own token`, async () => {
        const headers = { ...ADA, auth: 'a token of the browser', ...(type && { 'content-type': type }) };
        const response = await site.send(request(method, target, headers, type ? BODY : ''));
        assert.equal(response.status, 200, response.all);
        const [received, ...others] = api.requests;
        assert.equal(received?.line, `${method} ${target} HTTP/1.1`);
        assert.deepEqual(received.headers.filter((line) => /^auth:/i.test(line)).map((line) => line.slice(6)), [setting.sandbox.token]);
        assert.equal(received.body, type ? BODY : '');
        assert.deepEqual(others, []);
        assert.doesNotMatch(api.received, /session|ada@|a token of the browser/);
        assert.doesNotMatch(response.all, new RegExp(setting.sandbox.token));
      });
    }

    it('refuses every other request', async () => {
      assert.deepEqual(await forwarded(REFUSED_WITH_TOKEN_OF_RELAY, site, api, ADA), []);
    });

    it('refuses anyone who has not signed in', async () => {
      assertError(await site.post(OWN, BODY, SAME_ORIGIN), 401, /not signed in/);
      assertError(await site.get(OWN), 401, /not signed in/);
      const response = await site.get(ME);
      assertError(response, 401, /./);
      assert.deepEqual(JSON.parse(String(response.body)), { message: 'You are not signed in.', errors: [] });
    });

    it('tells the page who has signed in', async () => {
      for (const [who, id] of Object.entries({ ada: 1, grace: 2 })) {
        api.clear();
        const response = await site.get(ME, { cookie: `session=${who}` });
        assert.equal(response.status, 200, response.all);
        assert.equal(JSON.parse(String(response.body)).id, id);
        assert.deepEqual(api.requests.map(({ line }) => line), [`GET /api/v1/users/${id} HTTP/1.1`]);
      }
    });

    it('tells the page if the person is not linked, and only then', async () => {
      const response = await site.get(ME, { cookie: 'session=stranger' });
      assertError(response, 403, /not linked to a person in Resource Management\. Ask an administrator/);
      assert.deepEqual(JSON.parse(String(response.body)).errors, ['not linked']);
      for (const target of ['/api/v1/users', '/api/v1/projects', OTHER]) {
        assert.deepEqual(JSON.parse(String((await site.get(target, ADA)).body)).errors, [], target);
      }
    });

    it('refuses the directory in the words of the other refusals', async () => {
      for (const target of ['/api/v1/users', '/api/v1/users/1', '/api/v1/users/2', '/api/v1/leave_types']) {
        assertError(await site.get(target, ADA), 403, /^The relay does not allow this request\. $/);
      }
    });

    it('ignores identity headers from the browser', async () => {
      const claims = { 'x-auth-request-email': 'ada@example.org', 'x-forwarded-email': 'ada@example.org', 'remote-user': 'ada@example.org' };
      assertError(await site.post(OWN, BODY, { ...SAME_ORIGIN, ...claims }), 401, /not signed in/);
      assertError(await site.post(OWN, BODY, { ...SAME_ORIGIN, ...claims, cookie: 'session=nameless' }), 403, /link/);
      assertError(await site.post(OWN, BODY, { ...SAME_ORIGIN, ...claims, cookie: 'session=grace' }), 403, /own status/);
      assertError(await site.get(OWN, { ...claims, cookie: 'session=stranger' }), 403, /link/);
    });

    it("refuses access to another person's status", async () => {
      assertError(await site.post(OTHER, BODY, ADA), 403, /own status/);
      assertError(await site.get(OTHER, ADA), 403, /own status/);
      assertError(await site.get(`${OTHER}?page=1`, ADA), 403, /own status/);
      for (const id of ['11', '12', '21', '10']) assertError(await site.post(`/api/v1/users/${id}/statuses`, BODY, ADA), 403, /own status/);
      for (const target of [`${OWN}/../../2/statuses`, `${OTHER}/../../1/statuses`, '/api/v1/users/2/../1/statuses', '/api/v1/users/1%2f..%2f2/statuses']) {
        assertError(await site.post(target, BODY, ADA), 403, /./);
      }
      assert.equal((await site.post(OTHER, BODY, { ...SAME_ORIGIN, cookie: 'session=grace' })).status, 200);
    });

    it('refuses anyone who is not linked to a user ID', async () => {
      const stranger = { cookie: 'session=stranger', ...SAME_ORIGIN };
      assertError(await site.post(OWN, BODY, stranger), 403, /link/);
      assertError(await site.get('/api/v1/assignables', stranger), 403, /link/);
      assertError(await site.post('/api/v1/users/nobody/statuses', BODY, stranger), 403, /./);
    });

    it('refuses a status from a form on another site', async () => {
      for (const origin of ['https://elsewhere.example', 'null', `http://${SITE_NAME}`, `https://${SITE_NAME}.elsewhere.example`, `https://elsewhere.example/https://${SITE_NAME}`, []]) {
        assertError(await site.post(OWN, BODY, { ...ADA, origin }), 403, /./);
      }
    });

    it('is as strict over HTTP/2', async () => {
      const post = { ...ADA, ':method': 'POST', 'content-type': FORM, 'content-length': String(BODY.length) };
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN }, BODY), 200);
      assert.deepEqual(api.requests.map(({ line }) => line), [`POST ${OWN} HTTP/1.1`]);
      api.clear();
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OTHER }, BODY), 403);
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN, origin: 'https://elsewhere.example' }, BODY), 403);
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN, cookie: '' }, BODY), 401);
      assert.equal(api.received, '');
    });

    it('forwards no second request after a body', async () => {
      const hidden = request('POST', OTHER, { ...ADA }, BODY);
      await site.send(request('POST', OWN, { ...ADA, 'content-type': FORM, connection: 'keep-alive', 'content-length': String(BODY.length) }, `${BODY}${hidden}`));
      assert.deepEqual(api.requests.map(({ line }) => line), [`POST ${OWN} HTTP/1.1`]);
    });

    it('redirects to the sign-in and back to the same URL', async () => {
      const response = await site.get('/history?status=WFH&message=a');
      assert.equal(response.status, 302);
      assert.deepEqual(response.headers.get('location'), [`https://provider.example/?back=${encodeURIComponent('/history?status=WFH&message=a')}`]);
      assert.equal(String((await site.get('/history', ADA)).body), FILES['index.html']);
      for (const file of ['whereabouts-0a1.js', 'de-1a2b3c4d5e6f7a8b.txt', 'de.webmanifest']) assert.equal((await site.get(`/${file}`)).status, 200, file);
    });

    it('sends no token and no body to the sign-in service', async () => {
      await site.post(OWN, BODY, { ...ADA, auth: 'a token of the browser' });
      await site.get('/oauth2/callback?code=1', { auth: 'a token of the browser' });
      assert.deepEqual(signIn.requests.map(({ url }) => url), ['/oauth2/auth', '/oauth2/callback?code=1']);
      for (const { headers } of signIn.requests) {
        assert.equal(headers.auth, undefined);
        assert.ok(!Number(headers['content-length'] ?? 0));
      }
    });

    it('never logs its token', async () => {
      await site.post(OWN, BODY, ADA);
      await site.get('/oauth2/callback?code=C0DE', ADA);
      const unreachable = await setting.serve(name, {
        apiPort: 9,
        relayAuth: { token: setting.sandbox.token, signInPort: 9, people: {} },
      });
      await unreachable.get(OWN, ADA);
      const logs = (await site.logs(/statuses/)) + (await unreachable.logs());
      assert.match(logs, /users\/1\/statuses/);
      assert.ok(!logs.includes(setting.sandbox.token));
      assert.doesNotMatch(logs, /session=|C0DE/);
    });
  });

  describe(`a relay of ${name} that holds the token`, () => {
    /** @type {Setting} */ let setting;
    /** @type {import('./api.mjs').RecordedApi} */ let api;
    /** @type {SignInService} */ let signIn;
    before(async () => {
      setting = await Setting.make();
      api = await setting.api();
      signIn = new SignInService();
      await signIn.listen();
    });
    after(async () => {
      await setting.stop();
      await signIn.stop();
    });
    beforeEach(() => api.clear());

    /** @param {Partial<import('./configuration.mjs').Deployment>} [options] @param {Record<string, string>} [people] */
    const serve = (options, people = { 'ada@example.org': '1' }) =>
      setting.serve(name, { apiPort: api.port, relayAuth: { token: setting.sandbox.token, signInPort: signIn.port, people }, ...options });

    it('refuses everyone while the sign-in service is down', async () => {
      const relayAuth = { token: setting.sandbox.token, signInPort: null, people: { 'ada@example.org': '1', nobody: '1' } };
      const site = await serve({ relayAuth });
      const claims = { ...ADA, 'x-auth-request-email': 'ada@example.org', auth: setting.sandbox.token };
      for (const response of [await site.post(OWN, BODY, claims), await site.get(OWN, claims), await site.get(ME, claims)]) {
        assert.ok(response.status >= 500, response.all);
        assert.match(JSON.parse(String(response.body)).message, /could not reach the sign-in service/);
      }
      assert.ok((await site.get('/', claims)).status >= 500);
      assert.equal(api.received, '');
    });

    it('shows no projects if its setting is removed', async () => {
      const line = { nginx: 'set $whereabouts_assignables shown;', Caddy: 'vars assignables shown' }[name];
      const site = await serve({ settings: { [line]: '' } });
      const response = await site.get('/api/v1/assignables?page=1', ADA);
      assert.equal(response.status, 403);
      assert.match(String(response.body), /does not allow/);
      assert.equal(api.received, '');
      assert.equal((await site.get(ME, ADA)).status, 200);
    });

    it("passes the API's 403 on, and reports its 401 as a token that is not accepted", async () => {
      let status = 403;
      const refusing = await setting.fakeApi((_, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"forbidden","errors":["access denied"]}');
      });
      const site = await serve({ apiPort: refusing.port });
      for (const target of [ME, OWN]) {
        const response = await site.get(target, ADA);
        assert.equal(response.status, 403);
        assert.equal(String(response.body), '{"message":"forbidden","errors":["access denied"]}');
      }
      status = 401;
      const response = await site.get(ME, ADA);
      assert.equal(response.status, 503, response.all);
      assert.match(JSON.parse(String(response.body)).message, /does not accept the token/);
    });

    it('finds an address in upper or lower case, and a long one', async () => {
      const long = `${'a'.repeat(200)}@example.org`;
      const site = await serve({}, { 'Ada@Example.org': '1', [long]: '2' });
      assert.equal((await site.get(ME, ADA)).status, 200);
      const response = await site.get(ME, { cookie: `session=${'a'.repeat(200)}` });
      assert.equal(JSON.parse(String(response.body)).id, 2, response.all);
    });

    it('takes no part of an address for the whole', async () => {
      const site = await serve({}, { 'ada@example.or': '1', 'da@example.org': '1', 'adaXexample.org': '1' });
      assert.equal((await site.get(ME, ADA)).status, 403);
    });

    it('accepts large cookies, from the browser and from the sign-in service', async () => {
      const site = await serve();
      const large = { ...ADA, cookie: `${ADA.cookie}; large=${'x'.repeat(12_000)}` };
      assert.equal((await site.get(ME, large)).status, 200);
      assert.equal((await site.post(OWN, BODY, large)).status, 200);
      assert.equal((await site.get('/', large)).status, 200);
      assert.equal(await exchangeOverHttp2(site.port, { ':path': ME, ...large }), 200);

      signIn.signsInAs = 'ada';
      signIn.cookies = [1, 2, 3].map((part) => `part${part}=${'x'.repeat(4_000)}`);
      const response = await site.get('/history');
      signIn.signsInAs = null;
      assert.equal(response.status, 302, response.all);
      assert.deepEqual(response.headers.get('location'), ['/history']);
      assert.equal(response.headers.get('set-cookie')?.length, 4);
    });

    it('signs people out when the sign-in service does', async () => {
      const site = await serve();
      assert.equal((await site.get(ME, ADA)).status, 200);
      signIn.signEverybodyOut();
      assert.equal((await site.get(ME, ADA)).status, 401);
      signIn.signsInAs = 'ada';
      const { headers } = await site.get('/');
      signIn.signsInAs = null;
      const [cookie = ''] = headers.get('set-cookie') ?? [];
      assert.equal((await site.get(ME, { cookie })).status, 200);
    });
  });
}

describe('a list of people with a stray semicolon', () => {
  /** @type {Setting} */ let setting;
  before(async () => void (setting = await Setting.make()));
  after(() => setting.stop());
  const people = { 'ada@example.org': '1;' };

  it('stops nginx', async () => {
    await assert.rejects(setting.serve('nginx', { apiPort: 9, relayAuth: { token: 'T0KEN', signInPort: 9, people } }), /unexpected ";" in .*people\.map:1/);
  });

  it('links nobody in Caddy', async () => {
    const signIn = new SignInService();
    const api = await setting.api();
    const site = await setting.serve('Caddy', { apiPort: api.port, relayAuth: { token: 'T0KEN', signInPort: await signIn.listen(), people } });
    const response = await site.get(ME, ADA);
    await signIn.stop();
    assert.equal(response.status, 403);
    assert.deepEqual(JSON.parse(String(response.body)).errors, ['not linked']);
    assert.equal(api.received, '');
  });
});

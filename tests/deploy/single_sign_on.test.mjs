/** Tests the relays that hold the token: they identify each person and allow only their own status. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ALLOWED, FORM, REFUSED, forwarded } from './requests.mjs';
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

    for (const { method, target, type } of ALLOWED) {
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
      assert.deepEqual(await forwarded(REFUSED, site, api, ADA), []);
    });

    it('refuses anyone who has not signed in', async () => {
      assertError(await site.post(OWN, BODY, SAME_ORIGIN), 401, /not signed in/);
      assertError(await site.get(OWN), 401, /not signed in/);
      assertError(await site.get('/api/v1/users'), 401, /not signed in/);
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
      assertError(await site.get('/api/v1/users', stranger), 403, /link/);
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
      assert.equal((await site.get('/whereabouts-0a1.js')).status, 200);
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
      const logs = (await site.logs()) + (await unreachable.logs());
      assert.match(logs, /users\/1\/statuses/);
      assert.ok(!logs.includes(setting.sandbox.token));
      assert.doesNotMatch(logs, /session=|C0DE/);
    });
  });

  describe(`a relay of ${name} that holds the token, without single sign-on`, () => {
    it('refuses everyone', async () => {
      const setting = await Setting.make();
      try {
        const api = await setting.api();
        const relayAuth = { token: setting.sandbox.token, signInPort: null, people: { 'ada@example.org': '1', nobody: '1' } };
        const site = await setting.serve(name, { apiPort: api.port, relayAuth });
        const claims = { ...ADA, 'x-auth-request-email': 'ada@example.org', auth: setting.sandbox.token };
        assert.equal((await site.post(OWN, BODY, claims)).status, 401);
        assert.equal((await site.get(OWN, claims)).status, 401);
        assert.equal((await site.get('/', claims)).status, 401);
        assert.equal(api.received, '');
      } finally {
        await setting.stop();
      }
    });
  });
}

/** The relays that hold the token: they ask who it is, and let each person at their own status only. */

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { FORM, PASSED, REFUSED, passedOn } from './calls.mjs';
import { SITE_NAME, exchangeOverHttp2, request } from './raw_http.mjs';
import { FILES, SERVERS, Setting } from './setting.mjs';
import { SignInService } from './sign_in_service.mjs';

const BODY = 'status=WFH&message=Hello';
const OWN = '/api/v1/users/1/statuses';
const OF_ANOTHER = '/api/v1/users/2/statuses';
const HERE = { origin: `https://${SITE_NAME}` };
const ADA = { cookie: 'session=ada', ...HERE };

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
      const relayHolds = { token: setting.sandbox.token, signInPort: await signIn.listen(), people };
      site = await setting.serve(name, { apiPort: api.port, relayHolds });
    });
    after(async () => {
      await setting.stop();
      await signIn.stop();
    });
    beforeEach(() => {
      api.forget();
      signIn.asked = [];
    });

    /** @param {import('./raw_http.mjs').Answer} answer @param {number} status @param {RegExp} message */
    function isRefusal(answer, status, message) {
      assert.equal(answer.status, status, answer.all);
      const said = JSON.parse(String(answer.body));
      assert.match(`${said.message} ${said.errors.join(' ')}`, message);
      assert.deepEqual(answer.headers.get('cache-control'), ['no-store']);
      assert.equal(api.received, '');
    }

    for (const { method, target, type } of PASSED) {
      it(`passes on ${method} ${target} ${type ?? ''} with its own token`, async () => {
        const headers = { ...ADA, auth: 'a token of the browser', ...(type && { 'content-type': type }) };
        const answer = await site.send(request(method, target, headers, type ? BODY : ''));
        assert.equal(answer.status, 200, answer.all);
        const [call, ...others] = api.calls;
        assert.equal(call?.line, `${method} ${target} HTTP/1.1`);
        assert.deepEqual(call.headers.filter((line) => /^auth:/i.test(line)).map((line) => line.slice(6)), [setting.sandbox.token]);
        assert.equal(call.body, type ? BODY : '');
        assert.deepEqual(others, []);
        assert.doesNotMatch(api.received, /session|ada@|a token of the browser/);
        assert.doesNotMatch(answer.all, new RegExp(setting.sandbox.token));
      });
    }

    it('passes on nothing else', async () => {
      assert.deepEqual(await passedOn(REFUSED, site, api, ADA), []);
    });

    it('lets nobody in who has not signed in', async () => {
      isRefusal(await site.post(OWN, BODY, HERE), 401, /not signed in/);
      isRefusal(await site.get(OWN), 401, /not signed in/);
      isRefusal(await site.get('/api/v1/users'), 401, /not signed in/);
    });

    it('takes nobody at the word of the browser', async () => {
      const claims = { 'x-auth-request-email': 'ada@example.org', 'x-forwarded-email': 'ada@example.org', 'remote-user': 'ada@example.org' };
      isRefusal(await site.post(OWN, BODY, { ...HERE, ...claims }), 401, /not signed in/);
      isRefusal(await site.post(OWN, BODY, { ...HERE, ...claims, cookie: 'session=nameless' }), 403, /link/);
      isRefusal(await site.post(OWN, BODY, { ...HERE, ...claims, cookie: 'session=grace' }), 403, /own status/);
      isRefusal(await site.get(OWN, { ...claims, cookie: 'session=stranger' }), 403, /link/);
    });

    it("keeps one person from another's status", async () => {
      isRefusal(await site.post(OF_ANOTHER, BODY, ADA), 403, /own status/);
      isRefusal(await site.get(OF_ANOTHER, ADA), 403, /own status/);
      isRefusal(await site.get(`${OF_ANOTHER}?page=1`, ADA), 403, /own status/);
      for (const id of ['11', '12', '21', '10']) isRefusal(await site.post(`/api/v1/users/${id}/statuses`, BODY, ADA), 403, /own status/);
      for (const target of [`${OWN}/../../2/statuses`, `${OF_ANOTHER}/../../1/statuses`, '/api/v1/users/2/../1/statuses', '/api/v1/users/1%2f..%2f2/statuses']) {
        isRefusal(await site.post(target, BODY, ADA), 403, /./);
      }
      assert.equal((await site.post(OF_ANOTHER, BODY, { ...HERE, cookie: 'session=grace' })).status, 200);
    });

    it('lets in nobody who is not linked with a user id', async () => {
      const stranger = { cookie: 'session=stranger', ...HERE };
      isRefusal(await site.post(OWN, BODY, stranger), 403, /link/);
      isRefusal(await site.get('/api/v1/users', stranger), 403, /link/);
      isRefusal(await site.post('/api/v1/users/nobody/statuses', BODY, stranger), 403, /./);
    });

    it('takes no status from a form on another site', async () => {
      for (const origin of ['https://elsewhere.example', 'null', `http://${SITE_NAME}`, `https://${SITE_NAME}.elsewhere.example`, `https://elsewhere.example/https://${SITE_NAME}`, []]) {
        isRefusal(await site.post(OWN, BODY, { ...ADA, origin }), 403, /./);
      }
    });

    it('does the same over HTTP/2', async () => {
      const post = { ...ADA, ':method': 'POST', 'content-type': FORM, 'content-length': String(BODY.length) };
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN }, BODY), 200);
      assert.deepEqual(api.calls.map(({ line }) => line), [`POST ${OWN} HTTP/1.1`]);
      api.forget();
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OF_ANOTHER }, BODY), 403);
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN, origin: 'https://elsewhere.example' }, BODY), 403);
      assert.equal(await exchangeOverHttp2(site.port, { ...post, ':path': OWN, cookie: '' }, BODY), 401);
      assert.equal(api.received, '');
    });

    it('is not talked into a second call by what follows a body', async () => {
      const hidden = request('POST', OF_ANOTHER, { ...ADA }, BODY);
      await site.send(request('POST', OWN, { ...ADA, 'content-type': FORM, connection: 'keep-alive', 'content-length': String(BODY.length) }, `${BODY}${hidden}`));
      assert.deepEqual(api.calls.map(({ line }) => line), [`POST ${OWN} HTTP/1.1`]);
    });

    it('sends who opens the page to sign in, and back to the same place', async () => {
      const answer = await site.get('/history?status=WFH&message=a');
      assert.equal(answer.status, 302);
      assert.deepEqual(answer.headers.get('location'), [`https://provider.example/?back=${encodeURIComponent('/history?status=WFH&message=a')}`]);
      assert.equal(String((await site.get('/history', ADA)).body), FILES['index.html']);
      assert.equal((await site.get('/start-0a1.js')).status, 200);
    });

    it('shows the sign-in service no token and no body', async () => {
      await site.post(OWN, BODY, { ...ADA, auth: 'a token of the browser' });
      await site.get('/oauth2/callback?code=1', { auth: 'a token of the browser' });
      assert.deepEqual(signIn.asked.map(({ url }) => url), ['/oauth2/auth', '/oauth2/callback?code=1']);
      for (const { headers } of signIn.asked) {
        assert.equal(headers.auth, undefined);
        assert.ok(!Number(headers['content-length'] ?? 0));
      }
    });

    it('writes its token into no log', async () => {
      await site.post(OWN, BODY, ADA);
      await site.get('/oauth2/callback?code=C0DE', ADA);
      const unreachable = await setting.serve(name, {
        apiPort: 9,
        relayHolds: { token: setting.sandbox.token, signInPort: 9, people: {} },
      });
      await unreachable.get(OWN, ADA);
      const logs = (await site.logs()) + (await unreachable.logs());
      assert.match(logs, /users\/1\/statuses/);
      assert.ok(!logs.includes(setting.sandbox.token));
      assert.doesNotMatch(logs, /session=|C0DE/);
    });
  });

  describe(`a relay of ${name} that holds the token before people can sign in`, () => {
    it('lets nobody in', async () => {
      const setting = await Setting.make();
      try {
        const api = await setting.api();
        const relayHolds = { token: setting.sandbox.token, signInPort: null, people: { 'ada@example.org': '1', nobody: '1' } };
        const site = await setting.serve(name, { apiPort: api.port, relayHolds });
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

/** Tests the relay for Cloudflare Pages, Netlify and Vercel. */

import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import * as cloudflare from '../../deploy/cloudflare-pages/functions/api/[[path]].js';
import { relay } from '../../deploy/edge/relay.js';
import * as netlify from '../../deploy/netlify/edge-functions/relay.js';
import { ALLOWED, FORM, ME, REFUSED } from './requests.mjs';

const ORIGIN = 'https://status.example.org';
const BODY = 'status=WFH&message=Hello';
const READ = { method: 'GET', target: '/api/v1/users' };
const SET_STATUS = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };

/**
 * A request as a platform passes it to the relay. The constructor of `Request` would normalise or reject
 * some of them.
 * @param {import('./requests.mjs').ApiRequest} apiRequest
 * @param {Record<string, string>} [headers]
 * @param {string} [body]
 */
function incoming({ method, target, type }, headers = {}, body = BODY) {
  const bodyHeaders = type && { 'content-type': type, 'content-length': String(body.length) };
  const request = {
    method,
    url: new URL(target, ORIGIN).href,
    headers: new Headers({ ...bodyHeaders, ...headers }),
    arrayBuffer: async () => new TextEncoder().encode(body).buffer,
  };
  return /** @type {Request} */ (/** @type {unknown} */ (request));
}

/**
 * Runs the relay with a fake API. Returns the response and what the relay sent.
 * @param {Request} request
 * @param {() => Promise<Response>} [respond]
 */
async function relayed(request, respond = async () => Response.json({ data: [] })) {
  /** @type {(RequestInit & { url: unknown })[]} */
  const sent = [];
  const fetch = mock.method(globalThis, 'fetch', (/** @type {unknown} */ url, /** @type {RequestInit} */ options) => {
    sent.push({ url, ...options });
    return respond();
  });
  try {
    return { response: await relay(request), sent };
  } finally {
    fetch.mock.restore();
  }
}

/** @param {Response} response @param {number} status @param {RegExp} message */
async function assertError(response, status, message) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.match((await response.json()).message, message);
}

describe('the edge relay', () => {
  for (const apiRequest of ALLOWED) {
    it(`forwards ${apiRequest.method} ${apiRequest.target} ${apiRequest.type ?? ''}`, async () => {
      const request = incoming(apiRequest, { auth: 'T0KEN', cookie: 'session=1', 'x-forwarded-for': '10.0.0.1' });
      const { response, sent } = await relayed(request);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const [{ url, method, headers, body, redirect } = { url: null }, ...others] = sent;
      assert.equal(url, `https://api.rm.smartsheet.com${apiRequest.target}`);
      assert.equal(method, apiRequest.method);
      assert.equal(redirect, 'manual');
      assert.deepEqual(headers, { accept: 'application/json', auth: 'T0KEN', ...(apiRequest.type && { 'content-type': apiRequest.type }) });
      assert.equal(body && new TextDecoder().decode(/** @type {ArrayBuffer} */ (body)), apiRequest.type ? BODY : undefined);
      assert.deepEqual(others, []);
    });
  }

  it('says that nobody has signed in', async () => {
    const { response, sent } = await relayed(incoming({ method: 'GET', target: ME }, { auth: 'T0KEN' }));
    assert.equal(response.status, 204);
    assert.deepEqual(sent, []);
  });

  it('refuses every other request', async () => {
    for (const apiRequest of REFUSED) {
      const { response, sent } = await relayed(incoming(apiRequest, { auth: 'T0KEN' }));
      const { pathname, search } = new URL(apiRequest.target, ORIGIN);
      if (pathname + search === apiRequest.target) {
        await assertError(response, 403, /does not allow/);
        assert.deepEqual(sent, [], apiRequest.target);
      } else {
        // `URL` normalises these. The relay checks and forwards the normalised URL.
        for (const { url } of sent) assert.match(String(url), /^https:\/\/api\.rm\.smartsheet\.com\/api\/v1\/users(\/[12](\/statuses)?)?$/);
      }
    }
  });

  it('refuses a status that is too long, whatever its Content-Length', async () => {
    const long = `status=WFH&message=${'x'.repeat(10_000)}`;
    for (const request of [
      incoming(SET_STATUS, {}, long),
      incoming(SET_STATUS, { 'content-length': '5' }, long),
      incoming(SET_STATUS, { 'content-length': '99999' }),
    ]) {
      const { response, sent } = await relayed(request);
      await assertError(response, 413, /too long/);
      assert.deepEqual(sent, []);
    }
  });

  it('returns the rate limit headers, the date and no cookie', async () => {
    const headers = { 'set-cookie': 'a=1', 'access-control-allow-origin': '*', 'cache-control': 'public', date: 'Tue, 01 Jan 2030 12:00:00 GMT', 'x-ratelimit-reset': '1800000000' };
    const { response } = await relayed(incoming(READ), async () => new Response('slow down', { status: 429, headers }));
    assert.equal(response.status, 429);
    assert.equal(await response.text(), 'slow down');
    assert.equal(response.headers.get('x-ratelimit-reset'), '1800000000');
    assert.equal(response.headers.get('date'), 'Tue, 01 Jan 2030 12:00:00 GMT');
    assert.equal(response.headers.get('set-cookie'), null);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('reports an API that is unreachable or does not respond', async () => {
    const unreachable = await relayed(incoming(READ), () => Promise.reject(new TypeError('fetch failed')));
    await assertError(unreachable.response, 502, /could not reach/);
    const late = await relayed(incoming(READ), () => Promise.reject(new DOMException('late', 'TimeoutError')));
    await assertError(late.response, 504, /in time/);
  });

  it('is the function that the platforms run for every request', async () => {
    assert.equal(netlify.default, relay);
    assert.deepEqual(netlify.config, { path: '/api/*' });
    await assertError(await cloudflare.onRequest({ request: incoming({ method: 'GET', target: '/api/v1/projects' }) }), 403, /does not allow/);
  });
});

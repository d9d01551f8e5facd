/** The relay that Cloudflare Pages, Netlify and Vercel run. */

import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import * as cloudflare from '../../deploy/cloudflare-pages/functions/api/[[path]].js';
import { relay } from '../../deploy/edge/relay.js';
import * as netlify from '../../deploy/netlify/edge-functions/relay.js';
import { FORM, PASSED, REFUSED } from './calls.mjs';

const ORIGIN = 'https://status.example.org';
const BODY = 'status=WFH&message=Hello';
const READ = { method: 'GET', target: '/api/v1/users' };
const SET_STATUS = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };

/**
 * A request as a platform hands it on. The constructor of `Request` would mend or refuse some of them.
 * @param {import('./calls.mjs').Call} call
 * @param {Record<string, string>} [headers]
 * @param {string} [body]
 */
function asked({ method, target, type }, headers = {}, body = BODY) {
  const ofBody = type && { 'content-type': type, 'content-length': String(body.length) };
  const request = {
    method,
    url: new URL(target, ORIGIN).href,
    headers: new Headers({ ...ofBody, ...headers }),
    arrayBuffer: async () => new TextEncoder().encode(body).buffer,
  };
  return /** @type {Request} */ (/** @type {unknown} */ (request));
}

/**
 * Lets `answer` stand for the API in a call of the relay, and gives what the relay sent to it.
 * @param {Request} request
 * @param {() => Promise<Response>} [answer]
 */
async function relayed(request, answer = async () => Response.json({ data: [] })) {
  /** @type {(RequestInit & { url: unknown })[]} */
  const sent = [];
  const fetch = mock.method(globalThis, 'fetch', (/** @type {unknown} */ url, /** @type {RequestInit} */ options) => {
    sent.push({ url, ...options });
    return answer();
  });
  try {
    return { response: await relay(request), sent };
  } finally {
    fetch.mock.restore();
  }
}

/** @param {Response} response @param {number} status @param {RegExp} message */
async function isRefusal(response, status, message) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.match((await response.json()).message, message);
}

describe('the relay at the edge', () => {
  for (const call of PASSED) {
    it(`passes on ${call.method} ${call.target} ${call.type ?? ''}`, async () => {
      const request = asked(call, { auth: 'T0KEN', cookie: 'session=1', 'x-forwarded-for': '10.0.0.1' });
      const { response, sent } = await relayed(request);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const [{ url, method, headers, body, redirect } = { url: null }, ...others] = sent;
      assert.equal(url, `https://api.rm.smartsheet.com${call.target}`);
      assert.equal(method, call.method);
      assert.equal(redirect, 'manual');
      assert.deepEqual(headers, { accept: 'application/json', auth: 'T0KEN', ...(call.type && { 'content-type': call.type }) });
      assert.equal(body && new TextDecoder().decode(/** @type {ArrayBuffer} */ (body)), call.type ? BODY : undefined);
      assert.deepEqual(others, []);
    });
  }

  it('passes on nothing else', async () => {
    for (const call of REFUSED) {
      const { response, sent } = await relayed(asked(call, { auth: 'T0KEN' }));
      const { pathname, search } = new URL(call.target, ORIGIN);
      if (pathname + search === call.target) {
        await isRefusal(response, 403, /does not allow/);
        assert.deepEqual(sent, [], call.target);
      } else {
        // A URL has one reading, and that is judged and sent.
        for (const { url } of sent) assert.match(String(url), /^https:\/\/api\.rm\.smartsheet\.com\/api\/v1\/users(\/[12](\/statuses)?)?$/);
      }
    }
  });

  it('refuses a status that is too long, whatever length it claims', async () => {
    const long = `status=WFH&message=${'x'.repeat(10_000)}`;
    for (const request of [
      asked(SET_STATUS, {}, long),
      asked(SET_STATUS, { 'content-length': '5' }, long),
      asked(SET_STATUS, { 'content-length': '99999' }),
    ]) {
      const { response, sent } = await relayed(request);
      await isRefusal(response, 413, /too long/);
      assert.deepEqual(sent, []);
    }
  });

  it('hands back the limits, and no cookie', async () => {
    const headers = { 'set-cookie': 'a=1', 'access-control-allow-origin': '*', 'cache-control': 'public', 'x-ratelimit-reset': '1800000000' };
    const { response } = await relayed(asked(READ), async () => new Response('slow down', { status: 429, headers }));
    assert.equal(response.status, 429);
    assert.equal(await response.text(), 'slow down');
    assert.equal(response.headers.get('x-ratelimit-reset'), '1800000000');
    assert.equal(response.headers.get('set-cookie'), null);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('says so when the API cannot be reached or does not answer', async () => {
    const unreachable = await relayed(asked(READ), () => Promise.reject(new TypeError('fetch failed')));
    await isRefusal(unreachable.response, 502, /could not reach/);
    const late = await relayed(asked(READ), () => Promise.reject(new DOMException('late', 'TimeoutError')));
    await isRefusal(late.response, 504, /in time/);
  });

  it('is what the platforms run for every call', async () => {
    assert.equal(netlify.default, relay);
    assert.deepEqual(netlify.config, { path: '/api/*' });
    await isRefusal(await cloudflare.onRequest({ request: asked({ method: 'GET', target: '/api/v1/projects' }) }), 403, /does not allow/);
  });
});

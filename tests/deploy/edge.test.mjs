/** What the static platforms run: the relay at the edge, CloudFront's functions, and their headers. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, mock } from 'node:test';
import vm from 'node:vm';
import { pathFrom } from './api.mjs';
import { FORM, PASSED, REFUSED } from './calls.mjs';
import { relay } from '../../deploy/edge/relay.js';

const ORIGIN = 'https://status.example.org';
const BODY = 'status=WFH&message=Hello';
const DEPLOY = pathFrom('../../deploy');

/** A request as a platform hands it on. The constructor of `Request` would mend some of them. */
const asked = ({ method, target, type }, headers = {}, body = BODY) => ({
  method,
  url: new URL(target, ORIGIN).href,
  headers: new Headers({ ...(type && { 'content-type': type, 'content-length': String(body.length) }), ...headers }),
  arrayBuffer: async () => new TextEncoder().encode(body).buffer,
});

/** A URL has one reading only, which is what the relay gets. */
const hasOneReading = ({ target }) => {
  const { pathname, search } = new URL(target, ORIGIN);
  return pathname + search === target;
};

/** Answers what is fetched in `call`, and tells what was. */
async function fetched(call, answer = async () => Response.json({ data: [] })) {
  const fetch = mock.method(globalThis, 'fetch', answer);
  try {
    return { response: await call(), sent: fetch.mock.calls.map(({ arguments: [url, options] }) => ({ url, ...options })) };
  } finally {
    fetch.mock.restore();
  }
}

describe('the relay at the edge', () => {
  for (const call of PASSED) {
    it(`passes on ${call.method} ${call.target} ${call.type ?? ''}`, async () => {
      const request = asked(call, { auth: 'T0KEN', cookie: 'session=1', 'x-forwarded-for': '10.0.0.1' });
      const { response, sent } = await fetched(() => relay(request));
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(sent.length, 1);
      const [{ url, method, headers, body, redirect }] = sent;
      assert.equal(url, `https://api.rm.smartsheet.com${call.target}`);
      assert.equal(method, call.method);
      assert.equal(redirect, 'manual');
      assert.deepEqual(headers, { accept: 'application/json', auth: 'T0KEN', ...(call.type && { 'content-type': call.type }) });
      assert.equal(body && new TextDecoder().decode(body), call.type ? BODY : undefined);
    });
  }

  it('passes on nothing else', async () => {
    for (const call of REFUSED) {
      const { response, sent } = await fetched(() => relay(asked(call, { auth: 'T0KEN' })));
      if (hasOneReading(call)) {
        assert.equal(response.status, 403, call.target);
        assert.match((await response.json()).message, /does not let/);
        assert.deepEqual(sent, [], call.target);
      } else {
        for (const { url } of sent) assert.match(url, /^https:\/\/api\.rm\.smartsheet\.com\/api\/v1\/users(\/[12](\/statuses)?)?$/);
      }
    }
  });

  it('refuses a status that is too long, whatever length it claims', async () => {
    const call = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };
    const long = `status=WFH&message=${'x'.repeat(10_000)}`;
    for (const request of [asked(call, {}, long), asked(call, { 'content-length': '5' }, long), asked(call, { 'content-length': '99999' })]) {
      const { response, sent } = await fetched(() => relay(request));
      assert.equal(response.status, 413);
      assert.deepEqual(sent, []);
    }
  });

  it('hands back no cookie, and the limits', async () => {
    const headers = { 'set-cookie': 'a=1', 'access-control-allow-origin': '*', 'cache-control': 'public', 'x-ratelimit-reset': '1800000000' };
    const { response } = await fetched(() => relay(asked(PASSED[0])), async () => new Response('slow down', { status: 429, headers }));
    assert.equal(response.status, 429);
    assert.equal(await response.text(), 'slow down');
    assert.equal(response.headers.get('set-cookie'), null);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('x-ratelimit-reset'), '1800000000');
  });

  it('says so when the API cannot be reached or does not answer', async () => {
    for (const [error, status] of [[new TypeError('fetch failed'), 502], [new DOMException('late', 'TimeoutError'), 504]]) {
      const { response } = await fetched(() => relay(asked(PASSED[0])), () => Promise.reject(error));
      assert.equal(response.status, status);
      assert.match((await response.json()).message, /Resource Management/);
    }
  });

  it('is what each platform runs', async () => {
    const netlify = await import('../../deploy/netlify/edge-functions/relay.js');
    assert.equal(netlify.default, relay);
    assert.deepEqual(netlify.config, { path: '/api/*' });
    const cloudflare = await import('../../deploy/cloudflare-pages/functions/api/[[path]].js');
    const { response } = await fetched(() => cloudflare.onRequest({ request: asked(PASSED[0]) }));
    assert.equal(response.status, 200);
  });
});

describe('the functions of CloudFront', async () => {
  const template = await readFile(`${DEPLOY}/s3-cloudfront/template.yaml`, 'utf8');
  const codes = [...template.matchAll(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/g)].map(([, code]) => code);
  const [places, calls] = codes.map((code) => vm.runInNewContext(`${code}; handler`));

  /** As CloudFront tells of a request: the path as it was sent, the query taken apart. */
  const event = ({ method, target, type }, headers = {}) => {
    const [, uri, query] = /^([^?]*)\??(.*)$/.exec(target) ?? [];
    const pairs = [...new URLSearchParams(query)].map(([name, value]) => [name, { value }]);
    const all = { ...(type && { 'content-type': type }), ...headers };
    return {
      request: {
        method,
        uri,
        querystring: Object.fromEntries(pairs),
        headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { value }])),
      },
    };
  };

  for (const call of PASSED) {
    it(`lets ${call.method} ${call.target} ${call.type ?? ''} through`, () => {
      const { request } = event(call, { auth: 'T0KEN' });
      assert.equal(calls({ request }), request);
    });
  }

  // What CloudFront has taken apart is put together again by it, from the four names that it knows.
  const isOfTheQuery = ({ target }) => /\?(&page=1|page=1&|page=1&&per_page=1|p%61ge=1|)$/.test(target);
  it('let nothing else through', () => {
    for (const call of REFUSED.filter((call) => !isOfTheQuery(call))) {
      const { statusCode, body } = calls(event(call));
      assert.equal(statusCode, 403, call.target);
      assert.match(JSON.parse(body).message, /does not let/);
    }
  });

  it('refuse a status that is too long', () => {
    const call = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };
    assert.equal(calls(event(call, { 'content-length': '10000' })).statusCode, 413);
  });

  it('answer a place in the page with the page, and a file with itself', () => {
    for (const [uri, file] of [['/', '/index.html'], ['/history', '/index.html'], ['/v1.2/x', '/index.html'], ['/sw.js', '/sw.js'], ['/x/y.png', '/x/y.png']]) {
      assert.equal(places({ request: { uri } }).uri, file);
    }
  });
});

describe('every way to deploy', () => {
  it('sends the same headers as nginx', async () => {
    const text = await readFile(`${DEPLOY}/nginx/whereabouts/headers.conf`, 'utf8');
    const headers = [...text.matchAll(/^add_header (\S+) ("[^"]*"|[^"$\s]+) always;$/gm)].map(([, name, value]) => [name, value.replaceAll('"', '')]);
    assert.equal(headers.length, 7);
    const vercel = JSON.parse(await readFile(`${DEPLOY}/vercel/vercel.json`, 'utf8')).headers[0];
    assert.deepEqual(vercel.headers.map(({ key, value }) => [key, value]), headers);
    const [everywhere] = (await readFile(`${DEPLOY}/static/_headers`, 'utf8')).split('\n\n');
    assert.equal(everywhere, ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`)].join('\n'));
    const template = await readFile(`${DEPLOY}/s3-cloudfront/template.yaml`, 'utf8');
    for (const [name, value] of headers) {
      if (name === 'X-Content-Type-Options' || name === 'Strict-Transport-Security') continue;
      assert.ok(template.includes(value), name);
    }
    const caddy = await readFile(`${DEPLOY}/caddy/whereabouts/headers.caddy`, 'utf8');
    for (const [name, value] of headers) assert.match(caddy, new RegExp(`^\\t${name} "?${value.replace(/[()*?.]/g, '\\$&')}"?$`, 'm'));
  });

  it('knows every place of the page', async () => {
    const route = await readFile(pathFrom('../../src/route.rs'), 'utf8');
    const places = [...new Set(route.match(/(?<=Self::\w+ => ")\/\w+(?=")/g))];
    const redirects = await readFile(`${DEPLOY}/static/_redirects`, 'utf8');
    assert.deepEqual(redirects.trim().split('\n').map((line) => line.split(/\s+/)), places.map((place) => [place, '/', '200']));
  });
});

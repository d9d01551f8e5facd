/** Tests the functions in the CloudFront template. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { pathFrom } from './api.mjs';
import { ALLOWED, FORM, ME, REFUSED } from './requests.mjs';

const TEMPLATE = readFileSync(pathFrom('../../deploy/s3-cloudfront/template.yaml'), 'utf8');
const [handleRoute, handleApiRequest] = [...TEMPLATE.matchAll(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/g)].map(([, code]) =>
  vm.runInNewContext(`${code}; handler`),
);

/**
 * The event that CloudFront passes to a function: the raw path and the parsed query.
 * @param {import('./requests.mjs').ApiRequest} apiRequest
 * @param {Record<string, string>} [headers]
 */
function event({ method, target, type }, headers = {}) {
  const [, uri, query] = /^([^?]*)\??(.*)$/.exec(target) ?? [];
  /** @param {Iterable<[string, string]>} pairs */
  const values = (pairs) => Object.fromEntries([...pairs].map(([name, value]) => [name, { value }]));
  const all = { ...(type && { 'content-type': type }), ...headers };
  return { request: { method, uri, querystring: values(new URLSearchParams(query)), headers: values(Object.entries(all)) } };
}

describe('the CloudFront functions', () => {
  it('forward the requests of the page unchanged', () => {
    for (const apiRequest of ALLOWED) {
      const { request } = event(apiRequest, { auth: 'T0KEN' });
      assert.equal(handleApiRequest({ request }), request, apiRequest.target);
    }
  });

  it('say that nobody has signed in', () => {
    assert.equal(handleApiRequest(event({ method: 'GET', target: ME })).statusCode, 204);
  });

  it('refuse every other request', () => {
    // Parsing the query normalises these, and CloudFront forwards the normalised query.
    const isNormalised = (/** @type {string} */ target) => /\?(&page=1|page=1&|page=1&&per_page=1|p%61ge=1|)$/.test(target);
    const refused = REFUSED.filter(({ target }) => !isNormalised(target));
    assert.ok(refused.length > 100);
    for (const apiRequest of refused) {
      const { statusCode, body } = handleApiRequest(event(apiRequest));
      assert.equal(statusCode, 403, apiRequest.target);
      assert.match(JSON.parse(body).message, /does not allow/);
    }
  });

  it('refuse a query parameter that occurs twice', () => {
    const { request } = event({ method: 'GET', target: '/api/v1/users' });
    const twice = { page: { value: '1', multiValue: [{ value: '1' }, { value: '1%26auth=T0KEN' }] } };
    assert.equal(handleApiRequest({ request: { ...request, querystring: twice } }).statusCode, 403);
  });

  it('refuse a status that is too long', () => {
    const apiRequest = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };
    assert.equal(handleApiRequest(event(apiRequest, { 'content-length': '10000' })).statusCode, 413);
  });

  it('rewrite a route to the page, and leave a file alone', () => {
    for (const route of ['/', '/history', '/v1.2/history']) assert.equal(handleRoute({ request: { uri: route } }).uri, '/index.html');
    for (const file of ['/sw.js', '/x/y.png', '/de-1a2b3c4d5e6f7a8b.txt', '/de.webmanifest']) assert.equal(handleRoute({ request: { uri: file } }).uri, file);
  });
});

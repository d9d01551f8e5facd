/** The functions in CloudFront's template. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { pathFrom } from './api.mjs';
import { FORM, PASSED, REFUSED } from './calls.mjs';

const TEMPLATE = readFileSync(pathFrom('../../deploy/s3-cloudfront/template.yaml'), 'utf8');
const [answerPlaces, answerCalls] = [...TEMPLATE.matchAll(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/g)].map(([, code]) =>
  vm.runInNewContext(`${code}; handler`),
);

/**
 * What CloudFront tells of a request: the path as it was sent, the query taken apart.
 * @param {import('./calls.mjs').Call} call
 * @param {Record<string, string>} [headers]
 */
function event({ method, target, type }, headers = {}) {
  const [, uri, query] = /^([^?]*)\??(.*)$/.exec(target) ?? [];
  /** @param {Iterable<[string, string]>} pairs */
  const values = (pairs) => Object.fromEntries([...pairs].map(([name, value]) => [name, { value }]));
  const all = { ...(type && { 'content-type': type }), ...headers };
  return { request: { method, uri, querystring: values(new URLSearchParams(query)), headers: values(Object.entries(all)) } };
}

describe('the functions of CloudFront', () => {
  it('let the calls of the page through as they are', () => {
    for (const call of PASSED) {
      const { request } = event(call, { auth: 'T0KEN' });
      assert.equal(answerCalls({ request }), request, call.target);
    }
  });

  it('let nothing else through', () => {
    // A query that has been taken apart lost these oddities; CloudFront puts it together anew.
    const isMended = (/** @type {string} */ target) => /\?(&page=1|page=1&|page=1&&per_page=1|p%61ge=1|)$/.test(target);
    const refused = REFUSED.filter(({ target }) => !isMended(target));
    assert.ok(refused.length > 100);
    for (const call of refused) {
      const { statusCode, body } = answerCalls(event(call));
      assert.equal(statusCode, 403, call.target);
      assert.match(JSON.parse(body).message, /does not allow/);
    }
  });

  it('let no question through that is asked twice', () => {
    const { request } = event({ method: 'GET', target: '/api/v1/users' });
    const twice = { page: { value: '1', multiValue: [{ value: '1' }, { value: '1%26auth=T0KEN' }] } };
    assert.equal(answerCalls({ request: { ...request, querystring: twice } }).statusCode, 403);
  });

  it('refuse a status that is too long', () => {
    const call = { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM };
    assert.equal(answerCalls(event(call, { 'content-length': '10000' })).statusCode, 413);
  });

  it('answer a place in the page with the page, and a file with itself', () => {
    for (const place of ['/', '/history', '/v1.2/history']) assert.equal(answerPlaces({ request: { uri: place } }).uri, '/index.html');
    for (const file of ['/sw.js', '/x/y.png']) assert.equal(answerPlaces({ request: { uri: file } }).uri, file);
  });
});

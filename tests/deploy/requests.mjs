/** The requests that every relay must allow, and those that it must refuse. */

import { request } from './raw_http.mjs';

/** @typedef {{ method: string, target: string, type?: string }} ApiRequest */

/** How the page asks who has signed in. */
export const ME = '/api/v1/users/me';

export const FORM = 'application/x-www-form-urlencoded';

/** @type {ApiRequest[]} */
export const ALLOWED = [
  { method: 'GET', target: '/api/v1/users' },
  { method: 'GET', target: '/api/v1/users?page=1&per_page=1000' },
  { method: 'GET', target: '/api/v1/users?per_page=20&page=2&sort_field=last_name&sort_order=asc' },
  { method: 'GET', target: '/api/v1/users/1' },
  { method: 'GET', target: '/api/v1/users/1/statuses' },
  { method: 'GET', target: '/api/v1/users/1/statuses?page=1&per_page=1000' },
  { method: 'GET', target: '/api/v1/assignables?page=1&per_page=1000' },
  { method: 'GET', target: '/api/v1/leave_types' },
  { method: 'GET', target: '/api/v1/leave_types/21' },
  { method: 'POST', target: '/api/v1/users/1/statuses', type: FORM },
  { method: 'POST', target: '/api/v1/users/1/statuses', type: `${FORM}; charset=UTF-8` },
  { method: 'POST', target: '/api/v1/users/1/statuses', type: `${FORM};charset=utf-8` },
];

/** Refused by every relay. A relay that holds the token also allows `ME`. @type {ApiRequest[]} */
export const REFUSED = [
  // other paths
  ...['/api/v1', '/api/v1/', '/api/v2/users', '/api/v1/projects', '/api/v1/users/1/tags', '/api/v1/users/1/statuses/1',
    '/api/v1/assignables/2', '/api/v1/users.json', '/api/v1/usersx', '/api/v1/users/', '/api/v1/users/1/',
    '/api/v1/users/1/statuses/', '/api/v1/refusal', '/api/refusal', '/API/v1/users', '/api/V1/users', '/api/v1/Users',
  ].map((target) => ({ method: 'GET', target })),
  // invalid IDs
  ...['0', '01', '-1', '1.0', '1e3', '+1', '1;2', '1,2', '*', '9999999999999999999']
    .flatMap((id) => [`/api/v1/users/${id}`, `/api/v1/users/${id}/statuses`, `/api/v1/leave_types/${id}`])
    .map((target) => ({ method: 'GET', target })),
  // the person who signed in
  ...['/api/v1/leave_types/me', '/api/v1/users/me/statuses', '/api/v1/users/me?', '/api/v1/users/me?page=1', '/api/v1/users/me/', '/api/v1/users/Me', '/api/v1/users/m%65', '/api/v1/users/me%20', '/api/v1/users/me;x',
    '/api/v1/users/./me', '/api/v1/users/me/statuses?page=1', '/api/v1/users/me/../2', '/api/v1/users/me{env.NONE}', '/api/v1/me'].map((target) => ({ method: 'GET', target })),
  ...['HEAD', 'PUT', 'DELETE'].map((method) => ({ method, target: '/api/v1/users/me' })),
  { method: 'POST', target: '/api/v1/users/me', type: FORM },
  { method: 'POST', target: '/api/v1/users/me/statuses', type: FORM },
  // ambiguous paths
  ...['/api/v1/users/1/../2', '/api/v1/users/1/statuses/../../2/statuses', '/api/v1/./users', '/api//v1/users', '//api/v1/users',
    '/api/v1/users/1%2fstatuses', '/api/v1/users/1%2Fstatuses', '/api/v1/users%2f1', '/api/v1/users/1%2f..%2f2', '/api/v1/users/1/%2e%2e/2',
    '/api/v1/users/%31', '/%61pi/v1/users', '/api/v1/users/1%00', '/api/v1/users/1%0a', '/api/v1/users/1%20', '/api/v1/users\\1',
    '/api/v1/users/1%5c..%5c2', '/api/v1/users/1;x=1', '/api/v1/users%3fauth=T0KEN-IN-A-QUERY', '/x/../api/v1/users', '/x/%2e%2e/api/v1/users',
    '/api/v1/..%2f..%2fsecret', '/api/v1/users/1/statuses%252f', '/api/v1/users#1',
  ].map((target) => ({ method: 'GET', target })),
  // placeholders that a server might expand
  ...['/api/v1/users/1{env.NONE}', '/api/v1/users/1/statuses{env.NONE}', '/api/v1/users/{http.request.header.x-id}', '/api/v1/users{env.?auth=T0KEN-IN-A-QUERY}',
    '/api/v1/users/1/statuses{env./../../2/statuses}', '/api/v1/users/$whereabouts_own_id', '/api/v1/users?page=1{env.NONE}', '/api/v1/users?page={env.?auth=T0KEN-IN-A-QUERY}1',
  ].map((target) => ({ method: 'GET', target })),
  // other query parameters
  ...['auth=T0KEN-IN-A-QUERY', 'page=1&auth=T0KEN-IN-A-QUERY', 'auth=T0KEN-IN-A-QUERY&page=1', 'page=1&', '&page=1', 'page=1&&per_page=1',
    'page', 'page=', 'page=1;auth=T0KEN-IN-A-QUERY', 'page=1%26auth%3dT0KEN-IN-A-QUERY', 'p%61ge=1', 'Page=1', 'fields=all', 'page[]=1', 'page=1?auth=T0KEN-IN-A-QUERY',
  ].map((query) => ({ method: 'GET', target: `/api/v1/users?${query}` })),
  { method: 'POST', target: '/api/v1/users/1/statuses?auth=T0KEN-IN-A-QUERY', type: FORM },
  { method: 'POST', target: '/api/v1/users/1/statuses?page=1', type: FORM },
  { method: 'POST', target: '/api/v1/users/1/statuses?', type: FORM },
  // other methods
  ...['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'G3T'].map((method) => ({ method, target: '/api/v1/users/1/statuses' })),
  { method: 'POST', target: '/api/v1/users', type: FORM },
  { method: 'POST', target: '/api/v1/users/1', type: FORM },
  { method: 'POST', target: '/api/v1/users/0/statuses', type: FORM },
  { method: 'POST', target: '/api/v1/users/1/statuses/../../2/statuses', type: FORM },
  { method: 'POST', target: '/api/v1/users/1%2fstatuses', type: FORM },
  // other content types
  ...['application/json', 'text/plain', 'multipart/form-data; boundary=x', `${FORM}x`, `x${FORM}`, `${FORM}; charset=utf-16`, `${FORM}, text/plain`].map(
    (type) => ({ method: 'POST', target: '/api/v1/users/1/statuses', type }),
  ),
  { method: 'POST', target: '/api/v1/users/1/statuses' },
];

/** What a person may request with the organisation's token. @type {ApiRequest[]} */
export const ALLOWED_WITH_TOKEN_OF_RELAY = ALLOWED.filter(({ target }) => /^\/api\/v1\/(users\/1\/statuses|assignables)/.test(target));

/** What a person may not request with the organisation's token. @type {ApiRequest[]} */
export const REFUSED_WITH_TOKEN_OF_RELAY = [
  ...REFUSED.filter(({ method, target }) => method !== 'GET' || target !== ME),
  ...ALLOWED.filter((apiRequest) => !ALLOWED_WITH_TOKEN_OF_RELAY.includes(apiRequest)),
];

/**
 * Sends requests and returns those that reached the API in any form.
 * @param {ApiRequest[]} requests
 * @param {import('./setting.mjs').Site} site
 * @param {import('./api.mjs').RecordedApi} api
 * @param {Record<string, string>} headers
 */
export async function forwarded(requests, site, api, headers) {
  const reached = [];
  for (const { method, target, type } of requests) {
    api.clear();
    const body = method === 'POST' ? 'status=WFH' : '';
    await site.send(request(method, target, { ...headers, ...(type && { 'content-type': type }) }, body));
    if (api.received !== '') reached.push(`${method} ${target} ${type ?? ''}`);
  }
  return reached;
}

/**
 * The relay for hosts with edge functions. It allows the same requests as the relays for nginx and
 * Caddy. It forwards each person's own token. It holds no token, because it doesn't know who sends a
 * request.
 */

const API = 'https://api.rm.smartsheet.com';

const ID = '[1-9][0-9]{0,17}';
const QUERY = String.raw`(\?((page|per_page|sort_field|sort_order)=\w{1,32}(&\b|$))+)?`;
const READ = new RegExp(`^/api/v1/(users(/${ID}(/statuses)?)?|assignables|leave_types(/${ID})?)${QUERY}$`);
const SET_STATUS = new RegExp(`^/api/v1/users/${ID}/statuses$`);
const FORM = /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i;

/** In bytes. Nobody types a status this long. */
const MAX_STATUS_LENGTH = 9_999;
/** In milliseconds. The timeout of the page is 15 seconds. */
const TIMEOUT = 12_000;

const REQUEST_HEADERS = ['auth', 'content-type'];
const RESPONSE_HEADERS = ['content-type', 'date', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

/**
 * Responds to a request to `/api/`.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function relay(request) {
  const { pathname, search } = new URL(request.url);
  const target = pathname + search;
  // Nobody has signed in. An error would stand in the console of each first visit.
  if (request.method === 'GET' && target === '/api/v1/users/me') return new Response(null, { status: 204, headers: COMMON_HEADERS });
  const setsStatus = request.method === 'POST' && SET_STATUS.test(target) && FORM.test(request.headers.get('content-type') ?? '');
  if (!setsStatus && !(request.method === 'GET' && READ.test(target))) {
    return refusal(403, 'The relay does not allow this request.');
  }
  if (Number(request.headers.get('content-length')) > MAX_STATUS_LENGTH) return refusal(413, 'This status is too long.');
  const body = setsStatus ? await request.arrayBuffer() : undefined;
  if (body && body.byteLength > MAX_STATUS_LENGTH) return refusal(413, 'This status is too long.');

  let response;
  try {
    response = await fetch(API + target, {
      method: request.method,
      headers: { accept: 'application/json', ...pick(request.headers, REQUEST_HEADERS) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError'
      ? refusal(504, 'Resource Management did not respond in time.')
      : refusal(502, 'The relay could not reach Resource Management.');
  }
  return new Response(response.body, { status: response.status, headers: { ...COMMON_HEADERS, ...pick(response.headers, RESPONSE_HEADERS) } });
}

export default relay;

const COMMON_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** @param {Headers} headers @param {string[]} names */
function pick(headers, names) {
  return Object.fromEntries(names.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]));
}

/** @param {number} status @param {string} message */
function refusal(status, message) {
  return Response.json({ message, errors: [] }, { status, headers: COMMON_HEADERS });
}

/**
 * The relay for hosts that run JavaScript close to their visitors. It lets the same calls through as
 * the ones for nginx and Caddy. Each person's own token passes; it holds none, as it does not know
 * who asks.
 */

const API = 'https://api.rm.smartsheet.com';

const ID = '[1-9][0-9]{0,17}';
const QUERY = String.raw`(\?((page|per_page|sort_field|sort_order)=\w{1,32}(&\b|$))+)?`;
const READ = new RegExp(`^/api/v1/(users(/${ID}(/statuses)?)?|assignables|leave_types(/${ID})?)${QUERY}$`);
const SET_STATUS = new RegExp(`^/api/v1/users/${ID}/statuses$`);
const FORM = /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i;

/** In bytes: more than any person writes. */
const LONGEST_STATUS = 9_999;
/** In milliseconds; the page gives up after 15 seconds. */
const TIME_LIMIT = 12_000;

const PASSED_ON = ['auth', 'content-type'];
const PASSED_BACK = ['content-type', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

/**
 * Answers a call to `/api/`.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function relay(request) {
  const { pathname, search } = new URL(request.url);
  const target = pathname + search;
  const setsStatus = request.method === 'POST' && SET_STATUS.test(target) && FORM.test(request.headers.get('content-type') ?? '');
  if (!setsStatus && !(request.method === 'GET' && READ.test(target))) {
    return refusal(403, 'The relay does not let this call through.');
  }
  if (Number(request.headers.get('content-length')) > LONGEST_STATUS) return refusal(413, 'This status is too long.');
  const body = setsStatus ? await request.arrayBuffer() : undefined;
  if (body && body.byteLength > LONGEST_STATUS) return refusal(413, 'This status is too long.');

  let answer;
  try {
    answer = await fetch(API + target, {
      method: request.method,
      headers: { accept: 'application/json', ...some(request.headers, PASSED_ON) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError'
      ? refusal(504, 'Resource Management does not answer in time.')
      : refusal(502, 'The relay does not reach Resource Management.');
  }
  return new Response(answer.body, { status: answer.status, headers: { ...OWN, ...some(answer.headers, PASSED_BACK) } });
}

export default relay;

const OWN = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** @param {Headers} headers @param {string[]} names */
function some(headers, names) {
  return Object.fromEntries(names.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]));
}

/** @param {number} status @param {string} message */
function refusal(status, message) {
  return Response.json({ message, errors: [] }, { status, headers: OWN });
}

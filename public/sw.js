/**
 * Keeps the site on the device, so that it starts without a network. It answers for the site's own files and
 * pages only. It never answers for the API, and never keeps anything of it.
 *
 * The build defines VERSION, of the whole site; FILES, from name to integrity; WORDS, the same for the words of each
 * language; and PAGES, their addresses.
 */

const OURS = `whereabouts ${registration.scope} `;
const NEWEST = OURS + VERSION;
/** An empty cache, which exists where a sign-on stands in front of the page. The page makes it, too. */
const SIGN_ON = 'whereabouts-sign-on';
/** The page keeps its words here, because it fetches them before there is a worker. */
const SPOKEN = 'whereabouts-words';

const at = (path) => new URL(path, registration.scope).href;

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(removeOldVersions()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*/, '');
  if (request.method !== 'GET') return;
  if ([...PAGES, 'index.html'].some((page) => at(page) === address)) {
    if (request.mode === 'navigate') event.respondWith(pageFor(event));
  } else if (Object.keys(FILES).some((file) => at(file) === address) || /-[0-9a-f]+(_bg)?\.(js|wasm|txt)$/.test(address)) {
    // Of the version before, too: a page of it can still be loading.
    event.respondWith(keptOrFresh(request));
  }
});

/** Keeps all or nothing: half a deployment, or a file that is not what was built, is never used. */
async function keep() {
  const cache = await caches.open(NEWEST);
  // Of the words, those in the language of the version before.
  const spoken = (await caches.has(SPOKEN)) ? (await (await caches.open(SPOKEN)).keys()).map(({ url }) => url.replace(/-[0-9a-f]+\.txt$/, '-')) : [];
  const words = Object.entries(WORDS).filter(([file]) => spoken.some((start) => at(file).startsWith(start)));
  await cache.addAll([...Object.entries(FILES), ...words].map(([file, integrity]) => new Request(at(file), { integrity })));
  if (!(await keepPage(cache))) throw new Error('the page is of another version');
  // Does not wait until every tab is closed: a page that runs has loaded all it needs, and nobody is
  // kept on a version that is broken.
  await skipWaiting();
}

/** Keeps the page as the host has it now, if it is of this version: if it loads this version's program. */
async function keepPage(cache) {
  // A redirect is not followed: to another site it would look like a lost connection.
  const page = await fetch(at(''), { cache: 'no-cache', redirect: 'manual' });
  if (page.type === 'opaqueredirect' || page.status === 401 || page.status === 403) await caches.open(SIGN_ON);
  const program = Object.keys(FILES).find((file) => file.endsWith('.wasm'));
  const isOurs = page.ok && (await page.clone().text()).includes(program);
  if (isOurs) await cache.put(at(''), page);
  return isOurs;
}

/** Leaves the version before, for a page that is still loading it. */
async function removeOldVersions() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NEWEST);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

async function keptOrFresh(request) {
  const cache = await caches.open(NEWEST);
  return (await cache.match(request)) ?? (await caches.match(request)) ?? fetch(request);
}

/** Whether the page says that a relay holds the token: in a tag, not in the comment that shows the tag. */
const isRelayed = async (page) => /<meta name="api-auth" content="relay"/.test((await page.clone().text()).replace(/<!--.*?-->/gs, ''));

/** The page as it was kept; an administrator's change to its tags shows at the next visit. */
async function pageFor(event) {
  const cache = await caches.open(NEWEST);
  const kept = await cache.match(at(''));
  if (!kept) return fetch(event.request);
  if ((await caches.has(SIGN_ON)) || (await isRelayed(kept))) {
    // The sign-in may have run out, and renews itself by a redirect of this very request.
    return fetch(event.request).catch(() => kept);
  }
  event.waitUntil(keepPage(cache).catch(() => {}));
  return kept;
}

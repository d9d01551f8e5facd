/**
 * Keeps the site on the device, so that it starts without a network. Never anything of the API: it
 * answers for the site's own files and pages only, and lets every other request pass by.
 *
 * The build fills in two names: VERSION, of the whole site, and FILES, from path to integrity, with
 * the script that starts the program first.
 */

const OURS = `whereabouts ${registration.scope} `;
const NEWEST = OURS + VERSION;
const PAGES = ['', 'history', 'settings'];

const at = (path) => new URL(path, registration.scope).href;

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(forget()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*/, '');
  if (request.method !== 'GET') return;
  if (PAGES.some((page) => at(page) === address)) {
    if (request.mode === 'navigate') event.respondWith(pageFor(event));
  } else if (Object.keys(FILES).some((file) => at(file) === address) || /-[0-9a-f]{16}\.(js|wasm)$/.test(address)) {
    // Of the version before, too: a page of it can still need the rest of its program.
    event.respondWith(keptOrFresh(request));
  }
});

/** All or nothing: half a deployment, or a file that is not what was built, is never used. */
async function keep() {
  const cache = await caches.open(NEWEST);
  await cache.addAll(Object.entries(FILES).map(([file, integrity]) => new Request(at(file), { integrity })));
  if (!(await keepPage(cache))) throw new Error('the page is of another version');
  // Without waiting until every tab is closed: a page that runs has loaded all it needs, and nobody
  // is kept on a version that is broken.
  await skipWaiting();
}

/** Keeps the page as the host has it now, if it is of this version. */
async function keepPage(cache) {
  const page = await fetch(at(''), { cache: 'no-cache' });
  const [startScript] = Object.keys(FILES);
  const isOurs = page.ok && !page.redirected && (await page.clone().text()).includes(startScript);
  if (isOurs) await cache.put(at(''), page);
  return isOurs;
}

/** Leaves the version before, for a page that was still loading it. */
async function forget() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NEWEST);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

async function keptOrFresh(request) {
  const cache = await caches.open(NEWEST);
  return (await cache.match(request)) ?? (await caches.match(request)) ?? fetch(request);
}

/** The page as it was kept; an administrator's change to its tags shows at the next visit. */
async function pageFor(event) {
  const cache = await caches.open(NEWEST);
  const kept = await cache.match(at(''));
  if (!kept) return fetch(event.request);
  if ((await kept.clone().text()).includes('name="api-auth" content="relay"')) {
    // The sign-on in front may have run out, and renews itself by a redirect of this very request.
    return fetch(event.request).catch(() => kept);
  }
  event.waitUntil(keepPage(cache).catch(() => {}));
  return kept;
}

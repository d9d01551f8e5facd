/** Starts the program, and offers a newer one once this device has it. */

import init from 'program';

const element = (id) => document.getElementById(id);

try {
  // `whereaboutsProgram` is on its way since index.html was read.
  await init({ module_or_path: self.whereaboutsProgram });
} catch (error) {
  // After a panic the program itself has said so; else it never arrived.
  if (element('broken').hidden) {
    element('late').classList.add('is-due');
    console.error(error);
  }
}
// Last, and whatever happened: a program that is broken must be replaced like any other.
await keepSite().catch(() => {});

/** Has a service worker keep the site, where the browser allows one. */
async function keepSite() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const isKeptAlready = Boolean(serviceWorker.controller);
  const registration = await serviceWorker.register(new URL('sw.js', import.meta.url));
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker.addEventListener('statechange', () => {
      if (isKeptAlready && worker.state === 'activated') element('update').hidden = false;
    });
  });
  element('update-reload').addEventListener('click', () => location.reload());
  // A phone keeps a page open for days.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) registration.update().catch(() => {});
  });
}

/** Starts the program, and offers a newer one once this device has it. */

import init from 'program';
import { bringRestInTime } from './rest.js';

const element = (id) => document.getElementById(id);
const formOf = (parent) => document.querySelector(`${parent} .status-form`);

// The focus goes with the sketch: what had it is remembered.
let focused = document.activeElement;
const remember = ({ target }) => (focused = target);
addEventListener('focusin', remember);

try {
  // Only what was shown can a person have touched: it is hidden where a draft fills the form.
  const sketch = document.documentElement.dataset.page === 'form' && formOf('.sketch');
  // The first one takes a browser ten times as long as the next, and the program waits for it: while it
  // is on its way itself, there is time.
  new Intl.DateTimeFormat();
  // `whereaboutsProgram` is on its way since index.html was read.
  await init({ module_or_path: self.whereaboutsProgram });
  removeEventListener('focusin', remember);
  const form = formOf('#main');
  if (sketch && form) await takeOver(sketch, form);
  rememberHeight();
  const inTime = bringRestInTime(sayUnreachable).then((isThere) => {
    // Not between a person's first press and its call. Safari has no idle callbacks.
    if (isThere) (self.requestIdleCallback ?? setTimeout)(unfold);
  });
  // The first time, what keeps the site would ask for the rest too.
  if (!navigator.serviceWorker?.controller) await inTime;
} catch (error) {
  // A panic is for public/early.js to show; else the program never arrived.
  if (error instanceof WebAssembly.RuntimeError) reportError(error);
  else {
    element('late').classList.add('is-due');
    console.error(error);
  }
}
// Last, and whatever happened: a program that is broken must be replaced like any other.
await keepSite().catch(() => {});

/** Does again in the program's form what a person has done in the sketch of it. */
async function takeOver(sketch, form) {
  const inputs = [...sketch.querySelectorAll('input[id]')].filter(({ checked, defaultChecked, type, value }) => (type === 'radio' ? checked && !defaultChecked : value));
  const folded = [...sketch.querySelectorAll('details')];
  if (folded.some(({ open }) => open) || inputs.some((input) => input.closest('details'))) await unfold();
  for (const [index, { open }] of folded.entries()) if (open) form.querySelectorAll('details')[index].open = true;
  for (const before of inputs) {
    const after = element(before.id);
    if (before.type === 'radio') after.click();
    else {
      after.value = before.value;
      after.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  if (sketch.contains(focused)) {
    const after = focused.id ? element(focused.id) : form.querySelector('.is-primary');
    after.focus({ preventScroll: true });
    if (focused.type === 'text') after.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  }
  if (sketch.ariaBusy === 'true') form.requestSubmit();
}

/** Says, until the next press, that what was pressed could not be had. */
function sayUnreachable() {
  element('unreachable').hidden = false;
  addEventListener('pointerdown', () => (element('unreachable').hidden = true), { once: true });
}

/** Has the program build what is folded away: the browser finds words in it, and opens it then. */
function unfold() {
  document.querySelector('.status-form details')?.dispatchEvent(new Event('toggle'));
  // It is there once the program has had its turn.
  return new Promise((done) => setTimeout(done));
}

/** Keeps the height of the current status, for public/early.js to reserve it at the next visit. */
function rememberHeight() {
  const box = document.querySelector('.current');
  if (!box) return;
  new ResizeObserver(() => {
    try {
      if (box.querySelector('.current-status')) localStorage.setItem('whereabouts.current-height', box.offsetHeight);
    } catch {
      // Storage is blocked or full: something may move.
    }
  }).observe(box);
}

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

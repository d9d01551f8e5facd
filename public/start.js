/** Starts the program, and offers a newer one once this device has it. */

import { begin, press, show } from 'program';
import { bringPage, bringRestInTime, holdAnswers } from './parts.js';

const element = (id) => document.getElementById(id);
const formOf = (parent) => document.querySelector(`${parent} .status-form`);

// The focus goes with the sketch: what had it is remembered.
let focused = document.activeElement;
const remember = ({ target }) => (focused = target);
addEventListener('focusin', remember);

// A press that begins on the sketch would end on nothing if the sketch went meanwhile. It is over a moment after
// its end, once it has become a click, or when it takes long. So would a date lose its place between two keys,
// though it is whole as soon as its year has one digit.
let pressedUntil = 0;
const PRESS_SIGNS = { pointerdown: 1000, pointerup: 50, pointercancel: 0, keydown: 1000 };
const follow = ({ type, timeStamp, target, key }) => {
  if (type !== 'keydown' || (key !== 'Enter' && /date|time/.test(target.type))) pressedUntil = timeStamp + PRESS_SIGNS[type];
};
for (const sign in PRESS_SIGNS) addEventListener(sign, follow, true);

try {
  // Only what was shown can a person have touched: it is hidden where a draft fills the form.
  const sketch = document.documentElement.dataset.page === 'form' && formOf('.sketch');
  const releaseAnswers = holdAnswers();
  // The first one takes a browser ten times as long as the next, and the program waits for it: while it
  // is on its way itself, or being compiled, there is time.
  setTimeout(() => new Intl.DateTimeFormat());
  await begin();
  let isSent = false;
  const send = () => (isSent ||= sketch.ariaBusy === 'true' && navigator.onLine && press());
  if (sketch) {
    send();
    // Behind public/early.js, which says that a press counts.
    addEventListener('submit', send);
  }
  // What a person does meanwhile may need more of the program.
  do await patiently(bringPage);
  while (sketch && (await hadToWait(sketch)));
  removeEventListener('submit', send);
  show(Boolean(sketch));
  releaseAnswers();
  removeEventListener('focusin', remember);
  const form = formOf('#main');
  if (sketch && form) await takeOver(sketch, form, isSent);
  rememberHeight();
  const isTouched = sketch && (sketch.contains(focused) || sketch.ariaBusy === 'true');
  const { asked, brought } = bringRestInTime(isTouched, sayUnreachable);
  brought.then((isThere) => {
    // Not between a person's first press and its call. Safari has no idle callbacks.
    if (isThere) (self.requestIdleCallback ?? setTimeout)(unfold);
  });
  // The first time, what keeps the site asks for the rest too: who only looks in is spared that. Who used the
  // sketch may be gone in a second.
  if (!navigator.serviceWorker?.controller && !isTouched) await asked;
} catch (error) {
  // A panic is for public/early.js to show; else the program never arrived.
  if (error instanceof WebAssembly.RuntimeError) reportError(error);
  else sayLate(error);
}
// Last, and whatever happened: a program that is broken must be replaced like any other.
await keepSite().catch(() => {});

/**
 * Does it, and again until it succeeds: a status may be on its way already, and what becomes of it can only
 * be said by what this brings.
 */
async function patiently(doIt) {
  for (let wait = 1000; ; wait *= 2) {
    try {
      return await doIt();
    } catch (error) {
      sayLate(error);
      await new Promise((done) => {
        setTimeout(done, wait);
        addEventListener('online', done, { once: true });
      });
    }
  }
}

function sayLate(error) {
  element('late').classList.add('is-due');
  console.error(error);
}

/** Waits while `sketch` is being pressed, or a date typed, which can't be taken over half done. Tells whether it was. */
async function hadToWait(sketch) {
  const isTyped = () => sketch.ariaBusy !== 'true' && sketch.contains(focused) && document.activeElement.validity?.badInput;
  const isBusy = () => performance.now() < pressedUntil || isTyped();
  if (!isBusy()) return false;
  while (isBusy()) await new Promise((done) => setTimeout(done, 50));
  return true;
}

/** Puts the form, which holds what was entered in the sketch of it, in the state that the sketch was in. */
async function takeOver(sketch, form, isSent) {
  const folded = [...sketch.querySelectorAll('details')];
  if (folded.some(({ open }) => open) || [...sketch.querySelectorAll('details input')].some(({ value }) => value)) await unfold();
  for (const [index, { open }] of folded.entries()) form.querySelectorAll('details')[index].open = open;
  if (sketch.contains(focused)) {
    const after = focused.id ? element(focused.id) : form.querySelector('.is-primary');
    after.focus({ preventScroll: true });
    if (focused.type === 'text') after.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  }
  if (sketch.ariaBusy === 'true' && !isSent) form.requestSubmit();
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

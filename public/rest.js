/**
 * Brings the rest of the program: what a first visit does not run (`splitter/`). It comes as soon as a
 * person does anything, at the latest after a while, and in any case before it is needed.
 *
 * The build has wasm-bindgen's glue call the `instantiate` and `instantiateStreaming` of this module,
 * and fills in REST: address and integrity of the rest.
 */

const WAIT_MS = 3000;
/** All but what splitter/record.mjs presses. */
const MAY_NEED_REST = '#app a, #app button:not(.status-form .is-primary, .needs-account *, .is-failure *)';
const [address, integrity] = REST;

const ask = () => fetch(address, { integrity, priority: 'low' }).then((response) => response.arrayBuffer());
// A page that is not the empty form runs more than a first visit of the form: it waits for the rest.
const isOfForm = document.documentElement.dataset.page === 'form';
// As does a form in whose sketch something was entered that the first half does not build. If the rest
// can't be had then, the sketch stays, with what is in it.
const isUnusual = () => document.querySelector('.sketch .status-form details[open]') || [...document.querySelectorAll('.sketch details input')].some((input) => input.value);
let arriving = isOfForm ? undefined : ask();
// Whoever waits for it says what became of it.
arriving?.catch(() => {});
let isThere = false;
/** What the first half gives to the rest. */
let shared;

export const instantiateStreaming = async (response, imports) => join(await WebAssembly.instantiateStreaming(response, imports));
export const instantiate = async (source, imports) => join(await WebAssembly.instantiate(source, imports));

/** Puts stand-ins where the functions of the rest will be, or these themselves. */
async function join(first) {
  const { module, instance } = first;
  shared = { first: instance.exports };
  if (!isOfForm || isUnusual()) {
    await bringRest();
  } else {
    const [section] = WebAssembly.Module.customSections(module, 'stand-ins');
    take(standIns(new Uint8Array(section)), { ...shared, rest: { bring: bringAtOnce } });
  }
  return first;
}

/** A half puts its functions into the table by itself; nothing else holds it. */
function take(code, imports) {
  return new WebAssembly.Instance(new WebAssembly.Module(code), imports);
}

/** Has the rest come, if it is not there yet; tries again if it failed before. */
export async function bringRest() {
  arriving ??= ask();
  try {
    await WebAssembly.instantiate(await arriving, shared);
    isThere = true;
  } catch (error) {
    arriving = undefined;
    throw error;
  }
}

/**
 * For a call that nothing foresaw. The program can't be left in the midst of it, so that only the one
 * way of asking that makes everything wait will do: it compares no hash. If it fails, the panic screen is
 * next.
 */
function bringAtOnce() {
  if (isThere) return;
  try {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    take(Uint8Array.from(request.responseText, (character) => character.charCodeAt(0)), shared);
  } catch (cause) {
    // As any other end of the program, for public/early.js.
    throw new WebAssembly.RuntimeError('the rest of the program could not be had', { cause });
  }
  isThere = true;
}

/**
 * Has the rest come with the first sign of a person, and before any press that may need it. Tells
 * whether it has come, or else that it could not the first time. `sayVain` is called when a press has waited
 * in vain.
 */
export function bringRestInTime(sayVain) {
  return new Promise((done) => {
    const bring = () => {
      if (isThere) done(true);
      else bringRest().then(() => done(true), () => done(false));
    };
    for (const sign of ['pointerdown', 'keydown', 'focusin', 'online']) addEventListener(sign, bring, { capture: true, passive: true });
    setTimeout(bring, WAIT_MS);

    let waiting = [];
    addEventListener('click', hold, true);
    async function hold(event) {
      // With one of these keys a link is the browser's, to open elsewhere.
      if (isThere || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // What is pressed after a press that waits is meant to come after it.
      const pressed = event.target.closest?.(waiting.length ? '#app *' : MAY_NEED_REST);
      if (!pressed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // Impatience is not another intent.
      if (waiting.at(-1) !== pressed) waiting.push(pressed);
      if (pressed !== waiting[0] || pressed.ariaBusy) return;
      pressed.ariaBusy = 'true';
      const isThereNow = await bringRest().then(() => true, () => false);
      pressed.ariaBusy = null;
      const waited = waiting;
      waiting = [];
      if (isThereNow) for (const pressed of waited) pressed.click();
      else sayVain();
    }
  });
}

/**
 * A module with a function for each slot that the section lists: it has the rest come at once, and calls
 * what stands in the slot then. <https://webassembly.github.io/spec/core/binary/modules.html>
 */
function standIns(section) {
  let at = 0;
  const read = () => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = section[at++];
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  };
  const readTypes = () => Array.from({ length: read() }, () => section[at++]);
  const unsigned = (number) => (number < 128 ? [number] : [(number & 127) | 128, ...unsigned(number >> 7)]);
  // One more byte where the number would look negative.
  const signed = (number) => (number < 64 ? [number] : [(number & 127) | 128, ...signed(number >> 7)]);
  const sized = (bytes) => [...unsigned(bytes.length), ...bytes];
  const vector = (items) => [...unsigned(items.length), ...items.flat()];
  const named = (module, name, kind) => [...[module, name].flatMap((text) => sized([...text].map((letter) => letter.charCodeAt(0)))), ...kind];

  const [FUNCTION, END] = [0x60, 0x0b];
  const types = [[FUNCTION, 0, 0]];
  const functions = [];
  const elements = [];
  const code = [];
  while (at < section.length) {
    const parameters = readTypes();
    const type = types.push([FUNCTION, ...vector(parameters), ...vector(readTypes())]) - 1;
    let slot = 0;
    for (let left = read(); left > 0; left--) {
      slot += read();
      const place = [0x41, ...signed(slot)];
      const handedOn = parameters.flatMap((_, index) => [0x20, ...unsigned(index)]);
      // The import is function 0.
      elements.push([0, ...place, END, 1, ...unsigned(functions.push(unsigned(type)))]);
      code.push(sized([0, 0x10, 0, ...handedOn, ...place, 0x11, ...unsigned(type), 0, END]));
    }
  }
  const imports = [named('rest', 'bring', [0, 0]), named('first', 'functions', [1, 0x70, 0, 0])];
  const sections = { 1: types, 2: imports, 3: functions, 9: elements, 10: code };
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...Object.entries(sections).flatMap(([id, items]) => [Number(id), ...sized(vector(items))])]);
}

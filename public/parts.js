/**
 * Brings the parts of the program together (`splitter/`). The first holds its state, and what sends a
 * status that was chosen and sent before there was a program; the second is what shows the page. They come
 * one after the other in one file. The rest is what a first visit does not run: it comes once a person has
 * done something and pauses, or after a while, and in any case before it is needed. Each needs those before it,
 * in which some of its constants are.
 *
 * The build joins it with wasm-bindgen's glue, which gives `instantiate` its imports, and fills in PROGRAM, the address
 * of the file and of each part in it where it begins, where it ends, and its SHA-256; REST, the address and
 * the integrity of the rest; and STAND_INS, what `splitter/src/parts.rs` lists, 32 added to each byte.
 */

const WAIT_MS = 3000;
/** What the browser does with the rest is not to come between a press and its call, nor between two keys. */
const PAUSE_MS = 500;
/** What acts when it is pressed. */
const PRESSED = '#app :is(a, summary, button, [type=radio])';
/** All of these but what splitter/record.mjs presses. */
const MAY_NEED_REST = '#app :is(a, summary, button:not(.status-form .is-primary, .needs-account *, .is-failure *))';
const { fetch } = globalThis;
const [programAddress, ...PLACES] = PROGRAM;
const [restAddress, integrity] = REST;

/** The parts in the file that `asked` gives, as modules, each as soon as it is there. */
async function* received(asked) {
  const reader = (await asked).body.getReader();
  const bytes = new Uint8Array(PLACES.at(-1)[1]);
  let length = 0;
  for (const [from, to, hash] of PLACES) {
    while (length < to) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the program is cut off');
      bytes.set(value, length);
      length += value.length;
    }
    const part = bytes.subarray(from, to);
    const [module] = await Promise.all([WebAssembly.compile(part), compare(part, hash)]);
    yield module;
  }
}

/** Throws unless `part` is what was built. */
async function compare(part, hash) {
  // Where an address is not secure there is no such function, and public/early.js had all of it compared.
  const digest = await crypto.subtle?.digest('SHA-256', part);
  if (digest && btoa(String.fromCharCode(...new Uint8Array(digest))) !== hash) throw new Error('the program is not what was built');
}

/** The second part, from a file that is asked for again. */
async function askPageAgain() {
  const parts = received(fetch(programAddress));
  await parts.next();
  return (await parts.next()).value;
}

const askRest = async () => WebAssembly.compile(await (await fetch(restAddress, { integrity, priority: 'low' })).arrayBuffer());

// `whereaboutsProgram` is on its way since index.html was read.
const parts = received(globalThis.whereaboutsProgram);
const nextPart = () => parts.next().then(({ value }) => value);
const first = nextPart();
// Not both at once, where all of the file is there: the first one would wait for the second.
const page = { ask: askPageAgain, arriving: first.then(nextPart), isThere: false };
const rest = { ask: askRest, isThere: false };

// A page that is not the empty form runs more than a first visit of the form: it waits for all.
const isOfForm = document.documentElement.dataset.page === 'form';
if (!isOfForm) rest.arriving = askRest();
// So does a form in whose sketch something was entered that the second part does not build. If the rest
// can't be had then, the sketch stays, with what is in it.
const isUnusual = () => document.querySelector('.sketch .status-form details[open]') || [...document.querySelectorAll('.sketch details input')].some((input) => input.value);
// Whoever waits for it says what became of it.
for (const arriving of [first, page.arriving, rest.arriving]) arriving?.catch(() => {});
// Made while the program is on its way: the first call of all waits for it.
const standIns = isOfForm && new WebAssembly.Module(standInsFor(STAND_INS));
/** What the first part gives to the others. */
let shared;

/** The first part, once all is there that it needs to begin. */
export async function bringFirst() {
  if (!isOfForm) for (const part of [page, rest]) part.module = await part.arriving;
  return first;
}

/** The first part, with stand-ins where the functions of the others will be, or these themselves. */
export async function instantiate(module, imports) {
  const instance = await WebAssembly.instantiate(module, imports);
  shared = { first: instance.exports };
  if (isOfForm) {
    new WebAssembly.Instance(standIns, { ...shared, missing: { bring: bringAtOnce } });
  } else {
    for (const part of [page, rest]) take(part, part.module);
  }
  return instance;
}

/** A part puts its functions into the table by itself; nothing else holds it. */
function take(part, module) {
  new WebAssembly.Instance(module, shared);
  part.isThere = true;
}

/** Has a part come, if it is not there yet; tries again if it failed before. */
async function bring(part) {
  if (part.isThere) return;
  part.arriving ??= part.ask();
  try {
    await WebAssembly.instantiate(await part.arriving, shared);
    part.isThere = true;
  } catch (error) {
    part.arriving = undefined;
    throw error;
  }
}

/** Has come what shows the page as it stands. */
export async function bringPage() {
  // On its way meanwhile.
  if (isUnusual()) (rest.arriving ??= askRest()).catch(() => {});
  await bring(page);
  if (isUnusual()) await bringRest();
}

/** Once the second part is there. */
export const bringRest = () => bring(rest);

/**
 * For a call that nothing foresaw. The program can't be left in the midst of it, so that only the one
 * way of asking that makes everything wait will do: it compares no hash. If it fails, the panic screen is
 * next.
 */
function bringAtOnce() {
  try {
    if (!page.isThere) take(page, new WebAssembly.Module(fileAtOnce(programAddress).subarray(...PLACES[1])));
    if (!rest.isThere) take(rest, new WebAssembly.Module(fileAtOnce(restAddress)));
  } catch (cause) {
    // As any other end of the program, for public/early.js.
    throw new WebAssembly.RuntimeError('a part of the program could not be had', { cause });
  }
}

function fileAtOnce(address) {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}

/**
 * Holds answers of the network back from the program until the returned function is called: what reads
 * and shows them comes with the page.
 */
export function holdAnswers() {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  globalThis.fetch = (...call) => {
    const answer = fetch(...call);
    // Whether it succeeded is for the program to see.
    answer.catch(() => {});
    return released.then(() => answer);
  };
  return () => {
    globalThis.fetch = fetch;
    release();
  };
}

/**
 * Has the rest come in the first pause after a sign of a person, which the page may be `isTouched` by already, and
 * before any press that may need it. `asked` comes when it is asked for; `brought` tells whether it has come,
 * or else that it could not the first time. `sayVain` is called when a press has waited in vain.
 */
export function bringRestInTime(isTouched, sayVain) {
  let tellAsked;
  const asked = new Promise((done) => (tellAsked = done));
  const brought = new Promise((done) => {
    const bring = () => {
      tellAsked();
      if (rest.isThere) done(true);
      else bringRest().then(() => done(true), () => done(false));
    };
    let timer = setTimeout(bring, isTouched ? PAUSE_MS : WAIT_MS);
    const soon = () => {
      clearTimeout(timer);
      if (!rest.isThere) timer = setTimeout(bring, PAUSE_MS);
    };
    for (const sign of ['pointerdown', 'keydown', 'focusin', 'online']) addEventListener(sign, soon, true);

    let waiting = [];
    addEventListener('click', hold, true);
    async function hold(event) {
      // With one of these keys a link is the browser's, to open elsewhere.
      if (rest.isThere || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // What is pressed after a press that waits is meant to come after it. What unfolds changes nothing else.
      const isAfter = waiting.some((earlier) => earlier.localName !== 'summary');
      const pressed = event.target.closest?.(isAfter ? PRESSED : MAY_NEED_REST);
      if (!pressed) return;
      if (pressed.type === 'radio') {
        // A choice is seen at once, and stands after it too.
        waiting.push(pressed);
        return;
      }
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
      if (!isThereNow) return sayVain();
      for (const pressed of waited) {
        pressed.click();
        // The program shows what came of it when it has its turn.
        await new Promise((done) => setTimeout(done));
      }
    }
  });
  return { asked, brought };
}

/**
 * A module with a function for each slot that is listed: it has what is missing come at once, and
 * calls what stands in the slot then. <https://webassembly.github.io/spec/core/binary/modules.html>
 */
function standInsFor(listed) {
  let at = 0;
  const read = () => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = listed.charCodeAt(at++) - 32;
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  };
  const readTypes = () => Array.from({ length: read() }, read);
  const signatures = Array.from({ length: read() }, () => ({ parameters: readTypes(), results: readTypes() }));
  const slots = [];
  for (let slot = 0; at < listed.length; slot++) {
    const type = read();
    if (type) slots.push({ slot, type });
  }

  // Into one array: hundreds of small ones took a slowed visit 40 ms.
  const bytes = new Uint8Array(1000 + 50 * slots.length);
  let length = 0;
  const put = (byte) => (bytes[length++] = byte);
  // Of numbers that are not negative. Signed, they take one more byte where they would look so.
  const leb = (number, limit) => {
    for (; number >= limit; number >>= 7) put((number & 127) | 128);
    put(number);
  };
  const unsigned = (number) => leb(number, 128);
  const signed = (number) => leb(number, 64);
  const vector = (items) => {
    unsigned(items.length);
    items.forEach(put);
  };
  const text = (text) => vector(Array.from(text, (letter) => letter.charCodeAt(0)));
  const section = (id, count, fill) => {
    put(id);
    const start = (length += 3);
    unsigned(count);
    fill();
    // As long as LEB128 allows, since it was not known before.
    const size = length - start;
    bytes.set([(size & 127) | 128, ((size >> 7) & 127) | 128, size >> 14], start - 3);
  };

  const [FUNCTION, END] = [0x60, 0x0b];
  [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].forEach(put);
  section(1, signatures.length + 1, () => {
    // Type 0 is the import's, which is function 0.
    for (const { parameters, results } of [{ parameters: [], results: [] }, ...signatures]) {
      put(FUNCTION);
      vector(parameters);
      vector(results);
    }
  });
  section(2, 2, () => {
    for (const [module, name, kind] of [['missing', 'bring', [0, 0]], ['first', 'functions', [1, 0x70, 0, 0]]]) {
      text(module);
      text(name);
      kind.forEach(put);
    }
  });
  section(3, slots.length, () => slots.forEach(({ type }) => unsigned(type)));
  section(9, slots.length, () =>
    slots.forEach(({ slot }, index) => {
      put(0);
      put(0x41);
      signed(slot);
      put(END);
      put(1);
      unsigned(index + 1);
    }),
  );
  section(10, slots.length, () =>
    slots.forEach(({ slot, type }) => {
      const { parameters } = signatures[type - 1];
      const start = ++length;
      put(0);
      put(0x10);
      put(0);
      for (let index = 0; index < parameters.length; index++) {
        put(0x20);
        put(index);
      }
      put(0x41);
      signed(slot);
      put(0x11);
      unsigned(type);
      put(0);
      put(END);
      bytes[start - 1] = length - start;
    }),
  );
  return bytes.subarray(0, length);
}

// The splitter and public/parts.js: a program in three parts does what it did in one.
// Run by scripts/test: node --test tests/splitter/
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'splitter-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name) => join(folder, name);
const splitter = (...args) => execFileSync(join(root, 'target/debug/splitter'), args, { stdio: 'pipe' });

/** Too long to be copied into a later part. */
const LONG = '(drop (i32.add (i32.const 1) (i32.add (i32.const 2) (i32.add (i32.const 3) (i32.add (i32.const 4) (i32.const 5))))))';
// Slots on either side of where a LEB128 number gets another byte, with its sign and without.
const SLOTS = [1, 63, 64, 127, 128, 8191, 8192];
writeFileSync(
  file('program.wat'),
  `(module
    (import "./page_bg.js" "__wbg_note_0123456789abcdef" (func $note (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 16) "shared")
    (table $functions 8200 8200 funcref)
    (global $calls (mut i32) (i32.const 0))
    ${SLOTS.map((slot) => `(elem (i32.const ${slot}) $later_${slot})`).join('\n')}
    (type $one (func (param i32) (result i32)))
    (func $first_part (param $number i32) (result i32) ${LONG} (i32.add (local.get $number) (i32.const 100)))
    (func $short (param i32) (result i32) (local.get 0))
    (func $later_mixed (param $a i64) (param $b f64) (param $c i32) (result f64)
      ${LONG} (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (call $note (call $short (call $first_part (local.get $c))))
      (i32.store (i32.const 0) (i32.load8_u (i32.const 16)))
      (f64.add (local.get $b) (f64.convert_i64_s (local.get $a))))
    ${SLOTS.map((slot) => `(func $later_${slot} (param i32) (result i32) ${LONG} (i32.add (local.get 0) (i32.const ${slot})))`).join('\n')}
    (func $page_twice (param i32) (result i32) ${LONG} (i32.mul (i32.const 2) (call $first_part (call $later_64 (local.get 0)))))
    (func (export "across") (param i32) (result i32) (call $page_twice (local.get 0)))
    (func (export "mixed") (result f64) (call $later_mixed (i64.const 40) (f64.const 2.5) (i32.const 7)))
    (func (export "through") (param $slot i32) (param $number i32) (result i32)
      (call_indirect (type $one) (local.get $number) (local.get $slot)))
    (func (export "calls") (result i32) (global.get $calls))
    (func (export "uncalled") ${LONG})
    (func (export "__wbindgen_named") (result i32) (i32.const 3)))`,
);
execFileSync(join(root, '.tools/npm/node_modules/.bin/wasm-as'), ['-g', file('program.wat'), '-o', file('program.wasm')]);
const hash = (bytes) => createHash('sha256').update(bytes).digest('base64');
const partFiles = ['first.wasm', 'page.wasm', 'rest.wasm'];

/** A program in parts, by where the names of its functions begin; `members` are what a script has of it. */
function split(program, linked, members) {
  splitter('record', file(program), file(`recording-${program}`), file('names'));
  const functions = readFileSync(file('names'), 'utf8').trimEnd().split('\n').map((line) => line.split(' '));
  const partOf = (name = '') => ['page_', 'later_'].findIndex((start) => name.startsWith(start)) + 1;
  writeFileSync(file('later'), functions.filter(([, name]) => partOf(name)).map(([print, name]) => `${print} ${partOf(name)}`).join('\n'));
  writeFileSync(file('script'), members.map((name) => `program.${name}`).join());
  splitter('split', file(program), file(linked), file('script'), file('later'), file('short'), file('stand-ins'), ...partFiles.map(file));
  const [first, second, rest] = partFiles.map((name) => readFileSync(file(name)));
  const between = Buffer.from('between');
  return {
    functions,
    parts: [first, second, rest],
    files: { 'program.wasm': Buffer.concat([first, between, second]), 'rest.wasm': rest },
    places: [[0, first.length, hash(first)], [first.length + between.length, first.length + between.length + second.length, hash(second)]],
    short: new Map(readFileSync(file('short'), 'utf8').trimEnd().split('\n').map((line) => line.split(' '))),
    standIns: Array.from(readFileSync(file('stand-ins')), (byte) => String.fromCharCode(byte + 32)).join(''),
  };
}
const whole = split('program.wasm', 'program.wasm', ['memory', 'mixed', 'across', 'through', 'calls', '__wbindgen_named']);
const { functions, short } = whole;
const program = whole.files['program.wasm'];
const [, [from]] = whole.places;

// One that a linker made, with constants.
const LINKED = ['memory', 'text', 'count'];
const rustc = (name, ...options) => execFileSync('rustc', ['--target', 'wasm32-unknown-unknown', '--edition', '2024', '-Copt-level=2', '-Cpanic=abort', ...options, join(root, 'tests/splitter/constants.rs'), '-o', file(name)]);
rustc('linked.wasm', '-Clink-arg=--emit-relocs');
rustc('untold.wasm');
const withConstants = split('linked.wasm', 'linked.wasm', LINKED);
const untold = split('untold.wasm', 'untold.wasm', LINKED);

/** As a network brings it: in pieces that end anywhere. */
const inPieces = (bytes) => new Response(ReadableStream.from(Array.from({ length: 8 }, (_, index) => bytes.subarray((index * bytes.length) / 8, ((index + 1) * bytes.length) / 8))));

/** A fresh copy of public/parts.js in what it needs of a browser, with the first part of the program. */
let asked;
let notes;
let copies = 0;
async function start({ of = whole, answers = {}, page = 'form' } = {}) {
  const answer = (name) => {
    const { [name]: given = of.files[name] } = answers;
    return given;
  };
  const fetch = async (name) => {
    asked.push(name);
    return inPieces(answer(name));
  };
  Object.assign(globalThis, {
    PROGRAM: ['program.wasm', ...of.places],
    REST: ['rest.wasm', 'sha256-'],
    STAND_INS: of.standIns,
    document: { documentElement: { dataset: { page } }, querySelector: () => null, querySelectorAll: () => [] },
    fetch,
    whereaboutsProgram: fetch('program.wasm'),
    XMLHttpRequest: class {
      open(_, name) {
        this.name = name;
      }
      overrideMimeType() {}
      send() {
        asked.push(`stop for ${this.name}`);
        this.responseText = Array.from(answer(this.name), (byte) => String.fromCharCode(byte)).join('');
      }
    },
  });
  const copy = file(`parts-${copies++}.mjs`);
  writeFileSync(copy, readFileSync(join(root, 'public/parts.js')));
  const module = await import(copy);
  const note = short.get('__wbg_note_0123456789abcdef');
  const { exports } = await module.instantiate(await module.bringFirst(), { './page_bg.js': { [note]: (number) => notes.push(number) } });
  return { ...module, exports };
}
beforeEach(() => {
  asked = [];
  notes = [];
});

function doesWhatItDid({ exports }) {
  assert.equal(exports.mixed(), 42.5);
  assert.deepEqual(notes, [107]);
  assert.equal(exports.calls(), 1);
  assert.equal(exports.across(1), 2 * (1 + 64 + 100));
  assert.equal(new DataView(exports.memory.buffer).getInt32(0, true), 's'.charCodeAt(0));
  for (const slot of SLOTS) assert.equal(exports.through(slot, 1000), 1000 + slot, `slot ${slot}`);
}

/** Which parts hold `text`. */
const holdersOf = (of, text) => of.parts.map((part) => part.includes(text));

test('each part holds its own functions only', () => {
  assert.deepEqual(holdersOf(whole, 'first_part'), [true, false, false]);
  assert.deepEqual(holdersOf(whole, 'page_twice'), [false, true, false]);
  assert.deepEqual(holdersOf(whole, 'later_mixed'), [false, false, true]);
});

test('a constant comes with the first part that can reach it', () => {
  for (const [text, ...holders] of [
    ['own to the first', true, false, false],
    ['shared by the first and the page', true, false, false],
    ['held by a variable', true, false, false],
    ['own to the page', false, true, false],
    ['shared by page and rest', false, true, false],
    ['reached through a table of the page', false, true, false],
    ['own to the rest', false, false, true],
    ['counted from before it', false, false, true],
  ]) {
    assert.deepEqual(holdersOf(withConstants, text), holders, text);
  }
});

test('where the linker told nothing, the first part has all constants', () => {
  assert.deepEqual(holdersOf(untold, 'own to the rest'), [true, false, false]);
});

function textOf({ exports }, part, index) {
  const bytes = new Uint8Array(exports.memory.buffer, exports.text(part, index));
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}
/** All texts of a program, part by part. */
const textsOf = (program) => [0, 1, 2].flatMap((part) => [0, 1, 2].map((index) => textOf(program, part, index)));
const TEXTS = [
  ...['own to the first', 'shared by the first and the page', 'held by a variable'],
  ...['own to the page', 'shared by page and rest', 'reached through a table of the page'],
  ...['own to the rest', 'shared by page and rest', 'counted from before it'],
];

for (const [what, of] of Object.entries({ linked: withConstants, untold })) {
  test(`constants are there when they are read: ${what}`, async () => {
    const inTime = await start({ of });
    await inTime.bringPage();
    await inTime.bringRest();
    assert.deepEqual(textsOf(inTime), TEXTS);
    assert.deepEqual(textsOf(await start({ of })), TEXTS, 'had at once');
    assert.deepEqual(textsOf(await start({ of, page: 'other' })), TEXTS, 'had from the start');
  });
}

test('a part that comes twice leaves variables as they are', async () => {
  const program = await start({ of: withConstants });
  const arriving = program.bringPage();
  assert.equal(program.exports.count(), 8);
  await arriving;
  assert.equal(program.exports.count(), 9);
});

test('the rest does not come before the page, whose constants it reads', async () => {
  const answers = { 'program.wasm': withConstants.files['program.wasm'].subarray(0, withConstants.places[1][0] + 9) };
  const program = await start({ of: withConstants, answers });
  // As if something was entered in a part of the sketch that only the rest builds.
  document.querySelector = () => ({});
  await assert.rejects(program.bringPage(), /cut off/);
  delete answers['program.wasm'];
  assert.equal(textOf(program, 2, 1), 'shared by page and rest');
});

test('a list with more parts than there are is refused', () => {
  const [[print]] = functions;
  writeFileSync(file('too-many'), `${print} 3`);
  assert.throws(() => splitter('split', file('program.wasm'), file('program.wasm'), file('script'), file('too-many'), file('short'), file('stand-ins'), ...partFiles.map(file)));
});

test('what comes in time is called straight away', async () => {
  const program = await start();
  await program.bringPage();
  await program.bringRest();
  doesWhatItDid(program);
  assert.deepEqual(asked, ['program.wasm', 'rest.wasm']);
});

test('what is called too early is had at once, and only once', async () => {
  const program = await start();
  doesWhatItDid(program);
  assert.deepEqual(asked, ['program.wasm', 'stop for program.wasm', 'stop for rest.wasm']);
});

test('once the second part is there, only the rest is had at once', async () => {
  const program = await start();
  await program.bringPage();
  doesWhatItDid(program);
  assert.deepEqual(asked, ['program.wasm', 'stop for rest.wasm']);
});

for (const slot of SLOTS) {
  test(`the stand-in in slot ${slot} hands its arguments on`, async () => {
    const { exports } = await start();
    assert.equal(exports.through(slot, 5), 5 + slot);
    assert.deepEqual(asked, ['program.wasm', 'stop for program.wasm', 'stop for rest.wasm']);
  });
}

test('bringing parts twice changes nothing', async () => {
  const program = await start();
  program.exports.mixed();
  notes = [];
  await program.bringPage();
  await program.bringRest();
  await program.bringRest();
  assert.equal(program.exports.calls(), 1);
  assert.equal(program.exports.mixed(), 42.5);
  assert.equal(program.exports.across(1), 330);
});

test('a page that needs all from the start has it before it begins', async () => {
  const program = await start({ page: 'other' });
  doesWhatItDid(program);
  assert.deepEqual(asked, ['program.wasm', 'rest.wasm']);
});

test('what can not be had ends the program as a trap does', async () => {
  const program = await start({ answers: { 'rest.wasm': Buffer.from('Not found.') } });
  assert.throws(() => program.exports.mixed(), WebAssembly.RuntimeError);
});

test('a failure is not for ever', async () => {
  const answers = { 'program.wasm': program.subarray(0, from + 9), 'rest.wasm': Buffer.from('Not found.') };
  const started = await start({ answers });
  await assert.rejects(started.bringPage(), /cut off/);
  await assert.rejects(started.bringRest());
  delete answers['program.wasm'];
  delete answers['rest.wasm'];
  await started.bringPage();
  await started.bringRest();
  doesWhatItDid(started);
});

// Where it is still a program, so that nothing but the hash tells.
for (const [what, text] of [['first', 'shared'], ['second', 'page_twice']]) {
  test(`a ${what} part that is not what was built is not run`, async () => {
    const changed = Buffer.from(program);
    changed[changed.indexOf(text)] ^= 1;
    const opened = start({ answers: { 'program.wasm': changed } }).then(({ bringPage }) => bringPage());
    await assert.rejects(opened, /not what was built/);
  });
}

test('answers wait until they are let go, failures too', async () => {
  const { holdAnswers } = await start();
  const { fetch } = globalThis;
  const release = holdAnswers();
  let seen = 0;
  const answer = globalThis.fetch('rest.wasm').then(() => seen++);
  const failure = assert.rejects(globalThis.fetch('nothing').then(() => seen++));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(seen, 0);
  release();
  await answer;
  await failure;
  assert.equal(seen, 1);
  assert.equal(globalThis.fetch, fetch);
});

test('names that wasm-bindgen made up are short; the others stay', async () => {
  const { exports } = await start();
  assert.equal(exports[short.get('__wbindgen_named')](), 3);
  assert.ok(!('__wbindgen_named' in exports) && 'mixed' in exports);
});

test('what no script calls is not there', async () => {
  const { exports } = await start();
  assert.ok(!('uncalled' in exports));
});

test('a recording tells which functions ran', async () => {
  const ran = new Set();
  const imports = { './page_bg.js': { __wbg_note_0123456789abcdef() {} }, recorder: { runs: (number) => ran.add(functions[number][1]) } };
  const { instance } = await WebAssembly.instantiate(readFileSync(file('recording-program.wasm')), imports);
  instance.exports.through(64, 1);
  assert.deepEqual([...ran].filter((name) => name.startsWith('later_')), ['later_64']);
});

test('the order of functions changes nothing else', async () => {
  splitter('order', file('program.wasm'), file('ordered.wasm'));
  const { instance } = await WebAssembly.instantiate(readFileSync(file('ordered.wasm')), { './page_bg.js': { __wbg_note_0123456789abcdef() {} } });
  assert.equal(instance.exports.mixed(), 42.5);
});

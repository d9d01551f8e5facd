// The splitter and public/rest.js: a program in two halves does what it did in one.
// Run by scripts/test: node --test tests/splitter/
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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

/** Too long to be copied into the other half. */
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
    (func $first_half (param $number i32) (result i32) ${LONG} (i32.add (local.get $number) (i32.const 100)))
    (func $short (param i32) (result i32) (local.get 0))
    (func $later_mixed (param $a i64) (param $b f64) (param $c i32) (result f64)
      ${LONG} (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (call $note (call $short (call $first_half (local.get $c))))
      (i32.store (i32.const 0) (i32.load8_u (i32.const 16)))
      (f64.add (local.get $b) (f64.convert_i64_s (local.get $a))))
    ${SLOTS.map((slot) => `(func $later_${slot} (param i32) (result i32) ${LONG} (i32.add (local.get 0) (i32.const ${slot})))`).join('\n')}
    (func (export "mixed") (result f64) (call $later_mixed (i64.const 40) (f64.const 2.5) (i32.const 7)))
    (func (export "through") (param $slot i32) (param $number i32) (result i32)
      (call_indirect (type $one) (local.get $number) (local.get $slot)))
    (func (export "calls") (result i32) (global.get $calls))
    (func (export "uncalled") ${LONG})
    (func (export "__wbindgen_named") (result i32) (i32.const 3)))`,
);
execFileSync(join(root, '.tools/npm/node_modules/.bin/wasm-as'), ['-g', file('program.wat'), '-o', file('program.wasm')]);
splitter('record', file('program.wasm'), file('recording.wasm'), file('names'));
const functions = readFileSync(file('names'), 'utf8').trimEnd().split('\n').map((line) => line.split(' '));
const later = functions.filter(([, name = '']) => name.startsWith('later_'));
writeFileSync(file('later'), later.map(([print]) => print).join('\n'));
writeFileSync(file('script'), ['memory', 'mixed', 'through', 'calls', '__wbindgen_named'].map((name) => `program.${name}`).join());
splitter('split', file('program.wasm'), file('script'), file('later'), file('first.wasm'), file('rest.wasm'), file('short'));
const short = new Map(readFileSync(file('short'), 'utf8').trimEnd().split('\n').map((line) => line.split(' ')));
const [first, rest] = ['first.wasm', 'rest.wasm'].map((name) => readFileSync(file(name)));

/** A fresh copy of public/rest.js in what it needs of a browser. */
let asked;
let notes;
let copies = 0;
async function start(answer = () => rest, page = 'form') {
  Object.assign(globalThis, {
    REST: ['rest.wasm', 'sha256-'],
    document: { documentElement: { dataset: { page } }, querySelector: () => null, querySelectorAll: () => [] },
    fetch: async () => {
      asked.push('fetch');
      return { arrayBuffer: async () => answer() };
    },
    XMLHttpRequest: class {
      open() {}
      overrideMimeType() {}
      send() {
        asked.push('stop');
        this.responseText = String.fromCharCode(...answer());
      }
    },
  });
  const copy = file(`rest-${copies++}.mjs`);
  writeFileSync(copy, readFileSync(join(root, 'public/rest.js')));
  const module = await import(copy);
  const note = short.get('__wbg_note_0123456789abcdef');
  const { instance } = await module.instantiate(first, { './page_bg.js': { [note]: (number) => notes.push(number) } });
  return { ...module, exports: instance.exports };
}
beforeEach(() => {
  asked = [];
  notes = [];
});

function doesWhatItDid({ exports }) {
  assert.equal(exports.mixed(), 42.5);
  assert.deepEqual(notes, [107]);
  assert.equal(exports.calls(), 1);
  assert.equal(new DataView(exports.memory.buffer).getInt32(0, true), 's'.charCodeAt(0));
  for (const slot of SLOTS) assert.equal(exports.through(slot, 1000), 1000 + slot, `slot ${slot}`);
}

test('the rest holds what was put off, and the first half does not', () => {
  assert.equal(later.length, SLOTS.length + 1);
  assert.ok(first.length < readFileSync(file('program.wasm')).length);
  assert.ok(!first.includes('later_') && rest.includes('later_mixed'));
});

test('what comes in time is called straight away', async () => {
  const program = await start();
  await program.bringRest();
  doesWhatItDid(program);
  assert.deepEqual(asked, ['fetch']);
});

test('what is called too early is had at once, and only once', async () => {
  const program = await start();
  doesWhatItDid(program);
  assert.deepEqual(asked, ['stop']);
});

for (const slot of SLOTS) {
  test(`the stand-in in slot ${slot} hands its arguments on`, async () => {
    const { exports } = await start();
    assert.equal(exports.through(slot, 5), 5 + slot);
    assert.deepEqual(asked, ['stop']);
  });
}

test('bringing it twice changes nothing', async () => {
  const program = await start();
  program.exports.mixed();
  notes = [];
  await program.bringRest();
  await program.bringRest();
  assert.equal(program.exports.calls(), 1);
  assert.equal(program.exports.mixed(), 42.5);
});

test('a page that needs it from the start has it before it begins', async () => {
  const program = await start(() => rest, 'other');
  doesWhatItDid(program);
  assert.deepEqual(asked, ['fetch']);
});

test('what can not be had ends the program as a trap does', async () => {
  const program = await start(() => Buffer.from('Not found.'));
  assert.throws(() => program.exports.mixed(), WebAssembly.RuntimeError);
});

test('a failure is not for ever', async () => {
  let answer = Buffer.from('Not found.');
  const program = await start(() => answer);
  await assert.rejects(program.bringRest());
  answer = rest;
  await program.bringRest();
  doesWhatItDid(program);
});

test('names that wasm-bindgen made up are short in both halves; the others stay', async () => {
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
  const { instance } = await WebAssembly.instantiate(readFileSync(file('recording.wasm')), imports);
  instance.exports.through(64, 1);
  assert.deepEqual([...ran].filter((name) => name.startsWith('later_')), ['later_64']);
});

test('the order of functions changes nothing else', async () => {
  splitter('order', file('program.wasm'), file('ordered.wasm'));
  const { instance } = await WebAssembly.instantiate(readFileSync(file('ordered.wasm')), { './page_bg.js': { __wbg_note_0123456789abcdef() {} } });
  assert.equal(instance.exports.mixed(), 42.5);
});

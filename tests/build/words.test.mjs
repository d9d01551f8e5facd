/** The catalogues: what they must have, and what the page fetches of them. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../scripts/post-build/policy.mjs';
import { catalogues, manifestIn, namesOf, problemsOf, withWords, wordsOf } from '../../scripts/post-build/words.mjs';

const ALL = catalogues(fileURLToPath(new URL('../../languages', import.meta.url)));

const ENGLISH = {
  'a.days': { about: 'Days.', one: '{count} day of {name}', other: '{count} days of {name}' },
  'a.name': { about: 'A name.', text: '{name}, |yes' },
  'a_b.save': { about: 'A button.', text: 'Save' },
};
/** Another catalogue with one message changed. */
const changed = (name, message) => ({ ...ENGLISH, [name]: message });

test('every language of the page is whole', () => {
  assert.ok(Object.keys(ALL).length > 1);
  for (const [tag, own] of Object.entries(ALL)) assert.deepEqual(problemsOf(tag, own, ALL.en), []);
});

describe('a fault is named', () => {
  const { 'a.name': _, ...lacking } = ENGLISH;
  for (const [fault, tag, own, problem] of [
    ['a missing message', 'de', lacking, /de\.json: a\.name is missing/],
    ['a superfluous message', 'de', changed('a.more', { about: '', text: '' }), /a\.more is superfluous/],
    ['a lost placeholder', 'de', changed('a.name', { about: 'A name.', text: 'Ja, |ja' }), /a\.name \(text\) needs the placeholders name, but has none/],
    ['a placeholder of another name', 'de', changed('a.name', { about: 'A name.', text: '{Name}, |ja' }), /needs the placeholders name, but has Name/],
    ['a placeholder too many', 'de', changed('a_b.save', { about: 'A button.', text: '{name}' }), /a_b\.save \(text\) needs the placeholders of English: none/],
    ['a plural form too few', 'de', changed('a.days', { about: 'Days.', other: '{count} {name}' }), /a\.days needs one, other, but has other/],
    ['a plural form too many', 'ja', ENGLISH, /a\.days needs other, but has one, other/],
    ['all plural forms of Arabic', 'ar', ENGLISH, /a\.days needs few, many, one, other, two, zero/],
    ['a text instead of plural forms', 'de', changed('a.days', { about: 'Days.', text: '{count} {name}' }), /a\.days needs one, other, but has text/],
    ['a plural form without its other placeholder', 'de', changed('a.days', { about: 'Days.', one: 'ein Tag', other: '{count} {name}' }), /a\.days \(one\) needs/],
    ['a number missing where it is needed', 'de', changed('a.days', { about: 'Days.', one: '{name}', other: '{name}' }), /a\.days \(other\) needs the placeholders count, name/],
    ['another comment', 'de', changed('a_b.save', { about: 'A link.', text: 'Sichern' }), /a_b\.save has another comment/],
    ['an empty text', 'de', changed('a_b.save', { about: 'A button.', text: ' ' }), /a_b\.save \(text\) must be one line/],
    ['two lines', 'de', changed('a_b.save', { about: 'A button.', text: 'a\nb' }), /must be one line/],
    ['a lost mark', 'de', changed('a.name', { about: 'A name.', text: '{name}' }), /a\.name needs as many \|/],
  ]) {
    test(fault, () => assert.match(problemsOf(tag, own, ENGLISH).join('\n'), problem));
  }

  test('a button that a sentence calls by another name', () => {
    const own = { ...ALL.de, 'presets.save': { ...ALL.de['presets.save'], text: 'Sichern' } };
    assert.match(problemsOf('de', own, ALL.en).join('\n'), /presets\.none_yet must contain “Sichern”/);
  });

  test('and fails the build', () => {
    assert.throws(() => withWords('<link rel="icon">', { en: ENGLISH, de: lacking }, {}), /a\.name is missing/);
    assert.throws(() => withWords('<p data-text="a.nothing"></p><link rel="icon">', { en: ALL.en }, {}), /no message a\.nothing/);
  });
});

test('one day needs no number', () => {
  assert.deepEqual(problemsOf('de', changed('a.days', { about: 'Days.', one: 'ein Tag für {name}', other: '{count} {name}' }), ENGLISH), []);
});

test('a message is a line, by area and then by name, with tabs between plural forms and numbers for placeholders', () => {
  assert.deepEqual(namesOf(ENGLISH), ['a.days', 'a.name', 'a_b.save']);
  assert.equal(wordsOf(ENGLISH, ENGLISH), 'one:{0} day of {1}\tother:{0} days of {1}\n{0}, |yes\nSave');
});

test('the page links the words of each language but English, with their hashes, and marks become lines', () => {
  const manifest = { name: 'Whereabouts', description: ALL.en['static_page.description'].text, shortcuts: [{ name: 'Sick', url: './?status=SIC' }] };
  const { page, files } = withWords('<link rel="icon"><p data-text="static_page.late">Late</p>', ALL, manifest);
  const [, name, integrity] = /<link rel="words" hreflang="de" href="(de-[0-9a-f]{16}\.txt)" integrity="([^"]+)">/.exec(page) ?? [];
  assert.equal(sha256(files[name]), integrity);
  const [, line] = /data-text="(\d+)"/.exec(page) ?? [];
  assert.equal(files[name].split('\n')[line], ALL.de['static_page.late'].text);
  assert.match(page, /<link rel="words" hreflang="ar" dir="rtl" /);
  assert.doesNotMatch(page, /hreflang="en"/);
  assert.deepEqual(JSON.parse(files['de.webmanifest']), manifestIn('de', ALL.de, ALL.en, manifest));
});

test('the texts of the form are marked, each with the message of the form', () => {
  const form = '<p>Set status <a href="x">More</a></p><pre aria-label="The request"></pre><button data-queued-text="Setting status…">Set status</button><p>Wed 25 Nov</p>';
  const { page } = withWords(`Until<!-- The form, written by hand. -->${form}<!-- End of the form. --><p>Until</p><link rel="icon">`, { en: ALL.en }, {});
  const line = (name) => namesOf(ALL.en).indexOf(name);
  const send = line('form.set_status');
  const marked = `<p data-text="${send}">Set status <a href="x" data-text="${line('form.more')}">More</a></p><pre aria-label="The request" data-label="${line('form.request_label')}"></pre><button data-queued-text="Setting status…" data-queued="${line('form.setting_status')}" data-text="${send}">Set status</button><p>Wed 25 Nov</p>`;
  assert.equal(page, `Until<!-- The form, written by hand. -->${marked}<!-- End of the form. --><p>Until</p><link rel="icon">`);
});

test('the manifest says in each language what the app is, and the names of its shortcuts', () => {
  const manifest = { name: 'Whereabouts', description: ALL.en['static_page.description'].text, lang: 'en', dir: 'ltr', shortcuts: [{ name: 'Sick', url: './?status=SIC' }] };
  const arabic = manifestIn('ar', ALL.ar, ALL.en, manifest);
  assert.deepEqual([arabic.lang, arabic.dir, arabic.name], ['ar', 'rtl', 'Whereabouts']);
  assert.equal(arabic.description, ALL.ar['static_page.description'].text);
  assert.deepEqual(arabic.shortcuts, [{ name: ALL.ar['status.sick'].text, url: './?status=SIC' }]);
});

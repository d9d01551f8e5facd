// The words of each language: checks languages/*.json, and writes what the page fetches.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './policy.mjs';

/** All catalogues by their tag, each flat: from `area.name` to the message. */
export function catalogues(folder) {
  const flat = (areas) =>
    Object.fromEntries(Object.entries(areas).flatMap(([area, messages]) => Object.entries(messages).map(([name, message]) => [`${area}.${name}`, message])));
  const tags = readdirSync(folder).map((file) => file.replace('.json', ''));
  return Object.fromEntries(tags.map((tag) => [tag, flat(JSON.parse(readFileSync(join(folder, `${tag}.json`), 'utf8')))]));
}

/** Sentences that contain the words of a control: who reads one must find the other. */
const QUOTED = {
  'presets.move_up': ['presets.move_up_named'],
  'presets.move_down': ['presets.move_down_named'],
  'presets.delete': ['presets.delete_named'],
  'presets.save': ['presets.none_yet'],
  'frame.page_set_status': ['frame.go_to_set_status', 'settings.shortcuts_hint'],
  'frame.page_settings': [
    'frame.open_settings', 'frame.add_account', 'frame.add_user_id', 'form.request_incomplete', 'form.shortcuts_can_be_off', 'presets.too_many',
    'outcome.advise_account', 'outcome.advise_user_id', 'outcome.advise_user_id_or_ask', 'outcome.account_changed',
  ],
};

/** The plural forms of a language, of numbers that can occur. */
function pluralForms(tag) {
  const rules = new Intl.PluralRules(tag);
  return [...new Set(Array.from({ length: 10_000 }, (_, number) => rules.select(number)))].sort();
}

const placeholdersIn = (text) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name);
const placeholders = (text) => placeholdersIn(text).sort();
const same = (one, other) => one.join() === other.join();

/** What is wrong with a catalogue, a sentence for each fault, with the name of the message. */
export function problemsOf(tag, own, english) {
  const problems = [];
  const forms = pluralForms(tag);
  for (const [name, { about, ...source }] of Object.entries(english)) {
    const report = (problem) => problems.push(`languages/${tag}.json: ${name} ${problem}`);
    if (!own[name]) {
      report('is missing');
      continue;
    }
    const { about: ownAbout, ...texts } = own[name];
    if (ownAbout !== about) report('has another comment ("about") than languages/en.json');
    const expected = 'text' in source ? ['text'] : forms;
    if (!same(Object.keys(texts).sort(), expected)) report(`needs ${expected.join(', ')}, but has ${Object.keys(texts).join(', ') || 'nothing'}`);
    for (const [form, text] of Object.entries(texts)) {
      const needed = placeholders(source.text ?? source.other);
      const found = placeholders(text);
      // "One day" needs no number.
      const mayLackCount = form !== 'text' && form !== 'other' && same(found, needed.filter((placeholder) => placeholder !== 'count'));
      if (!text.trim() || /[\n\t]/.test(text)) report(`(${form}) must be one line of text`);
      if (!same(found, needed) && !mayLackCount) report(`(${form}) needs the placeholders ${needed.join(', ') || 'of English: none'}, but has ${found.join(', ') || 'none'}`);
    }
    if ((texts.text ?? '').split('|').length !== (source.text ?? '').split('|').length) report('needs as many | as English');
  }
  for (const name of Object.keys(own)) if (!english[name]) problems.push(`languages/${tag}.json: ${name} is superfluous: languages/en.json has no such message`);
  for (const [control, sentences] of Object.entries(QUOTED)) {
    for (const sentence of sentences) {
      const words = own[control]?.text;
      if (words && own[sentence]?.text && !own[sentence].text.includes(words)) problems.push(`languages/${tag}.json: ${sentence} must contain “${words}”, as ${control} has it`);
    }
  }
  return problems;
}

/** The names of all messages, in the order of the lines. `core/build.rs` has the same for English. */
export const namesOf = (english) => {
  const byPart = (one, other) => (one < other ? -1 : 1);
  const split = (name) => name.split('.');
  return Object.keys(english).sort((one, other) => (split(one)[0] === split(other)[0] ? byPart(split(one)[1], split(other)[1]) : byPart(split(one)[0], split(other)[0])));
};

/** A line for each message. Plural forms are separated by tabs, and placeholders are numbers, that of `count` first. */
export function wordsOf(own, english) {
  const line = ({ about, text, ...forms }, { text: source, other }) => {
    const names = [...new Set(placeholdersIn(source ?? other))].sort((one, two) => (two === 'count') - (one === 'count'));
    const named = text ?? Object.entries(forms).map(([form, text]) => `${form}:${text}`).join('\t');
    return named.replace(/\{(\w+)\}/g, (_, name) => `{${names.indexOf(name)}}`);
  };
  return namesOf(english).map((name) => line(own[name], english[name])).join('\n');
}

/** The manifest in another language: each of its texts that is a message of the page. */
export function manifestIn(tag, own, english, manifest) {
  const messages = Object.entries(english);
  const translated = (text) => own[messages.find(([, message]) => message.text === text)?.[0]]?.text ?? text;
  return {
    ...manifest,
    description: translated(manifest.description),
    lang: tag,
    dir: own['language.direction'].text,
    shortcuts: manifest.shortcuts.map((shortcut) => ({ ...shortcut, name: translated(shortcut.name) })),
  };
}

/** The areas whose messages the form shows, since some texts stand in several. */
const OF_THE_FORM = ['form', 'fields', 'status', 'current', 'presets', 'frame'];

/** Marks the texts of the form, which the program has built, as the rest of index.html is marked by hand. */
function withMarkedForm(page, english) {
  const names = OF_THE_FORM.flatMap((area) => Object.keys(english).filter((name) => name.startsWith(`${area}.`)));
  const nameOf = (text) => names.find((name) => english[name].text === text.trim());
  const marked = (kind, text) => (nameOf(text) ? ` data-${kind}="${nameOf(text)}"` : '');
  return page.replace(/(?<=<!-- The form, written by.*?-->).*?(?=<!-- End of the form. -->)/s, (form) =>
    form
      .replace(/(<[^>]+)>([^<]*[^<\s][^<]*)(?=<)/g, (_, tag, text) => `${tag}${marked('text', text)}>${text}`)
      .replace(/ aria-label="([^"]+)"/g, (label, text) => label + marked('label', text))
      .replace(/ data-queued-text="([^"]+)"/g, (label, text) => label + marked('queued', text)),
  );
}

/**
 * The files of all languages but English, which is in the program, and the page with a link to each. A mark such as
 * `data-text="static_page.late"` becomes the number of the line.
 */
export function withWords(page, all, manifest) {
  const { en: english, ...others } = all;
  const problems = Object.entries(all).flatMap(([tag, own]) => problemsOf(tag, own, english));
  if (problems.length) throw new Error(problems.join('\n'));
  const files = {};
  const links = Object.entries(others).map(([tag, own]) => {
    const words = wordsOf(own, english);
    const name = `${tag}-${createHash('sha256').update(words).digest('hex').slice(0, 16)}.txt`;
    files[name] = words;
    files[`${tag}.webmanifest`] = JSON.stringify(manifestIn(tag, own, english, manifest));
    const dir = own['language.direction'].text;
    return `<link rel="words" hreflang="${tag}"${dir === 'ltr' ? '' : ` dir="${dir}"`} href="${name}" integrity="${sha256(words)}">`;
  });
  const names = namesOf(english);
  const marked = withMarkedForm(page, english).replace(/ data-(text|label|queued)="([\w.]+)"/g, (_, kind, name) => {
    if (!names.includes(name)) throw new Error(`index.html: there is no message ${name}`);
    return ` data-${kind}="${names.indexOf(name)}"`;
  });
  if (!marked.includes('<link rel="icon"')) throw new Error('index.html has no icon, before which the words are linked');
  return { page: marked.replace('<link rel="icon"', `${links.join('')}<link rel="icon"`), files };
}

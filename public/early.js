/** Runs before the first paint: index.html has it inline. */
{
  const { dataset, style } = document.documentElement;
  const read = (key, storage = 'localStorage') => {
    try {
      return self[storage].getItem(key);
    } catch {
      // Storage is blocked.
    }
  };

  /** Applies the appearance that was chosen in Settings, or else the system's. */
  const applyAppearance = (chosen) => {
    const isFixed = chosen === 'light' || chosen === 'dark';
    document.querySelector('meta[name=color-scheme]').content = isFixed ? chosen : 'light dark';
    for (const bar of document.querySelectorAll('meta[name=theme-color]')) {
      const { scheme } = bar.dataset;
      bar.media = isFixed ? (scheme === chosen ? 'all' : 'not all') : `(prefers-color-scheme: ${scheme})`;
    }
  };
  applyAppearance(read('whereabouts.appearance'));
  // Settings sends this event to its own tab too, so that the choice works where storage is blocked.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === 'whereabouts.appearance') applyAppearance(newValue);
  });

  // The language: the one that was chosen in Settings, or the first of the browser's that the page speaks.
  const offers = Object.fromEntries([...document.querySelectorAll('link[rel=words]')].map((link) => [link.hreflang, link]));
  const languageFor = (chosen) =>
    [chosen, ...navigator.languages].map((tag) => tag?.split('-')[0]).find((tag) => tag === 'en' || offers[tag]) ?? 'en';
  const english = new Map();

  /** Fetches the words of a language; English ones are in the program. They are kept for a start without a network. */
  const fetchWords = async (language) => {
    const { href, integrity } = offers[language] ?? {};
    if (!href) return;
    // The program waits for the words, but not for ever.
    const response = await fetch(href, { integrity, signal: AbortSignal.timeout(15_000) });
    const kept = self.caches?.open('whereabouts-words');
    const copy = response.clone();
    kept?.then(async (cache) => {
      await cache.put(href, copy);
      for (const { url } of await cache.keys()) if (url !== href) await cache.delete(url);
    }).catch(console.warn);
    return response.text();
  };

  const turn = (language) => Object.assign(document.documentElement, { lang: language, dir: offers[language]?.dir || 'ltr' });

  /** Says in which language the page is, and writes what is not the program's. */
  const label = (language, words) => {
    const lines = words?.split('\n');
    turn(language);
    document.querySelector('link[rel=manifest]').href = lines ? `${language}.webmanifest` : 'manifest.webmanifest';
    const write = (mark, holderOf, property) => {
      for (const element of document.querySelectorAll(`[data-${mark}]`)) {
        const holder = holderOf(element);
        if (!english.has(holder)) english.set(holder, holder[property]);
        const own = english.get(holder);
        // What comes behind a text, such as a link, stands apart from it.
        holder[property] = lines ? lines[element.dataset[mark]] + /\s*$/.exec(own)[0] : own;
      }
    };
    write('text', (element) => element.firstChild, 'data');
    write('label', (element) => element, 'ariaLabel');
    write('queued', (element) => element.dataset, 'queuedText');
    delete dataset.words;
  };

  const language = languageFor(read('whereabouts.language'));
  if (language !== 'en') {
    turn(language);
    document.title = 'Whereabouts';
    dataset.words = 'awaited';
    const parsed = new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));
    self.words = fetchWords(language).then(
      async (words) => (await parsed, label(language, words), words),
      async (error) => (await parsed, console.warn(error), label('en'), (self.lacksWords = true), undefined),
    );
  }
  let wanted = language;
  const follow = async (chosen) => {
    const next = languageFor(chosen);
    if (next === wanted && next === document.documentElement.lang) return;
    wanted = next;
    try {
      const words = await fetchWords(next);
      // Another one was chosen meanwhile.
      if (next !== wanted) return;
      self.words = words;
      label(next, words);
      self.speak?.(words);
    } catch (error) {
      console.warn(error);
      self.wasmBindings?.miss_words();
    }
  };
  addEventListener('storage', ({ key, newValue }) => {
    if (key === 'whereabouts.language') follow(newValue);
  });
  // In the back/forward cache a page hears nothing.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) follow(read('whereabouts.language'));
  });

  // The static form is shown on its own page only, and not where a link or a draft will fill the form:
  // nobody should type over that unseen.
  const isFormPage = /^(index\.html)?$/.test(location.pathname.slice(new URL(document.baseURI).pathname.length));
  const willBeFilled = location.search || read('whereabouts.draft', 'sessionStorage');
  dataset.page = isFormPage && !willBeFilled ? 'form' : 'other';
  // A relay that knows people by their sign-in needs no account. The page finds out, and remembers; the tag says it before.
  const isRelayed = document.querySelector('meta[name=api-auth][content=relay]') || read('whereabouts.sign-on') != null;
  dataset.account = isRelayed || (read('whereabouts.user-id') && read('whereabouts.token')) ? 'kept' : 'missing';

  // Reserves the heights of the last visit, so that nothing moves when the current status is read.
  for (const part of ['current', 'now']) {
    const height = read(`whereabouts.${part}-height`);
    if (height) style.setProperty(`--${part}-height`, `${height}px`);
  }

  const { RuntimeError } = self.WebAssembly ?? {};
  const fail = ({ error, reason, target }) => {
    if (RuntimeError && (error ?? reason) instanceof RuntimeError) {
      // The program panicked.
      document.getElementById('app')?.setAttribute('hidden', '');
      document.getElementById('broken').hidden = false;
    } else if (error || target.localName === 'script') {
      // The program did not arrive, if the static page still stands.
      document.getElementById('late')?.classList.add('is-due');
    }
  };
  // Captured, since a script that can't be loaded sends an event that does not bubble.
  addEventListener('error', fail, true);
  addEventListener('unhandledrejection', fail);
}

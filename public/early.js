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

/** What can't wait for the program. It stands in index.html itself and runs before the first paint. */
{
  const kept = (key, storage = 'localStorage') => {
    try {
      return self[storage].getItem(key);
    } catch {
      // Storage is blocked.
    }
  };

  /** Light or dark, as a person fixed it in Settings; else as the system has it. */
  const showAppearance = (fixed) => {
    const isFixed = fixed === 'light' || fixed === 'dark';
    document.querySelector('meta[name=color-scheme]').content = isFixed ? fixed : 'light dark';
    for (const bar of document.querySelectorAll('meta[name=theme-color]')) {
      const { scheme } = bar.dataset;
      bar.media = isFixed ? (scheme === fixed ? 'all' : 'not all') : `(prefers-color-scheme: ${scheme})`;
    }
  };

  showAppearance(kept('whereabouts.appearance'));
  // Settings changes it by this event too, so that it works where nothing can be kept.
  addEventListener('storage', (event) => {
    if (event.key === 'whereabouts.appearance') showAppearance(event.newValue);
  });

  // What of the sketch is shown: the form on its own page, unless the program will fill it from a link
  // or a draft, which nobody should type over unseen; and what an account is needed for.
  const { dataset } = document.documentElement;
  const isOfForm = location.pathname === new URL(document.baseURI).pathname;
  const isFilled = location.search || kept('whereabouts.draft', 'sessionStorage');
  dataset.page = isOfForm && !isFilled ? 'form' : 'other';
  const isRelayed = document.querySelector('meta[name=api-auth][content=relay]');
  dataset.account = kept('whereabouts.user-id') && (kept('whereabouts.token') || isRelayed) ? 'kept' : 'missing';

  // As high as it was when it was last read: nothing then moves under a finger.
  const height = kept('whereabouts.current-height');
  if (height) document.documentElement.style.setProperty('--current-height', `${height}px`);

  // A press on the button before the program is there: start.js does it again, and until then
  // style/sketch.css says that it counts.
  addEventListener('submit', (event) => {
    const form = event.target.closest('.sketch .status-form');
    if (!form) return;
    event.preventDefault();
    form.ariaBusy = 'true';
  });

  // The program has stopped for good: by a panic, or because what it needed could not be had.
  const stop = ({ error, reason }) => {
    if (!((error ?? reason) instanceof WebAssembly.RuntimeError)) return;
    document.getElementById('app')?.setAttribute('hidden', '');
    document.getElementById('broken').hidden = false;
  };
  addEventListener('error', stop);
  addEventListener('unhandledrejection', stop);

  // Asks for the program while the script that starts it is on its way too. A release has this tag.
  const program = document.querySelector('meta[name=program]');
  if (program) {
    const [address, integrity] = program.content.split(' ');
    // With its integrity, none of it can be had before all of it. public/parts.js compares its parts, where
    // the browser lets it.
    self.whereaboutsProgram = fetch(address, isSecureContext ? {} : { integrity });
    // start.js waits for it and says what became of it.
    self.whereaboutsProgram.catch(() => {});
  }
}

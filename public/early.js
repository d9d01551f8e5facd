/** What can't wait for the program. It stands in index.html itself and runs before the first paint. */
{
  const key = 'whereabouts.appearance';

  /** Light or dark, as a person fixed it in Settings; else as the system has it. */
  const showAppearance = (fixed) => {
    const isFixed = fixed === 'light' || fixed === 'dark';
    document.querySelector('meta[name=color-scheme]').content = isFixed ? fixed : 'light dark';
    for (const bar of document.querySelectorAll('meta[name=theme-color]')) {
      const { scheme } = bar.dataset;
      bar.media = isFixed ? (scheme === fixed ? 'all' : 'not all') : `(prefers-color-scheme: ${scheme})`;
    }
  };

  try {
    showAppearance(localStorage.getItem(key));
  } catch {
    // Storage is blocked: it stays as the system has it.
  }
  // Settings changes it by this event too, so that it works where nothing can be kept.
  addEventListener('storage', (event) => {
    if (event.key === key) showAppearance(event.newValue);
  });

  // Asks for the program while the script that starts it is on its way too. A release has this tag.
  const program = document.querySelector('meta[name=program]');
  if (program) {
    const [address, integrity] = program.content.split(' ');
    self.whereaboutsProgram = fetch(address, { integrity });
    // start.js waits for it and says what became of it.
    self.whereaboutsProgram.catch(() => {});
  }
}

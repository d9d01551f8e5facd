/**
 * Looks after the static page: it queues a press, makes way for the program, and has the site kept.
 * index.html has it inline, below the form, so that it runs before anybody can press anything.
 */
{
  const byId = (id) => document.getElementById(id);
  const shell = document.querySelector('.shell');
  const form = document.documentElement.dataset.page === 'form' ? shell.querySelector('form') : undefined;
  const isDateOrTime = (element) => /^(date|time)$/.test(element?.type);

  // A press before the program is there is queued, and replayed once with the entries of that moment. Nothing was sent
  // yet, so a further press takes its place: what was corrected meanwhile counts.
  let queued;
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    queued = form.cloneNode(true);
    // A copy has the values, but no longer knows that a date is half typed.
    form.querySelectorAll('input').forEach(({ validity }, index) => {
      if (validity.badInput) queued.querySelectorAll('input')[index].dataset.unfinished = '';
    });
    const button = byId('set-status');
    button.textContent = button.dataset.queuedText;
  });

  // What is under way now would be lost if the static page went: a press, a composition, a date.
  const pressed = new Set();
  let isComposing = false;
  const signs = {
    pointerdown: () => pressed.add('pointer'),
    pointerup: () => pressed.delete('pointer'),
    pointercancel: () => pressed.delete('pointer'),
    keydown: () => pressed.add('key'),
    keyup: () => pressed.delete('key'),
    blur: ({ target }) => target === self && pressed.clear(),
    compositionstart: () => (isComposing = true),
    compositionend: () => (isComposing = false),
    focusout: () => {},
    submit: () => {},
  };
  const isBusy = () => pressed.size > 0 || isComposing || (!queued && isDateOrTime(document.activeElement) && form?.contains(document.activeElement));
  let onQuiet = () => {};
  for (const [sign, note] of Object.entries(signs)) {
    addEventListener(sign, (event) => {
      note(event);
      // Behind the click that a press becomes, which can come in a task of its own.
      if (!isBusy()) setTimeout(() => isBusy() || onQuiet(), 50);
    }, true);
  }
  const quiet = () => new Promise((resolve) => (isBusy() ? (onQuiet = resolve) : resolve()));

  addEventListener('TrunkApplicationStarted', async () => {
    keepSite();
    const words = await self.words;
    await quiet();
    const carryOver = heldByPage();
    wasmBindings.show(form, words);
    if (self.lacksWords) wasmBindings.miss_words();
    carryOver();
    await new Promise((resolve) => setTimeout(resolve));
    if (queued) wasmBindings.replay_press(queued);
    rememberHeights();
  }, { once: true });

  /** What a page holds and HTML does not carry over to its successor. Returns a function that carries it over. */
  function heldByPage() {
    const { activeElement, scrollingElement } = document;
    const { id, selectionStart, selectionEnd, selectionDirection } = activeElement;
    const unfolded = [...document.querySelectorAll('details[open] > summary')].map((summary) => summary.id);
    const { scrollTop } = scrollingElement;
    return () => {
      for (const summary of unfolded) byId(summary).parentElement.open = true;
      const successor = id && byId(id);
      if (successor) {
        successor.focus({ preventScroll: true });
        if (selectionStart != null) successor.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
      }
      scrollingElement.scrollTop = scrollTop;
    };
  }

  /** Has the program write its page in another language, with what was entered in it. */
  self.speak = async (words) => {
    if (shell.isConnected) return;
    const controls = [...document.querySelectorAll('#app :is(input:not([type=radio], [type=checkbox], [type=file]), select)[id]')];
    const entries = controls.map(({ id, value }) => [id, value]);
    const carryOver = heldByPage();
    wasmBindings.speak(words);
    // The program writes in a microtask.
    await new Promise((resolve) => setTimeout(resolve));
    for (const [id, value] of entries) {
      const control = byId(id);
      if (!control || control.value === value) continue;
      control.value = value;
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
    carryOver();
  };

  /** Keeps the heights of what is above the form on a phone for public/early.js. */
  function rememberHeights() {
    const parts = { current: document.querySelector('.current'), now: document.querySelector('.now') };
    const observer = new ResizeObserver(() => {
      const { current, now } = parts;
      if (!current.querySelector('.current-status') || now.querySelector('.outcome')) return;
      // What says that a status was just set is gone at the next visit. On a wide screen it takes no height of its own.
      const news = matchMedia('(width < 60rem)').matches ? [...current.querySelectorAll('.stamp, .stored')] : [];
      const extra = news.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
      try {
        for (const part in parts) localStorage.setItem(`whereabouts.${part}-height`, parts[part].offsetHeight - extra);
      } catch {
        // Storage is blocked or full: something may move at the next visit.
      }
    });
    if (parts.current) for (const part in parts) observer.observe(parts[part]);
  }

  // A browser's first date costs it a while (30 ms on a slow phone): that is now, while the program is on its way.
  setTimeout(() => new Date().toLocaleString(document.documentElement.lang, { weekday: 'short', month: 'short', hour: '2-digit' }));

  if (!self.WebAssembly) byId('unsupported').hidden = false;
  for (const link of document.querySelectorAll('.load-again')) {
    link.addEventListener('click', (event) => {
      // With a `<base>`, no address in HTML means "this one".
      event.preventDefault();
      location.reload();
    });
  }
  // Keeps the entries if the program never came.
  let isTouched = false;
  form?.addEventListener('input', () => (isTouched = true));
  addEventListener('pagehide', () => {
    if (!isTouched || !form.isConnected) return;
    try {
      sessionStorage.setItem('whereabouts.draft', JSON.stringify(Object.fromEntries(new FormData(form))));
    } catch {
      // Storage is blocked or full.
    }
  });

  // Not before the program has started, which would wait for it; but also if it never starts, so that a broken one is
  // replaced like any other.
  addEventListener('load', () => setTimeout(keepSite, 1000));

  let registering;
  function keepSite() {
    registering ??= registerWorker().catch(console.warn);
  }

  /** Has a service worker keep the site, where the browser allows one. */
  async function registerWorker() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    // Another worker took over: a newer version is kept. On a first visit there is none to take over from.
    serviceWorker.addEventListener('controllerchange', () => (byId('update').hidden = false));
    const registration = await serviceWorker.register(new URL('sw.js', document.baseURI));
    byId('update-reload').addEventListener('click', () => location.reload());
    // A phone keeps a page open for days.
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) registration.update().catch(() => {});
    });
  }
}

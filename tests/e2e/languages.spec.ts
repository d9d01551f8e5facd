/** The page in other languages: which one, when, and that nothing is lost or flashes up on the way. */

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type FaultServer, json } from './fault_server.ts';
import { expect, faultTest as test, hold } from './fixtures.ts';

interface Message {
  text: string;
}
type Catalogue = Record<string, Record<string, Message>>;

const catalogue = (tag: string) => JSON.parse(readFileSync(new URL(`../../languages/${tag}.json`, import.meta.url), 'utf8')) as Catalogue;
/** A text of a language by its area and name. */
const words = (tag: string) => {
  const all = catalogue(tag);
  return (area: string, name: string) => all[area]?.[name]?.text ?? `${area}.${name}?`;
};

const html = (page: Page) => page.locator('html');
const wordFiles = (server: FaultServer) => server.visits.filter((path) => path.endsWith('.txt'));

/** Reads the form and sets a status by what the controls mean, in whatever language. */
async function setStatus(page: Page): Promise<void> {
  await page.locator('input[value=SIC]').check();
  await page.locator('#set-status').click();
}

for (const [locale, tag, dir] of [
  ['de-CH', 'de', 'ltr'],
  ['es-MX', 'es', 'ltr'],
  ['fr-CA', 'fr', 'ltr'],
  ['ja', 'ja', 'ltr'],
  ['ar-EG', 'ar', 'rtl'],
] as const) {
  test.describe(`with a browser in ${locale}`, () => {
    test.use({ locale });
    const say = words(tag);

    test('the page is in that language, and a status is set', { tag: '@engine' }, async ({ page, server }) => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('form', 'heading'));
      await expect(html(page)).toHaveAttribute('lang', tag);
      await expect(html(page)).toHaveAttribute('dir', dir);
      expect(await page.title()).toContain(say('form', 'heading'));
      await expect(page.getByRole('navigation', { name: say('frame', 'navigation') })).toContainText(say('frame', 'page_history'));
      await setStatus(page);
      await expect(page.getByRole('status')).toContainText(say('outcome', 'status_set'));
      await expect(page.getByRole('status')).toContainText(say('status', 'sick'));
      expect(server.posts[0]?.form.get('status')).toBe('SIC');
    });

    test('a link means the same', async ({ page }) => {
      await page.goto('/?status=WFH&until=4-hours&message=Hi');
      await expect(page.getByRole('radio', { name: say('status', 'working_from_home') })).toBeChecked();
      await expect(page.getByRole('radio', { name: say('status', 'four_hours') })).toBeChecked();
      await expect(page.getByLabel(say('fields', 'message'), { exact: true })).toHaveValue('Hi');
    });

    test('the words are fetched once, beside the program, and nothing else', async ({ page, server }) => {
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(wordFiles(server)).toEqual([expect.stringMatching(new RegExp(`^/${tag}-[0-9a-f]{16}\\.txt$`))]);
    });

    test('the form can be used before the program is there', async ({ page, server }) => {
      const release = await hold(page);
      await page.goto('/');
      await expect(page.locator('.shell-form h1')).toHaveText(say('form', 'heading'));
      await page.locator('.shell-form').getByLabel(say('fields', 'message'), { exact: true }).fill('early');
      await page.locator('.shell-form').getByText(say('status', 'vacation'), { exact: true }).click();
      await page.getByRole('button', { name: say('form', 'set_status'), exact: true }).click();
      await expect(page.locator('#set-status')).toHaveText(say('form', 'setting_status'));
      release();
      await expect(page.getByRole('status')).toContainText(say('outcome', 'status_set'));
      expect(server.posts.map(({ form }) => [form.get('status'), form.get('message')])).toEqual([['VAC', 'early']]);
    });

    test('no word of English is seen while the page is on its way', async ({ page }) => {
      await page.addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(self, { seen });
        const look = () => {
          if (document.body) for (const word of document.body.innerText.match(/Set status|Set your status|Current status|History|Settings|Loading|In the office/g) ?? []) seen.add(word);
          requestAnimationFrame(look);
        };
        look();
      });
      const release = await hold(page);
      await page.goto('/');
      await expect(page.locator('#nav-history')).toHaveText(say('frame', 'page_history'));
      release();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('form', 'heading'));
      expect(await page.evaluate(() => [...(self as unknown as { seen: Set<string> }).seen])).toEqual([]);
    });

    test.describe('looked at', () => {
      // The 400 that one of the states needs.
      test.use({ mishap: 'failed request' });
      for (const width of [320, 1366]) test(`axe finds nothing, and nothing is cut off, at ${width} pixels`, { tag: '@chromium-only' }, async ({ page, server }) => {
        await page.setViewportSize({ width, height: 740 });
        for (const [path, act] of [
          ['/', async () => void (await page.locator('#set-status').click())],
          ['/', async () => void (await setStatus(page))],
          ['/', async () => (server.answerPosts(json(400, { message: 'Validation failed', errors: ['Too old'] })), await setStatus(page))],
          ['/history', async () => {}],
          ['/settings', async () => {}],
        ] as [string, () => Promise<void>][]) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await act();
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
          await page.waitForTimeout(300);
          const found = await new AxeBuilder({ page }).analyze();
          expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
        }
      });
    });
  });
}

test.describe('with a browser in a language that the page does not speak', () => {
  test.use({ locale: 'pt-BR' });

  test('the page is in English and fetches no words', async ({ page, server }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set your status');
    await expect(html(page)).toHaveAttribute('lang', 'en');
    expect(wordFiles(server)).toEqual([]);
  });

  test('the next of the browser’s languages counts', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'languages', { value: ['pt-BR', 'fr-CA', 'en'] }));
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('fr')('form', 'heading'));
  });
});

test.describe('chosen in Settings', () => {
  test('everything follows at once, keeps what was entered and the focus, and stays', { tag: '@engine' }, async ({ page }) => {
    const say = words('de');
    await page.goto('/?status=VAC&message=Gone%20fishing');
    await expect(page.getByLabel('Message')).toHaveValue('Gone fishing');
    await page.locator('#nav-settings').click();
    await page.getByLabel('API token').fill('not saved yet');
    await page.getByLabel('Language').focus();
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('frame', 'page_settings'));
    await expect(page).toHaveTitle(`${say('frame', 'page_settings')} – Whereabouts`);
    await expect(html(page)).toHaveAttribute('lang', 'de');
    await expect(page.getByLabel(say('settings', 'language'))).toBeFocused();
    await expect(page.getByLabel(say('settings', 'language'))).toHaveValue('de');
    await expect(page.getByLabel(say('fields', 'token'))).toHaveValue('not saved yet');
    await page.locator('#nav-set-status').click();
    await expect(page.getByLabel(say('fields', 'message'))).toHaveValue('Gone fishing');
    await expect(page.getByRole('radio', { name: say('status', 'vacation') })).toBeChecked();

    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('form', 'heading'));
    await page.goto('/settings');
    await page.locator('#language').selectOption('');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
    await expect(page.locator('#broken h1')).toHaveText('Something went wrong');
    await expect(html(page)).toHaveAttribute('lang', 'en');
  });

  test('another tab follows, and the page turns round', async ({ page, context }) => {
    await page.goto('/');
    await page.getByLabel('Message').fill('half a sen');
    const other = await context.newPage();
    await other.goto('/settings');
    await other.getByLabel('Language').selectOption({ label: 'العربية' });
    await expect(html(page)).toHaveAttribute('dir', 'rtl');
    await expect(page.getByLabel(words('ar')('fields', 'message'))).toHaveValue('half a sen');
  });

  test.describe('and the words do not come', () => {
    test.use({ mishap: 'failed request' });

    test('the page says so, in the language that it has', async ({ page, server }) => {
      await page.goto('/settings');
      await expect(page.getByLabel('Language')).toBeVisible();
      await server.refuse();
      await page.getByLabel('Language').selectOption({ label: 'Français' });
      await expect(page.getByText('This language could not be loaded.')).toBeVisible();
      await expect(html(page)).toHaveAttribute('lang', 'en');
    });
  });
});

test.describe('words that are not what was built', () => {
  test.use({ locale: 'de-DE', mishap: 'bad file' });

  test('are not shown: the page is in English', async ({ page, server }) => {
    const name = [...server.files.keys()].find((path) => path.startsWith('/de-') && path.endsWith('.txt')) ?? '';
    server.files.set(name, Buffer.from('Böse Worte\n'.repeat(268)));
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set your status');
    await expect(html(page)).toHaveAttribute('lang', 'en');
    await expect(page.locator('#nav-history')).toHaveText('History');
    await page.locator('#nav-settings').click();
    await expect(page.getByText('This language could not be loaded.')).toBeVisible();
  });
});

test.describe('words that never come', () => {
  test.use({ locale: 'de-DE' });

  test('leave the page in English, after 15 seconds', async ({ page }) => {
    test.slow();
    await page.route('**/*.txt', () => {});
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set your status', { timeout: 20_000 });
    await expect(html(page)).toHaveAttribute('lang', 'en');
    await page.getByRole('radio', { name: 'Sick' }).check();
    await page.getByRole('button', { name: 'Set status' }).click();
    await expect(page.getByRole('status')).toContainText('Status set');
  });
});

test.describe('without a network, in German', () => {
  test.use({ locale: 'de-DE', serviceWorkers: 'allow', mishap: 'failed request' });

  // The page keeps its words itself, and the service worker those of its version.
  for (const keeper of ['the page', 'the service worker']) test(`the second visit starts in German with what ${keeper} keeps`, { tag: '@engine' }, async ({ page, server, context }) => {
    const say = words('de');
    await page.goto('/');
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('form', 'heading'));
    const others = (name: string) => (keeper === 'the page') !== (name === 'whereabouts-words');
    const forgotten = await page.evaluate(async () => {
      const kept: [string, string][] = [];
      for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) if (url.endsWith('.txt')) kept.push([name, url]);
      return kept;
    });
    expect(forgotten.length).toBe(2);
    for (const [name, url] of forgotten.filter(([name]) => others(name))) expect(await page.evaluate(async ([name, url]) => (await caches.open(name)).delete(url), [name, url] as const)).toBe(true);
    await server.refuse();
    await context.setOffline(true);
    await page.goto('/history');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('frame', 'page_history'));
  });
});

test.describe('what never needs the program', () => {
  test.use({ locale: 'de-DE', mishap: 'broken page' });

  test('the sentence of a broken page is in German', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.evaluate(() => void setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); }));
    await expect(page.locator('#broken')).toContainText(words('de')('static_page', 'broken'));
  });
});

test.describe('the manifest', () => {
  test.use({ locale: 'de-DE' });

  test('is in German', async ({ page, request }) => {
    await page.goto('/');
    await expect(page.locator('link[rel=manifest]')).toHaveAttribute('href', 'de.webmanifest');
    const manifest = (await (await request.get('/de.webmanifest')).json()) as { lang: string; shortcuts: { name: string }[] };
    expect(manifest.lang).toBe('de');
    expect(manifest.shortcuts[2]?.name).toBe(words('de')('status', 'sick'));
  });
});

test.describe('keys', () => {
  test('1 to 6 choose a status on a French and on an Arabic keyboard', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByLabel('Message')).toBeVisible();
    const press = (key: string, code: string) => page.evaluate(([key, code]) => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true })), [key, code] as const);
    await press('"', 'Digit3');
    await expect(page.getByRole('radio', { name: 'Sick' })).toBeChecked();
    await press('٥', 'Digit5');
    await expect(page.getByRole('radio', { name: 'Vacation' })).toBeChecked();
    await press('1', 'Numpad1');
    await expect(page.getByRole('radio', { name: 'In the office' })).toBeChecked();
    await press('؟', 'Slash');
    await expect(page.getByRole('dialog')).toBeVisible();
  });
});

/**
 * The content security policy. That no page or state violates it is checked by every spec: a
 * violation is an error in the console, and those fail the test.
 */

import type { Page } from '@playwright/test';
import { expect, faultTest as test } from './fixtures.ts';

/** What the browser has kept the page from doing. */
async function violations(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const found: string[] = [];
    Object.assign(window, { violations: found });
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
  });
});

test('the page violates nothing', { tag: '@engine' }, async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.send('Vacation', 'Gone fishing');
  await expect(setStatus.success).toContainText('Status set');
  expect(await violations(page)).toEqual([]);
});

// Firefox names some directives, and much of this in the console, otherwise.
test.describe('what someone injects', { tag: '@chromium-only' }, () => {
  // A frame could not keep an account either.
  test.use({ mishap: 'policy', account: null });

  const INJECTED = [
    ['an inline script', '<script>document.title = "injected"</script>', 'script-src-elem'],
    ['an event handler', '<img src="nothing.svg" onerror="document.title = \'injected\'">', 'script-src-attr'],
    ['a script from elsewhere', '<script src="http://localhost:9/x.js"></script>', 'script-src-elem'],
    ['an inline style', '<style>#app { display: none }</style>', 'style-src-elem'],
    ['a frame', '<iframe src="http://localhost:9/"></iframe>', 'frame-src'],
    ['a plug-in', '<object data="http://localhost:9/x"></object>', 'object-src'],
    ['a picture from elsewhere', '<img src="http://localhost:9/token.png">', 'img-src'],
  ] as const;

  test('injected scripts, styles, frames, plug-ins and pictures do nothing', async ({ page, server, setStatus }) => {
    server.edit('/index.html', '</body>', `${INJECTED.map(([, html]) => html).join('')}</body>`);
    await setStatus.open();
    for (const [what, , directive] of INJECTED) {
      const expected = INJECTED.filter(([, , other]) => other === directive).length;
      const blocked = async () => (await violations(page)).filter((found) => found === directive).length;
      await expect.poll(blocked, what).toBe(expected);
    }
    expect(await page.title()).not.toBe('injected');
    await expect(setStatus.button).toBeVisible();
  });

  test('a form to elsewhere does nothing', async ({ page, server, setStatus }) => {
    server.edit('/index.html', '</body>', '<form action="http://localhost:9/" id="away"></form></body>');
    await setStatus.open();
    await page.evaluate(() => (document.getElementById('away') as HTMLFormElement).submit());
    await expect.poll(() => violations(page)).toContain('form-action');
  });

  test('nothing is sent to where the API is not', async ({ page, setStatus }) => {
    await setStatus.open();
    const answer = await page.evaluate(() => fetch('http://localhost:9/?token=secret').then(String, () => 'refused'));
    expect(answer).toBe('refused');
    expect(await violations(page)).toContain('connect-src');
  });

  test('no text becomes a program', async ({ page, setStatus }) => {
    await setStatus.open();
    // By a timer: what a test itself evaluates is let through.
    await page.evaluate(() => void setTimeout('document.title = "injected"', 0));
    await expect.poll(() => violations(page)).toContain('script-src');
    expect(await page.title()).not.toBe('injected');
  });
});

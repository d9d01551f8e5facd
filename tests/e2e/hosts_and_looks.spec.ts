/** Small things that a host or a person who speaks to the page needs. */

import { readFileSync } from 'node:fs';
import { expect, faultTest as test } from './fixtures.ts';
import { SITE } from './site.ts';

test('the manifest is asked for with the cookie of a sign-on', async () => {
  expect(readFileSync(`${SITE}/index.html`, 'utf8')).toMatch(/<link[^>]*rel="manifest"[^>]*crossorigin="use-credentials"/);
});

test("a button's accessible name contains its visible text", async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set');
  for (const path of ['/', '/settings']) {
    await page.goto(path);
    await expect(page.locator('#main')).toBeVisible();
    for (const button of await page.locator('button:visible').all()) {
      const text = ((await button.innerText()) ?? '').trim();
      if (text) await expect(button).toHaveAccessibleName(new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    }
  }
});

test('what is shown of a link with line breaks is what is sent', async ({ page, setStatus, server }) => {
  await page.goto('/?status=SIC&message=Line%20one%0ALine%20two');
  await setStatus.ready();
  await expect(setStatus.message).toHaveValue('Line one Line two');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts[0]?.body).toBe('status=SIC&message=Line+one+Line+two');
});

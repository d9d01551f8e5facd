/** Keys act only where they are meant. The rule is `src/pages/set_status/shortcuts.rs`. */

import { expect, faultTest as test } from './fixtures.ts';

for (const name of ['Settings', 'Copy link', 'More'] as const) {
  test(`Control+Enter on ${name} does not send`, { tag: '@engine' }, async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    const target = page.getByRole(name === 'Settings' ? 'link' : 'button', { name, exact: true }).or(page.locator('summary', { hasText: name }));
    await target.first().focus();
    // In a browser, this opens a link in a new tab.
    await page.evaluate(() => addEventListener('click', (event) => event.preventDefault(), true));
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(100);
    expect(server.posts).toHaveLength(0);
  });
}

test('Control+Enter in a field or on a choice sends', { tag: '@engine' }, async ({ page, setStatus, server }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await page.keyboard.press('Control+Enter');
  await expect(setStatus.success).toContainText('Status set: Sick');
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => server.posts.length).toBe(2);
});

test('nothing behind a dialog hears a key', async ({ page, setStatus, server }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(setStatus.status('Sick')).toBeChecked();
  expect(server.posts).toHaveLength(0);
});

test('the Enter that ends a composition saves no preset and sends nothing', async ({ page, context, setStatus, server }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.unfold('More');
  const name = page.getByLabel('Preset name');
  await name.focus();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'きゅうか', selectionStart: 4, selectionEnd: 4 });
  const enter = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await devtools.send('Input.insertText', { text: '休暇' });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  // Safari sends it after the composition, as Enter with the code 229.
  await name.evaluate((input) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
  });
  await expect(name).toHaveValue('休暇');
  await expect(page.getByRole('region', { name: 'Usual statuses' })).toBeHidden();
  await name.press('Enter');
  await expect(page.getByRole('region', { name: 'Usual statuses' })).toContainText('休暇');
  expect(server.posts).toHaveLength(0);
});

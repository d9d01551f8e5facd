import { expect, faultTest as test } from './fixtures.ts';

const FAMILY = '👨‍👩‍👧‍👦';

test(
  'Enter that ends an IME composition does not send',
  { tag: '@chromium-only' },
  async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    await setStatus.message.focus();
    const browser = await page.context().newCDPSession(page);
    await browser.send('Input.imeSetComposition', { text: 'かぜ', selectionStart: 2, selectionEnd: 2 });
    // Input methods report key code 229 for keys that are not meant for the page.
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await browser.send('Input.insertText', { text: '風邪' });
    await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });

    await expect(setStatus.message).toHaveValue('風邪');
    await expect(setStatus.button).toHaveText('Set status');
    expect(server.posts).toEqual([]);

    await setStatus.message.press('Enter');
    await expect(setStatus.success).toContainText('風邪');
    expect(server.posts.map((post) => post.form.get('message'))).toEqual(['風邪']);
  },
);

test('typed text survives changes of the status and the end', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.message.fill('Flu');
  await setStatus.unfold('More');
  await setStatus.currentTask.fill('Sleeping');
  for (const name of ['Sick', 'Vacation', 'In the office'] as const) await setStatus.status(name).check();
  await setStatus.until('No end date').check();
  await setStatus.until('Choose date and time').check();

  await expect(setStatus.message).toHaveValue('Flu');
  await expect(setStatus.currentTask).toHaveValue('Sleeping');
  await expect(setStatus.endDate).toHaveValue('2099-01-01');
  await expect(setStatus.endTime).toHaveValue('12:00');
});

test('a text over the recommended length shows a hint and is sent in full', async ({
  page,
  setStatus,
  server,
}) => {
  const long = 'x'.repeat(139) + FAMILY + FAMILY;
  await setStatus.open();
  await setStatus.message.fill(long);
  await expect(page.getByText('1 character over 140').first()).toBeVisible();
  await setStatus.status('Sick').check();
  await setStatus.submit();

  await expect(setStatus.success).toContainText('Status set');
  expect(server.posts[0]?.form.get('message')).toBe(long);
});

test('the counter is announced only after a pause in typing', async ({ page, setStatus }) => {
  await page.clock.install();
  await setStatus.open();
  await page.clock.pauseAt(Date.now() + 60_000);
  const spoken = page.locator('[aria-live=polite]').filter({ hasText: 'left' });
  await setStatus.message.fill('x'.repeat(138));
  await page.clock.runFor(900);
  await expect(spoken).toHaveCount(0);
  await page.clock.runFor(200);

  await expect(spoken).toHaveText('2 characters left');
});

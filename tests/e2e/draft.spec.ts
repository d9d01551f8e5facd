import { json } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';
import { SetStatusPage } from './set_status_page.ts';

/** Fills in every field. */
async function fillAll(setStatus: SetStatusPage): Promise<void> {
  await setStatus.status('Vacation').check();
  await setStatus.fillStart('2098-12-24', '09:00');
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.message.fill('Back soon 👩‍👩‍👧');
  await setStatus.unfold('More');
  await setStatus.currentTask.fill('Fishing');
  await setStatus.assignableId.fill('not yet a number');
}

/** Expects every field to have its value and the collapsible sections to be open. */
async function expectAll(setStatus: SetStatusPage): Promise<void> {
  await expect(setStatus.status('Vacation')).toBeChecked();
  await expect(setStatus.startDate).toHaveValue('2098-12-24');
  await expect(setStatus.startTime).toHaveValue('09:00');
  await expect(setStatus.endDate).toHaveValue('2099-01-01');
  await expect(setStatus.endTime).toHaveValue('12:00');
  await expect(setStatus.message).toHaveValue('Back soon 👩‍👩‍👧');
  await expect(setStatus.currentTask).toHaveValue('Fishing');
  await expect(setStatus.assignableId).toHaveValue('not yet a number');
  for (const collapsible of [setStatus.startDate, setStatus.currentTask]) await expect(collapsible).toBeVisible();
}

test('a draft survives a reload', async ({ page, setStatus }) => {
  await setStatus.open();
  await fillAll(setStatus);
  await page.reload();

  await expectAll(setStatus);
});

test('a draft survives leaving for another site and coming back', async ({ page, setStatus }) => {
  await setStatus.open();
  await fillAll(setStatus);
  await page.goto('about:blank');
  await page.goBack();

  await expectAll(setStatus);
});

test('a draft survives Back and Forward within the page', async ({ page, setStatus, settings }) => {
  await settings.open();
  await navigate(page, 'Set status');
  await fillAll(setStatus);
  await page.goBack();
  await expect(settings.heading).toBeVisible();
  await page.goForward();

  await expectAll(setStatus);
});

test('a draft survives a crash of the tab', { tag: '@chromium-only' }, async ({ page, setStatus }) => {
  await setStatus.open();
  await fillAll(setStatus);
  const browser = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void browser.send('Page.crash').catch(() => {});
  await crashed;

  // Playwright can't use a crashed page any more, but CDP can.
  await browser.send('Page.reload');
  const restored = async () => {
    const expression = 'document.getElementById("message")?.value';
    return (await browser.send('Runtime.evaluate', { expression })).result.value;
  };
  await expect.poll(restored).toBe('Back soon 👩‍👩‍👧');
});

test.describe('after a failure', () => {
  test.use({ mishap: 'failed request' });

  test('a draft survives a reload', async ({ page, setStatus, server }) => {
    server.answerPosts(json(500, null));
    await setStatus.open();
    await setStatus.send('Sick', 'Flu');
    await expect(setStatus.failure).toBeVisible();
    await page.reload();

    await expect(setStatus.status('Sick')).toBeChecked();
    await expect(setStatus.message).toHaveValue('Flu');
    expect(server.posts).toHaveLength(1);
  });
});

test('each tab keeps its own draft', async ({ context, page, setStatus }) => {
  await setStatus.open();
  await setStatus.message.fill('In the first tab');
  const second = new SetStatusPage(await context.newPage());
  await second.open();

  await expect(second.message).toHaveValue('');
  await second.message.fill('In the second tab');
  await page.reload();
  await expect(setStatus.message).toHaveValue('In the first tab');
});

test('a draft is deleted once it has been sent', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.success).toContainText('Status set');

  await expect(setStatus.message).toHaveValue('');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await setStatus.reload();
  await expect(setStatus.status('Sick')).not.toBeChecked();
  await expect(setStatus.message).toHaveValue('');
});

test('an unreadable draft leaves the form empty', async ({ page, setStatus }) => {
  await setStatus.open();
  await page.evaluate(() => sessionStorage.setItem('whereabouts.draft', '{'));
  await setStatus.reload();

  await expect(setStatus.until('No end date')).toBeChecked();
  await expect(setStatus.message).toHaveValue('');
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
});

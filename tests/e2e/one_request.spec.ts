import { held, store } from './fault_server.ts';
import { expect, faultTest as test, navigate } from './fixtures.ts';
import type { SetStatusPage } from './set_status_page.ts';

type Way = (setStatus: SetStatusPage) => Promise<void>;

/**
 * Ways to submit one form several times. With a fast server, the next submit can come after the response.
 * With a slow one it comes during the request, and the way makes no difference.
 */
const FAST: Record<string, Way> = {
  'a double click': (setStatus) => setStatus.button.dblclick(),
  'five clicks': (setStatus) => setStatus.button.click({ clickCount: 5 }),
  'Enter held down': async ({ page, message }) => {
    await message.focus();
    for (let repeats = 0; repeats < 10; repeats += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  },
  'Enter held down on the button': async ({ page, button }) => {
    await button.focus();
    for (let repeats = 0; repeats < 10; repeats += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
  },
  'two submits in one task': ({ form }) =>
    form.evaluate((form: HTMLFormElement) => {
      form.requestSubmit();
      form.requestSubmit();
    }),
};

const SLOW: Record<string, Way> = {
  'a double click': (setStatus) => setStatus.button.dblclick(),
  'Enter and a click': async (setStatus) => {
    await setStatus.message.press('Enter');
    await setStatus.clickWithMouse(setStatus.button);
  },
};

for (const [way, submit] of Object.entries(SLOW)) {
  test(`${way} sends once to a slow server`, async ({ setStatus, server }) => {
    const late = held(store);
    server.answerPosts(late.answer);
    await setStatus.open();
    await setStatus.status('Sick').check();
    await submit(setStatus);
    await expect(setStatus.button).toHaveText('Setting status…');
    late.release();

    await expect(setStatus.success).toContainText('Status set: Sick');
    await expect(setStatus.problems).toBeHidden();
    expect(server.posts).toHaveLength(1);
  });
}

for (const [way, submit] of Object.entries(FAST)) {
  test(`${way} sends once to a fast server`, async ({ setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    await submit(setStatus);

    await expect(setStatus.success).toContainText('Status set: Sick');
    // The second half of a double click must not report problems of the empty form either.
    await expect(setStatus.problems).toBeHidden();
    await expect(setStatus.success).toContainText('Status set: Sick');
    expect(server.posts).toHaveLength(1);
  });
}

test('holding Enter long after the response sends nothing more', async ({ page, setStatus, server }) => {
  await page.clock.install();
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.focus();
  await page.keyboard.down('Enter');
  await expect(setStatus.success).toContainText('Status set: Sick');
  // By then another press no longer counts as part of a double click.
  await page.clock.fastForward(1_100);
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(setStatus.problems).toBeHidden();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts).toHaveLength(1);
});

test('a second status right after the first sends a second request', async ({ setStatus, server }) => {
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  await setStatus.send('Vacation');

  await expect(setStatus.success).toContainText('Status set: Vacation');
  expect(server.posts.map((post) => post.body)).toEqual(['status=SIC', 'status=VAC']);
});

test('text typed while a request runs is kept', async ({ setStatus, server }) => {
  const late = held(store);
  server.answerPosts(late.answer);
  await setStatus.open();
  await setStatus.send('Sick', 'Flu');
  await expect(setStatus.button).toHaveText('Setting status…');
  await setStatus.message.fill('Flu, back on Monday');
  late.release();

  await expect(setStatus.success).toContainText('Flu');
  await expect(setStatus.message).toHaveValue('Flu, back on Monday');
  expect(server.posts.map((post) => post.body)).toEqual(['status=SIC&message=Flu']);
});

test('opening Settings during a request loses neither the request nor its outcome', async ({
  page,
  setStatus,
  server,
}) => {
  const late = held(store);
  server.answerPosts(late.answer);
  await setStatus.open();
  await setStatus.sendAndWait(server, 'Sick', 'Flu', 'Setting status…');
  await navigate(page, 'Settings');
  late.release();
  await navigate(page, 'Set status');

  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts).toHaveLength(1);
});

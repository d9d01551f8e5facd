/**
 * The program comes in three parts: a press needs the first one only, the form as a person sees it the second,
 * and whatever needs the rest waits for it.
 */

import type { Page } from '@playwright/test';
import { type FaultServer, held, json, store } from './fault_server.ts';
import { expect, faultTest as test, hold, navigate } from './fixtures.ts';
import type { SetStatusPage } from './set_status_page.ts';

const PROGRAM = /^\/whereabouts-[0-9a-f]{16}\.wasm$/;
const REST = /^\/rest-[0-9a-f]{16}\.wasm$/;

/** How often the page has stood still to have a part of its program. */
const stops = (page: Page) =>
  page.evaluate(() => (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((entry) => entry.initiatorType === 'xmlhttprequest').length);

/** The page with the first part of its program, until the returned function is called. */
async function openWithFirstPart(page: Page, server: FaultServer, then: 'go on' | 'break off' = 'go on'): Promise<() => void> {
  const path = [...server.files.keys()].find((file) => PROGRAM.test(file)) ?? '';
  let release = () => {};
  const when = new Promise<void>((resolve) => (release = resolve));
  // All but the end of the second part.
  const after = (server.files.get(path)?.length ?? 0) - 1000;
  server.interruptions.set(path, { after, then, when });
  const started = page.waitForRequest(/statuses/);
  await page.goto('/', { waitUntil: 'commit' });
  // The first thing that the program does.
  await started;
  await expect(shownForm(page)).toHaveCount(0);
  return () => {
    server.interruptions.delete(path);
    release();
  };
}

const shownForm = (page: Page) => page.getByRole('link', { name: 'Skip to the page' });

test.describe('before more than the first part is there', () => {
  async function chooseAndPress(page: Page, setStatus: SetStatusPage) {
    await setStatus.status('On the road').check();
    await page.getByLabel('Message').fill('By train');
    await page.getByRole('button', { name: /^Set status/ }).click();
  }

  test('a press sends, and what came of it is said once the page is there', async ({ page, setStatus, server }) => {
    const arrive = await openWithFirstPart(page, server);
    const post = server.nextPost();
    await chooseAndPress(page, setStatus);
    await post;
    await page.getByRole('button', { name: 'Set status – wait…' }).click();
    await expect(shownForm(page)).toHaveCount(0);
    await expect(setStatus.success).toHaveCount(0);
    arrive();
    await expect(setStatus.success).toContainText('Status set: On the road');
    await expect(setStatus.message).toHaveValue('');
    expect(server.posts.map(({ form }) => form.toString())).toEqual(['status=OOO&message=By+train']);
    expect(await stops(page)).toBe(0);
  });

  test('what is entered after a press is kept', async ({ page, setStatus, server }) => {
    const arrive = await openWithFirstPart(page, server);
    const post = server.nextPost();
    await chooseAndPress(page, setStatus);
    await post;
    await page.getByLabel('Message').fill('By train, late');
    arrive();
    await expect(setStatus.success).toContainText('By train');
    await expect(setStatus.message).toHaveValue('By train, late');
    await expect(setStatus.message).toBeFocused();
    expect(server.posts.length).toBe(1);
  });

  test.describe('and what is sent is refused', () => {
    test.use({ mishap: 'failed request' });

    test('that is said like any other time, and the form keeps what was sent', async ({ page, setStatus, server }) => {
      server.answerPosts(json(400, { message: 'Not today' }));
      // What is folded is taken over in two steps, and on a slow device the answer comes between them.
      await page.addInitScript(() => {
        const { setTimeout } = self;
        Object.assign(self, { setTimeout: (act: () => void, wait = 0) => setTimeout(act, wait + 300) });
      });
      const arrive = await openWithFirstPart(page, server);
      await page.getByText('More', { exact: true }).click();
      await page.getByLabel('Current task').fill('Packing');
      const post = server.nextPost();
      await chooseAndPress(page, setStatus);
      await post;
      arrive();
      await expect(page.getByRole('alert')).toContainText('Not today');
      await expect(page.getByLabel('Current task')).toHaveValue('Packing');
      await expect(setStatus.status('On the road')).toBeChecked();
      await expect(setStatus.message).toHaveValue('By train');
      await page.waitForTimeout(700);
      expect(server.posts.length).toBe(1);
    });
  });

  test('a press with something wrong sends nothing, and says so once it can', async ({ page, setStatus, server }) => {
    const arrive = await openWithFirstPart(page, server);
    await page.getByRole('button', { name: /^Set status/ }).click();
    await page.getByLabel('Message').fill('Where?');
    arrive();
    await expect(setStatus.problems).toContainText('Select your status');
    await expect(setStatus.message).toHaveValue('Where?');
    expect(server.posts).toEqual([]);
    expect(await stops(page)).toBe(0);
  });

  test.describe('and there is no network', () => {
    test.use({ mishap: 'failed request' });

    test('a press is told of it', async ({ page, setStatus, server, context }) => {
      const arrive = await openWithFirstPart(page, server);
      await context.setOffline(true);
      await chooseAndPress(page, setStatus);
      arrive();
      await expect(page.getByRole('alert')).toContainText('You are offline. Nothing was sent.');
      await expect(setStatus.message).toHaveValue('By train');
      await context.setOffline(false);
      expect(server.posts).toEqual([]);
    });
  });

  test('looking at something else meanwhile disturbs nothing', async ({ page, setStatus, server }) => {
    const arrive = await openWithFirstPart(page, server);
    await page.evaluate(() => {
      for (const event of ['focus', 'online', 'pageshow', 'storage']) dispatchEvent(new Event(event));
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.waitForTimeout(5_500);
    arrive();
    await expect(setStatus.button).toBeVisible();
    expect(await stops(page)).toBe(0);
  });
});

test.describe('where the second part breaks off', () => {
  test.use({ mishap: 'bad file' });

  test('it is asked for again, and a status that was sent meanwhile is told of', async ({ page, setStatus, server }) => {
    const breakOff = await openWithFirstPart(page, server, 'break off');
    const post = server.nextPost();
    await setStatus.status('Sick').check();
    await page.getByRole('button', { name: /^Set status/ }).click();
    await post;
    breakOff();
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
    await expect(setStatus.success).toContainText('Status set: Sick');
    expect(server.posts.length).toBe(1);
  });
});

test.describe('where the rest can not be had', () => {
  test.use({ mishap: 'bad file' });

  let path: string;
  let rest: Buffer | undefined;
  test.beforeEach(({ server }) => {
    path = [...server.files.keys()].find((file) => REST.test(file)) ?? '';
    rest = server.files.get(path);
    server.files.delete(path);
  });

  test('a status is set all the same', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    await page.getByRole('radio', { name: 'End of today' }).check();
    const message = 'Back tomorrow. '.repeat(8).trim();
    await setStatus.message.fill(message);
    await setStatus.message.press('End');
    await page.keyboard.type(', or the day after, or the one after that');
    await expect(page.getByText(/over 140/).first()).toBeVisible();
    await setStatus.message.fill(message);
    await setStatus.submit();
    await expect(setStatus.success).toContainText('Status set');
    expect(server.posts.map((call) => call.form.get('message'))).toEqual([message]);
    expect(await stops(page)).toBe(0);
  });

  for (const timezoneId of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu']) {
    test.describe(timezoneId, () => {
      test.use({ timezoneId });

      test('a status is set all the same', async ({ page, setStatus }) => {
        await setStatus.open();
        // Nothing is chosen yet; then one too many.
        await setStatus.submit();
        await expect(setStatus.problems).toContainText('Select your status');
        await setStatus.status('Sick').check();
        await setStatus.fillEnd('2030-03-05', '');
        await setStatus.submit();
        await expect(setStatus.problems).toContainText('Enter the time your status ends');
        await setStatus.fillEnd('2030-03-05', '09:00');
        await setStatus.button.dblclick();
        await expect(setStatus.success).toContainText('Status set');
        expect(await stops(page)).toBe(0);
      });
    });
  }

  test('what happens in other tabs and to the window is followed all the same', async ({ page, setStatus }) => {
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    const other = await page.context().newPage();
    await other.goto('/icon.svg');
    for (const [key, value] of [
      ['usual-statuses', JSON.stringify({ recent: [{ status: 'SIC', message: 'Flu' }], named: [] })],
      ['shortcuts', 'off'],
      ['token', ''],
    ]) {
      await other.evaluate(([key, value]) => localStorage.setItem(`whereabouts.${key}`, value ?? ''), [key, value]);
    }
    await other.close();
    for (const event of ['focus', 'offline', 'online', 'pageshow', 'popstate']) await page.evaluate((event) => window.dispatchEvent(new Event(event)), event);
    await expect(page.getByText('this page needs your API token')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Sick.*Flu/ })).toBeVisible();
    await expect(setStatus.message).toHaveValue('Not sent yet');
    expect(await stops(page)).toBe(0);
  });

  test('what the API refuses is told all the same', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.status('Sick').check();
    for (const [status, body, told] of [
      [400, { message: 'Validation failed', errors: ['End is in the past'] }, 'End is in the past'],
      [403, { message: 'No access to this user' }, 'No access to this user'],
      [401, null, 'Check the API token'],
      [500, { message: 'out of order' }, 'not responding'],
    ] as const) {
      server.answerPosts(json(status, body));
      await setStatus.submit();
      await expect(setStatus.failure).toContainText(told);
    }
    server.answerPosts(json(429, null), store);
    await setStatus.submit();
    await expect(setStatus.countdown).toBeVisible();
    expect(await stops(page)).toBe(0);
  });

  for (const [what, within] of [
    ['Start later', 'Start date'],
    ['More', 'Current task'],
    ['Show the request', 'The request'],
  ] as const) {
    test(`${what}: says that it could not be had, and works once it can`, async ({ page, setStatus, server }) => {
      await setStatus.open();
      await setStatus.message.fill('Not sent yet');
      await page.getByText(what, { exact: true }).click();
      await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible();
      await expect(setStatus.broken).toBeHidden();
      expect(await stops(page)).toBe(0);

      server.files.set(path, rest ?? Buffer.of());
      await page.getByText(what, { exact: true }).click();
      await expect(page.getByLabel(within, { exact: true })).toBeVisible();
      await expect(setStatus.message).toHaveValue('Not sent yet');
    });
  }

  test('a press on what needs it says so, and works once it can be had', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    await navigate(page, 'History');
    await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible();
    await expect(setStatus.message).toHaveValue('Not sent yet');

    server.files.set(path, rest ?? Buffer.of());
    await navigate(page, 'History');
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    await expect(page.getByText('This part of the page could not be loaded.')).toBeHidden();
    await navigate(page, 'Set status');
    await expect(setStatus.message).toHaveValue('Not sent yet');
  });

  test('a key that needs it says so, and works once it can be had', async ({ page, setStatus, server }) => {
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    await setStatus.status('Sick').focus();
    await page.keyboard.press('?');
    await expect(page.getByText('This part of the page could not be loaded.')).toBeVisible();
    await expect(setStatus.broken).toBeHidden();
    await expect(setStatus.message).toHaveValue('Not sent yet');

    server.files.set(path, rest ?? Buffer.of());
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(await stops(page)).toBe(0);
  });

  test('what was entered in what it would build stays in the sketch', async ({ page }) => {
    const release = await hold(page, 'whereabouts');
    await page.goto('/', { waitUntil: 'commit' });
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Current task').fill('Packing');
    release();
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
    await expect(page.getByLabel('Current task')).toHaveValue('Packing');
  });

  test('the other pages do not begin, and offer to be loaded again', async ({ page }) => {
    await page.goto('/history');
    await expect(page.getByRole('link', { name: 'Load the page again' })).toBeVisible();
  });
});

test('who only looks is spared the rest, and it comes with the first sign of a person', async ({ page, setStatus, server }) => {
  await setStatus.open();
  await expect(page.getByText(/^Read /)).toBeVisible();
  await page.waitForTimeout(1_000);
  const asked = () => server.visits.filter((path) => REST.test(path)).length;
  expect(asked()).toBe(0);
  await setStatus.message.focus();
  await expect.poll(asked).toBe(1);
});

test('the rest does not come between the keys of who types', async ({ page, setStatus, server }) => {
  await setStatus.open();
  await setStatus.message.pressSequentially('Back at noon, or so', { delay: 60 });
  const asked = () => server.visits.filter((path) => REST.test(path)).length;
  expect(asked()).toBe(0);
  await expect.poll(asked).toBe(1);
});

test('a press waits for the rest, and counts once', async ({ page, setStatus }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await setStatus.status('Vacation').check();
  const reset = page.getByRole('button', { name: 'Reset form' });
  await reset.evaluate((button) => {
    Object.assign(self, { presses: 0 });
    button.addEventListener('click', () => ((self as unknown as { presses: number }).presses += 1));
  });
  await reset.dblclick();
  await expect(setStatus.status('Vacation')).toBeChecked();
  release();
  await expect(setStatus.status('Vacation')).not.toBeChecked();
  expect(await page.evaluate(() => (self as unknown as { presses: number }).presses)).toBe(1);
  expect(await stops(page)).toBe(0);
});

test('what is pressed after a press that waits comes after it', async ({ page, setStatus, server }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await setStatus.status('Vacation').check();
  await page.getByRole('button', { name: 'Reset form' }).click();
  await setStatus.status('Sick').check();
  await setStatus.button.click();
  expect(server.posts).toEqual([]);
  release();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.length).toBe(1);
});

test('what is chosen and sent after a press on what unfolds does not wait for it', async ({ page, setStatus, server }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await page.getByText('More', { exact: true }).click();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts.length).toBe(1);
  release();
  await expect(setStatus.currentTask).toBeVisible();
  expect(await stops(page)).toBe(0);
});

test('a key that needs it waits for the rest', async ({ page, setStatus }) => {
  const release = await hold(page, 'rest');
  await setStatus.open();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeHidden();
  await setStatus.message.fill('Not held up');
  release();
  await expect(list).toBeVisible();
  await expect(list.getByText('This list')).toBeVisible();
  expect(await stops(page)).toBe(0);
});

/** Goes to another page as *Back* does just after a reload of the form: by an event, which can't wait. */
const goUnforeseen = (page: Page) =>
  page.evaluate(() => {
    history.pushState({}, '', '/history');
    dispatchEvent(new PopStateEvent('popstate'));
  });

test('what nothing foresaw is had on the spot', async ({ page, setStatus }) => {
  await setStatus.open();
  await goUnforeseen(page);
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  expect(await stops(page)).toBe(1);
});

test.describe('what nothing foresaw, and can not be had', () => {
  test.use({ mishap: 'no rest' });

  test('ends in words, and keeps the draft', async ({ page, setStatus, server }) => {
    const path = [...server.files.keys()].find((file) => REST.test(file)) ?? '';
    const rest = server.files.get(path);
    server.files.delete(path);
    await setStatus.open();
    await setStatus.message.fill('Not sent yet');
    await goUnforeseen(page);
    await expect(setStatus.broken).toBeVisible();
    server.files.set(path, rest ?? Buffer.of());
    await page.getByRole('button', { name: 'Reload' }).click();
    await navigate(page, 'Set status');
    await expect(setStatus.message).toHaveValue('Not sent yet');
  });
});

test('a press on the button before there is any program does without the rest', async ({ page, setStatus, server }) => {
  const answer = held(store);
  server.answerPosts(answer.answer);
  await page.route('**/rest-*.wasm', () => {});
  await page.goto('/');
  await page.getByRole('radio', { name: 'On the road' }).check();
  await page.getByRole('button', { name: /^Set/ }).click();
  answer.release();
  await expect(setStatus.success).toContainText('Status set');
  expect(await stops(page)).toBe(0);
});

test('coming back, with recent statuses to choose from, does without the rest', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.status('Vacation').check();
  await setStatus.message.fill('By the sea');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set');

  await page.route('**/rest-*.wasm', () => {});
  await page.reload();
  await expect(page.getByRole('button', { name: /^Vacation.*By the sea/ })).toBeVisible();
  await setStatus.status('Sick').check();
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set');
  expect(await stops(page)).toBe(0);
});

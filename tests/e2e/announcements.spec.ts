import type { Locator } from '@playwright/test';
import { json } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

/** What a live region holds each time that it changes: what is spoken, as far as a test can tell. */
async function listen(region: Locator): Promise<() => Promise<string[]>> {
  const heard = await region.evaluateHandle((region) => {
    const heard: string[] = [];
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return heard;
  });
  return () => heard.jsonValue();
}

// A region that comes together with its text is not announced everywhere, and one that is not
// displayed until then is no different: assistive technology does not see it.
test('the region that speaks is there from the start, and empty', async ({ setStatus }) => {
  await setStatus.open();

  await expect(setStatus.success).toBeEmpty();
});

test('the same success is announced twice: the region is emptied in between', async ({
  setStatus,
  server,
}) => {
  server.answerPosts(
    (call) => json(200, { id: 5, status: 'SIC' })(call),
    (call) => json(200, { id: 5, status: 'SIC' })(call),
  );
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set: Sick');
  const heard = await listen(setStatus.success);
  await setStatus.send('Sick');

  await expect.poll(heard).toEqual(['', expect.stringContaining('Status set: Sick')]);
});

test('the same problem is announced twice: the focus goes to it again', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.submit();
  await expect(page.locator(':focus')).toContainText('There is a problem');
  await setStatus.submit();

  await expect(page.locator(':focus')).toContainText('There is a problem');
});

test('a problem is announced once, not by the summary and the field alike', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.submit();

  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Select your status' })).toHaveCount(0);
});

test('a problem takes the place of the success before it', async ({ page, setStatus }) => {
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set');
  // Sooner it would be the second half of a double click.
  await page.clock.fastForward(1_500);
  await setStatus.submit();

  await expect(setStatus.problems).toBeVisible();
  await setStatus.expectNothingSet();
});

test.describe('a failure', () => {
  test.use({ mishap: 'failed request' });

  test('is announced once, and again when it comes again', async ({ page, setStatus, server }) => {
    server.answerPosts(json(400, { message: 'bad data' }), json(400, { message: 'bad data' }));
    await setStatus.open();
    await setStatus.sendAndWait(server, 'Sick', 'Flu');
    await expect(page.getByRole('alert')).toHaveCount(1);
    const first = await setStatus.failure.elementHandle();
    await setStatus.sendAndWait(server, 'Sick', 'Flu');

    // A new element: an old one with the same words would be silent.
    await expect(page.getByRole('alert')).toHaveCount(1);
    expect(await first?.evaluate((alert) => alert.isConnected)).toBe(false);
  });

  test('of too many requests does not speak every second', async ({ page, setStatus, server }) => {
    server.answerPosts(json(429, null));
    await page.clock.install();
    await setStatus.open();
    await setStatus.send('Sick');
    await expect(setStatus.countdown).toBeVisible();
    const heard = await listen(setStatus.failure);
    await page.clock.runFor(5_000);

    await expect(setStatus.countdown).toHaveText(/Trying again in 2\d seconds/);
    expect(await heard()).toEqual([]);
    await expect(setStatus.failure.getByRole('timer')).toHaveCount(0);
  });
});

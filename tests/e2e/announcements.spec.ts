import type { Locator } from '@playwright/test';
import { json } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

/** Records the text of a live region after each change. A test can't get closer to what is spoken. */
async function recordAnnouncements(region: Locator): Promise<() => Promise<string[]>> {
  const announced = await region.evaluateHandle((region) => {
    const announced: string[] = [];
    new MutationObserver(() => announced.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return announced;
  });
  return () => announced.jsonValue();
}

test('a repeated success empties the live region first, so it is announced again', async ({
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
  const announced = await recordAnnouncements(setStatus.success);
  await setStatus.send('Sick');

  await expect.poll(announced).toEqual(['', expect.stringContaining('Status set: Sick')]);
});

test('a problem replaces an earlier success', async ({ page, setStatus }) => {
  await page.clock.install();
  await setStatus.open();
  await setStatus.send('Sick');
  await expect(setStatus.success).toContainText('Status set');
  // An earlier click would count as the second half of a double click.
  await page.clock.fastForward(1_500);
  await setStatus.submit();

  await expect(setStatus.problems).toBeVisible();
  await setStatus.expectNoSuccess();
});

test.describe('a failure', () => {
  test.use({ mishap: 'failed request' });

  test('is announced once, and again when it recurs', async ({ page, setStatus, server }) => {
    server.answerPosts(json(400, { message: 'bad data' }), json(400, { message: 'bad data' }));
    await setStatus.open();
    await setStatus.sendAndWait(server, 'Sick', 'Flu');
    await expect(page.getByRole('alert')).toHaveCount(1);
    const first = await setStatus.failure.elementHandle();
    await setStatus.sendAndWait(server, 'Sick', 'Flu');

    // Only a new element is announced. The old one with the same words would be silent.
    await expect(page.getByRole('alert')).toHaveCount(1);
    expect(await first?.evaluate((alert) => alert.isConnected)).toBe(false);
  });

  test('with a countdown is not announced every second', async ({ page, setStatus, server }) => {
    server.answerPosts(json(429, null));
    await page.clock.install();
    await setStatus.open();
    await setStatus.send('Sick');
    await expect(setStatus.countdown).toBeVisible();
    const announced = await recordAnnouncements(setStatus.failure);
    await page.clock.runFor(5_000);

    await expect(setStatus.countdown).toHaveText(/Trying again in 2\d seconds/);
    expect(await announced()).toEqual([]);
    await expect(setStatus.failure.getByRole('timer')).toHaveCount(0);
  });
});

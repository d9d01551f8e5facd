import { expect, faultTest, test } from './fixtures.ts';
import { held, store } from './fault_server.ts';
import type { StatusName } from './set_status_page.ts';

const CODES: Record<StatusName, string> = {
  'In the office': 'ITO',
  'Working from home': 'WFH',
  Sick: 'SIC',
  'On the road': 'OOO',
  Vacation: 'VAC',
  'Out of office': 'OOF',
};

test('each status is stored under its code, and nothing else with it', async ({ setStatus, records }) => {
  await setStatus.open();
  await setStatus.useSandboxAccount.click();
  const announced: string[] = [];
  for (const [name, code] of Object.entries(CODES) as [StatusName, string][]) {
    await test.step(`${name} is ${code}`, async () => {
      await setStatus.status(name).check();
      await setStatus.submit();
      await expect(setStatus.success).toContainText(`Status set: ${name}`);
      announced.push(await setStatus.success.innerText());
    });
  }
  const rows = await records();
  const nothingElse = { message: null, current_task: null, assignable_id: null, start: null, end: null };
  expect(rows).toMatchObject(Object.values(CODES).map((status) => ({ status, ...nothingElse })));
  rows.forEach(({ id }, index) => expect(announced[index]).toMatch(new RegExp(`Stored as record ${id}\\.`)));
});

test.describe('in a time zone far from UTC', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('every optional field is stored, with local times as UTC', { tag: '@engine' }, async ({ page, setStatus, records }) => {
    await page.clock.setFixedTime('2026-11-23T10:00:00Z');
    await setStatus.open();
    await setStatus.useSandboxAccount.click();
    await setStatus.status('Vacation').check();
    await setStatus.fillStart('2027-01-15', '09:00');
    await setStatus.fillEnd('2027-01-15', '17:00');
    await setStatus.message.fill('Später & "weiter" – 100 % + 👩‍👩‍👧');
    await setStatus.unfold('More');
    await setStatus.currentTask.fill('Finalizing reports');
    await setStatus.assignableId.fill('4');
    await setStatus.submit();

    await expect(setStatus.success).toContainText('Status set: Vacation');
    expect(await records()).toMatchObject([
      {
        status: 'VAC',
        start: '2027-01-15T03:15:00Z',
        end: '2027-01-15T11:15:00Z',
        message: 'Später & "weiter" – 100 % + 👩‍👩‍👧',
        current_task: 'Finalizing reports',
        assignable_id: 4,
      },
    ]);
    // The page shows words and local times, not codes and UTC.
    for (const words of ['15 Jan 2027', '09:00', '17:00', 'Später & "weiter"', 'Finalizing reports', '4']) {
      await expect(setStatus.success).toContainText(words);
    }
  });
});

faultTest(
  'the request follows the contract and leaves out empty fields',
  async ({ setStatus, server }) => {
    await setStatus.open();
    await setStatus.send('On the road');
    await expect(setStatus.success).toContainText('Status set');

    const [post, ...others] = server.posts;
    expect(others).toEqual([]);
    expect(post).toMatchObject({ method: 'POST', url: '/api/v1/users/7/statuses', body: 'status=OOO' });
    expect(post?.headers).toMatchObject({
      auth: 'a-token-that-is-secret',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(post?.headers).not.toHaveProperty('cookie');
    expect(post?.headers).not.toHaveProperty('referer');
  },
);

faultTest(
  'during a request the form is busy and another submit does nothing',
  async ({ setStatus, server }) => {
    const late = held(store);
    server.answerPosts(late.answer);
    await setStatus.open();
    await setStatus.send('Sick');

    await expect(setStatus.button).toHaveText('Setting status…');
    await expect(setStatus.button).toHaveAttribute('aria-disabled', 'true');
    await expect(setStatus.button).toBeFocused();

    await setStatus.button.press('Enter');
    await setStatus.button.press('Space');
    late.release();

    await expect(setStatus.success).toContainText('Status set: Sick');
    await expect(setStatus.button).toHaveText('Set status');
    expect(server.posts).toHaveLength(1);
  },
);

faultTest.describe('without scrolling', () => {
  faultTest.use({ viewport: { width: 1280, height: 2400 } });

  // The error summary disappears when the field loses focus, so the button moves during the click.
  faultTest('one click sends the corrected form, even though the button moves', async ({ page, setStatus }) => {
    await setStatus.open();
    await setStatus.unfold('More');
    await setStatus.assignableId.fill('four');
    await setStatus.send('Sick');
    await expect(setStatus.problems).toBeVisible();

    await setStatus.assignableId.selectText();
    await page.keyboard.type('4');
    await setStatus.submit();

    await expect(setStatus.success).toContainText('Status set: Sick');
  });
});

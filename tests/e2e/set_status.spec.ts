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

for (const [name, code] of Object.entries(CODES) as [StatusName, string][]) {
  test(`"${name}" is stored as ${code}`, async ({ setStatus, records }) => {
    await setStatus.open();
    await setStatus.useSandboxAccount.click();
    await setStatus.status(name).check();
    await setStatus.submit();

    await expect(setStatus.success).toContainText(`Status set: ${name}`);
    const [row, ...others] = await records();
    expect(row).toMatchObject({
      status: code,
      message: null,
      current_task: null,
      assignable_id: null,
      start: null,
      end: null,
    });
    expect(others).toEqual([]);
    await expect(setStatus.success).toContainText(`Record${row?.id}`);
  });
}

test.describe('in a time zone far from UTC', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('every optional field is stored, with local times as UTC', async ({ page, setStatus, records }) => {
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

faultTest('a success clears the form', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.send('Vacation', 'Gone fishing');
  await expect(setStatus.success).toContainText('Gone fishing');

  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await expect(setStatus.until('No end date')).toBeChecked();
  await expect(setStatus.message).toHaveValue('');
});

faultTest('an unknown status code is shown as received', async ({ setStatus, server }) => {
  server.answerPosts((call) => {
    const record = call.server.store(call.form, { status: 'LUN' });
    call.socket.end(
      `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${JSON.stringify({ ...record, colour: 'blue' })}`,
    );
  });
  await setStatus.open();
  await setStatus.send('Sick');

  await expect(setStatus.success).toContainText('Status set: LUN');
});

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

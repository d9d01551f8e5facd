import { expect, faultTest, navigate, test } from './fixtures.ts';
import { json } from './fault_server.ts';

faultTest.describe('a refusal', () => {
  faultTest.use({ mishap: 'failed request' });

  faultTest('shows the API message and all its errors and keeps the form', async ({ setStatus, server }) => {
    const body = { message: 'bad data', errors: ['Status must be a valid code', 'End must be after start'] };
    server.answerPosts(json(400, body));
    await setStatus.open();
    await setStatus.fillEnd('2099-01-01', '12:00');
    await setStatus.unfold('More');
    await setStatus.currentTask.fill('Reports');
    await setStatus.send('Vacation', 'Back soon');

    for (const text of [body.message, ...body.errors]) {
      await expect(setStatus.failure).toContainText(text);
    }
    await expect(setStatus.status('Vacation')).toBeChecked();
    await expect(setStatus.endDate).toHaveValue('2099-01-01');
    await expect(setStatus.endTime).toHaveValue('12:00');
    await expect(setStatus.message).toHaveValue('Back soon');
    await expect(setStatus.currentTask).toHaveValue('Reports');
  });

  faultTest('leaves the button ready for a retry', async ({ setStatus, server }) => {
    server.answerPosts(json(403, { message: 'forbidden', errors: ['access denied', 'token was revoked'] }));
    await setStatus.open();
    await setStatus.send('Vacation');
    for (const text of ['forbidden', 'access denied', 'token was revoked']) {
      await expect(setStatus.failure).toContainText(text);
    }
    await expect(setStatus.button).toHaveText('Set status');
    await expect(setStatus.button).not.toHaveAttribute('aria-disabled');

    await setStatus.submit();

    await expect(setStatus.success).toContainText('Status set: Vacation');
    await expect(setStatus.failure).toBeHidden();
    expect(server.posts).toHaveLength(2);
  });
});

test.describe('the sandbox', () => {
  test.use({ mishap: 'failed request' });

  test('refuses an assignable that does not exist, and the page says so', async ({ setStatus, records }) => {
    await setStatus.open();
    await setStatus.useSandboxAccount.click();
    await setStatus.unfold('More');
    await setStatus.assignableId.fill('999');
    await setStatus.send('Sick');

    await expect(setStatus.failure).toContainText('bad data');
    await expect(setStatus.failure).toContainText('Assignable must exist');
    expect(await records()).toEqual([]);
  });

  test('refuses a wrong token, and the page links to the settings', async ({
    page,
    setStatus,
    settings,
    records,
  }) => {
    await settings.open();
    await settings.save('wrong', '1');
    await navigate(page, 'Set status');
    await setStatus.send('Sick');

    await expect(setStatus.failure).toContainText('forbidden');
    await expect(setStatus.failure).toContainText('access denied');
    await setStatus.failure.getByRole('link', { name: 'Open Settings' }).click();
    await expect(settings.heading).toBeVisible();
    expect(await records()).toEqual([]);
  });
});

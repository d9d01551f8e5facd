import type { Page } from '@playwright/test';
import { expect, faultTest as test, navigate } from './fixtures.ts';
import { SetStatusPage } from './set_status_page.ts';
import { SettingsPage } from './settings_page.ts';
import { TOKEN_KEY, USER_ID_KEY } from './site.ts';

/** Ways in which browser storage fails. */
const STORAGE_FAILURES: Record<string, { notice: RegExp; breakStorage: (page: Page) => Promise<unknown> }> = {
  'is blocked': {
    notice: /Your browser blocks storage for this site/,
    breakStorage: (page) =>
      page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException('The operation is insecure.', 'SecurityError');
            },
          });
        }
      }),
  },
  'is full': {
    notice: /Your browser's storage for this site is full/,
    breakStorage: (page) =>
      page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('Full.', 'QuotaExceededError');
        };
      }),
  },
};

for (const [how, { notice, breakStorage }] of Object.entries(STORAGE_FAILURES)) {
  test.describe(`when storage ${how}`, () => {
    test.use({ account: null });

    test('the page says so once, keeps the account in memory and works', async ({
      page,
      setStatus,
      settings,
      server,
    }) => {
      await breakStorage(page);
      await settings.open();
      await settings.save('a-token', '7');
      await expect(settings.outcome).toHaveText('Saved.');
      await expect(page.getByText(notice)).toHaveCount(1);

      await navigate(page, 'Set status');
      await setStatus.send('Sick', 'Flu');

      await expect(setStatus.success).toContainText('Status set: Sick');
      await expect(page.getByText(notice)).toHaveCount(1);
      expect(server.posts[0]?.headers.auth).toBe('a-token');
      expect(server.posts[0]?.url).toBe('/api/v1/users/7/statuses');
    });
  });
}

test.describe('when storage is blocked', () => {
  test.use({ account: null });

  test('a draft is kept in memory', async ({ page, setStatus }) => {
    await STORAGE_FAILURES['is blocked']?.breakStorage(page);
    await setStatus.open();
    await setStatus.message.fill('Flu');
    await navigate(page, 'Settings');
    await navigate(page, 'Set status');

    await expect(setStatus.message).toHaveValue('Flu');
  });
});

test.describe('when an invalid token is stored', () => {
  test.use({ account: { token: 'two words', userId: '7' } });

  test('the page says so, asks for an account and accepts a new one', async ({
    page,
    setStatus,
    settings,
  }) => {
    await setStatus.open();
    await expect(page.getByText('Your stored settings could not be read')).toHaveCount(1);
    await page.getByRole('link', { name: 'Add them in Settings' }).click();
    await settings.save('a-token', '7');
    await expect(settings.outcome).toHaveText('Saved.');

    await expect(page.getByText('Your stored settings could not be read')).toBeHidden();
    await navigate(page, 'Set status');
    await setStatus.send('Sick');
    await expect(setStatus.success).toContainText('Status set: Sick');
  });
});

test('a token saved in another tab is used at once and the draft is kept', async ({
  context,
  setStatus,
  server,
}) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.fill('Flu');
  const other = new SettingsPage(await context.newPage());
  await other.open();
  await other.save('another-token', '7');
  await expect(other.outcome).toHaveText('Saved.');

  await expect(setStatus.message).toHaveValue('Flu');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: Sick');
  expect(server.posts[0]?.headers.auth).toBe('another-token');
  expect(server.posts[0]?.url).toBe('/api/v1/users/7/statuses');
});

test('a token forgotten in another tab is gone at once and the draft is kept', async ({
  context,
  page,
  setStatus,
  server,
}) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.fill('Flu');
  const other = new SettingsPage(await context.newPage());
  await other.open();
  await other.forgetButton.click();

  await expect(page.getByText('this page needs your API token')).toBeVisible();
  await expect(setStatus.message).toHaveValue('Flu');
  // In Firefox nothing has the focus in a background tab.
  await page.bringToFront();
  await setStatus.submit();
  await expect(page.getByRole('link', { name: 'Add them in Settings' })).toBeFocused();
  expect(server.posts).toEqual([]);
});

test('settings saved in another tab appear in this one', async ({ context, settings }) => {
  await settings.open();
  const other = new SettingsPage(await context.newPage());
  await other.open();
  await other.save('another-token', '8');

  await expect(settings.token).toHaveValue('another-token');
  await expect(settings.userId).toHaveValue('8');
});

test('clearing all storage in another tab removes the account at once', async ({
  context,
  page,
  setStatus,
}) => {
  await setStatus.open();
  const other = await context.newPage();
  await other.goto('/settings');
  await other.evaluate(() => localStorage.clear());

  await expect(page.getByText('this page needs your API token')).toBeVisible();
});

test('data that other pages of the origin store is left alone', async ({ page, settings, setStatus }) => {
  await settings.open();
  await page.evaluate(() => localStorage.setItem('somebody-elses', 'thing'));
  await settings.forgetButton.click();
  await setStatus.open();
  await setStatus.message.fill('Flu');

  const stored = await page.evaluate(() => ({ ...localStorage }));
  expect(stored).toMatchObject({ 'somebody-elses': 'thing', [USER_ID_KEY]: '7' });
  expect(stored).not.toHaveProperty([TOKEN_KEY]);
});

test('two tabs each send their own status once', async ({ context, setStatus, server }) => {
  await setStatus.open();
  const other = new SetStatusPage(await context.newPage());
  await other.open();
  await Promise.all([setStatus.send('Sick', 'first tab'), other.send('Vacation', 'second tab')]);

  await expect(setStatus.success).toContainText('Status set: Sick');
  await expect(other.success).toContainText('Status set: Vacation');
  expect(server.posts.map((post) => post.form.get('message')).sort()).toEqual(['first tab', 'second tab']);
});

import type { Page } from '@playwright/test';
import { expect, faultTest as test, navigate } from './fixtures.ts';
import { hang, json } from './fault_server.ts';
import { SettingsPage } from './settings_page.ts';

test.use({ mishap: 'failed request' });

/** Replaces each text node by `<font>` elements, at once and whenever text is added, as Chrome's translator does. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const replaceAll = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) {
        if (text.parentElement?.closest('script, style, font')) continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = text.data;
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    new MutationObserver(replaceAll).observe(document.body, { childList: true, characterData: true, subtree: true });
    replaceAll();
  });
}

test('a page that the browser translates goes on', async ({ page, setStatus, server }) => {
  await page.clock.install({ time: '2026-11-24T11:00:00Z' });
  server.store(new URLSearchParams({ status: 'VAC', message: 'In the hills', end: '2026-11-24T11:30:00Z' }), {
    created_at: '2026-11-24T10:00:00Z',
  });
  await setStatus.open();
  const current = page.getByRole('region', { name: 'Current status' });
  await expect(current).toContainText('Read just now');
  await translate(page);
  const { preview } = setStatus;
  const oneHour = page.getByRole('radio', { name: '1 hour' });

  // Another choice.
  await setStatus.status('Sick').check();
  await oneHour.check();
  await expect(preview).toHaveText(/^From now until Tue 24 Nov, 12:00/);
  await setStatus.status('On the road').check();
  await expect(preview).toHaveText(/^From now until Tue 24 Nov, 12:00/);
  await setStatus.message.fill('x'.repeat(130));
  await expect(page.locator('.counter')).toHaveText(/10 characters left/);
  await setStatus.message.fill('x'.repeat(150));
  await expect(page.locator('.counter')).toHaveText(/10 characters over/);
  await setStatus.message.fill('');
  await expect(page.locator('.counter')).toHaveText('');

  // Later.
  await page.clock.runFor('45:00');
  await expect(current).toContainText('Vacation (ended)');
  await expect(current).toContainText('minutes ago');
  await expect(oneHour).toHaveAccessibleDescription('Tue 24 Nov, 12:45');
  await expect(preview).toHaveText(/^From now until Tue 24 Nov, 12:45/);

  // Problems, one of them corrected.
  await setStatus.unfold('More');
  await setStatus.assignableId.fill('four');
  await setStatus.until('Choose date and time').check();
  await setStatus.submit();
  await expect(setStatus.problems.getByRole('link')).toHaveText([
    'Enter the day and time your status ends',
    'Assignable ID must be a whole number above zero, like 4',
  ]);
  await setStatus.until('No end date').check();
  await expect(setStatus.problems.getByRole('link')).toHaveText([
    'Assignable ID must be a whole number above zero, like 4',
  ]);
  await setStatus.assignableId.fill('');
  await expect(setStatus.problems).toBeHidden();

  // A refusal, and then a success.
  server.answerPosts(json(400, { message: 'bad data', errors: ['nothing works'] }));
  await setStatus.submit();
  await expect(setStatus.failure).toContainText('bad data');
  await expect(setStatus.button).toHaveText('Set status');
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Status set: On the road');
  await expect(current).toContainText('On the road');
  await expect(preview).toBeHidden();
  await setStatus.status('In the office').check();
  await expect(preview).toHaveText(/^From now, no end date/);

  // The other pages, and back.
  await navigate(page, 'History');
  await expect(page.getByRole('status')).toHaveText('Showing 2 of 2');
  await expect(page.getByRole('row').nth(1)).toContainText('On the road');
  await page.getByLabel('Show').selectOption({ value: 'VAC' });
  await expect(page.getByRole('status')).toHaveText('Showing 1 of 1');
  await navigate(page, 'Settings');
  const settings = new SettingsPage(page);
  await settings.saveButton.click();
  await expect(settings.outcome).toHaveText('Saved.');
  await navigate(page, 'Set status');
  server.answerPosts(hang);
  await setStatus.submit();
  await expect(setStatus.button).toHaveText('Setting status…');
  await expect(setStatus.broken).toBeHidden();
});

/** The daily job needs no scrolling on a laptop, and on a phone the button is always within reach. */

import type { Locator, Page } from '@playwright/test';
import { json, reset } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

const USUAL = {
  user_id: 7,
  named: [{ name: 'Deep work', status: 'WFH', until: '4-hours', message: 'Please call only if it burns' }],
  recent: [
    { status: 'ITO', message: 'Desk 7, by the window' },
    { status: 'WFH', until: 'end-of-today', message: 'Heads down until four' },
  ],
};

test.use({ mishap: 'failed request' });

test.beforeEach(async ({ page, server, setStatus }) => {
  await page.addInitScript((usual) => localStorage.setItem('whereabouts.usual-statuses', JSON.stringify(usual)), USUAL);
  server.store(new URLSearchParams({ status: 'OOO' }));
  server.store(new URLSearchParams({ status: 'ITO', message: 'Desk 7, by the window' }));
  await setStatus.open();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Back to previous' })).toBeVisible();
});

const region = (page: Page, name: string) => page.getByRole('region', { name });
const scroll = (page: Page) => page.evaluate(() => scrollY);

async function expectWholeInView(parts: Record<string, Locator>): Promise<void> {
  for (const [name, part] of Object.entries(parts)) await expect.soft(part, name).toBeInViewport({ ratio: 1 });
}

test.describe('on a laptop', () => {
  test.use({ viewport: { width: 1366, height: 650 } });

  test('the current status, the form and each outcome are in view', async ({ page, setStatus, server }) => {
    const form = {
      heading: setStatus.heading,
      status: page.getByRole('radiogroup', { name: 'Status' }),
      until: page.getByRole('radiogroup', { name: 'Until' }),
      message: setStatus.message,
      button: setStatus.button,
      tools: page.getByText('Show the request'),
    };
    await expectWholeInView({ ...form, current: region(page, 'Current status'), usual: region(page, 'Usual statuses') });

    server.answerPosts(json(400, { message: 'bad data', errors: ['Assignable must exist', 'End must be after start', 'Message is too long'] }));
    await setStatus.send('Working from home', 'Heads down until four');
    await expect(setStatus.failure).toContainText('Message is too long');
    await expectWholeInView({ ...form, failure: setStatus.failure });

    server.answerPosts(reset);
    await setStatus.submit();
    await expect(setStatus.checkNow).toBeVisible();
    await expectWholeInView({ ...form, unknown: setStatus.failure });
    await setStatus.checkNow.click();
    await setStatus.sendAgain.click();

    await expect(setStatus.success).toContainText('Status set: Working from home');
    const back = page.getByRole('button', { name: 'Back to previous' });
    await expectWholeInView({ ...form, success: setStatus.success, back, usual: region(page, 'Usual statuses') });
    expect(await scroll(page)).toBe(0);
  });

  test('one place tells what the person is now', async ({ page, setStatus }) => {
    await setStatus.send('Working from home');
    await expect(setStatus.success).toContainText('Status set: Working from home');
    const current = region(page, 'Current status');
    await expect(current.getByText('Working from home', { exact: true })).toHaveCount(1);
    await expect(current.getByRole('status')).toBeVisible();
  });

  test('a status that starts later leaves the current one where it is', async ({ page, setStatus }) => {
    await setStatus.fillStart('2099-12-04', '12:00');
    await setStatus.send('Vacation');
    await expect(setStatus.success).toContainText('Status set: Vacation');
    await expect(setStatus.success).toContainText('From Fri, 4 Dec 2099, 12:00, no end date');
    await expect(region(page, 'Current status').getByText('In the office', { exact: true })).toBeVisible();
    await expect(page.locator('.now')).toHaveAttribute('data-value', 'ITO');
    await expect(setStatus.success).toHaveAttribute('data-value', 'VAC');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 740 }, isMobile: true, hasTouch: true });

  /** The upper edge of the bar with the button. */
  const barTop = (page: Page) => page.locator('.finish').evaluate((bar) => bar.getBoundingClientRect().top);

  test('the button is within reach everywhere, and Until is whole after one short scroll', async ({ page, setStatus }) => {
    const until = page.getByRole('radiogroup', { name: 'Until' });
    const end = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let at = 0; at < end; at += 200) {
      await page.evaluate((at) => scrollTo(0, at), at);
      await expect(setStatus.button).toBeInViewport({ ratio: 1 });
    }
    const box = await until.evaluate((group) => group.getBoundingClientRect().bottom + scrollY);
    const short = box - (await barTop(page));
    expect(short).toBeLessThanOrEqual(420);
    await page.evaluate((to) => scrollTo(0, to), short);
    await expect(until).toBeInViewport({ ratio: 1 });
    await expect(setStatus.status('Out of office')).toBeInViewport();
  });

  test('what has the focus is not covered by the button', async ({ page, setStatus }) => {
    await setStatus.status('Vacation').check();
    await setStatus.unfold('Start later');
    await setStatus.unfold('More');
    await setStatus.until('Choose date and time').check();
    const top = await barTop(page);
    for (const field of [setStatus.endDate, setStatus.message, setStatus.startTime, setStatus.currentTask, setStatus.assignableId]) {
      // To where the bar would cover it.
      await field.evaluate((field) => scrollBy(0, field.getBoundingClientRect().bottom - innerHeight + 10));
      await field.focus();
      const bottom = await field.evaluate((field) => field.getBoundingClientRect().bottom);
      expect.soft(bottom).toBeLessThanOrEqual(top);
    }
  });

  test('an outcome comes into view', async ({ page, setStatus, server }) => {
    await setStatus.send('Vacation');
    await expect(setStatus.success).toContainText('Status set: Vacation');
    await expect(setStatus.success).toBeInViewport({ ratio: 1 });
    expect((await setStatus.success.boundingBox())?.y).toBeGreaterThanOrEqual(0);

    server.answerPosts(json(403, { message: 'forbidden', errors: ['access denied'] }));
    await setStatus.send('Sick');
    await expect(setStatus.failure).toContainText('access denied');
    await expect(setStatus.failure).toBeInViewport({ ratio: 1 });
  });
});

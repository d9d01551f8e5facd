/** Page object for `/`. It finds elements by role and accessible name. */

import { type Locator, type Page, expect } from '@playwright/test';
import type { FaultServer } from './fault_server.ts';

export type StatusName =
  'In the office' | 'Working from home' | 'Sick' | 'On the road' | 'Vacation' | 'Out of office';

export class SetStatusPage {
  readonly heading: Locator;
  readonly form: Locator;
  /** The submit button, with either of its labels. */
  readonly button: Locator;
  readonly endDate: Locator;
  readonly endTime: Locator;
  readonly startDate: Locator;
  readonly startTime: Locator;
  readonly message: Locator;
  readonly currentTask: Locator;
  readonly assignableId: Locator;
  /** From when until when the button would set the status; beside the button. */
  readonly preview: Locator;
  /** The live region that announces success. It is empty until then. */
  readonly success: Locator;
  /** The alert about a failed request. */
  readonly failure: Locator;
  /** The error summary of the form. */
  readonly problems: Locator;
  readonly countdown: Locator;
  readonly checkNow: Locator;
  readonly sendAgain: Locator;
  readonly cancel: Locator;
  readonly useSandboxAccount: Locator;
  /** Appears after the program has crashed. */
  readonly broken: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Set your status' });
    this.form = page.getByRole('form', { name: 'Set your status' });
    this.button = this.form.getByRole('button', { name: /^(Set status|Setting status…)$/ });
    this.endDate = page.getByLabel('End date', { exact: true });
    this.endTime = page.getByLabel('End time', { exact: true });
    this.startDate = page.getByLabel('Start date', { exact: true });
    this.startTime = page.getByLabel('Start time', { exact: true });
    this.message = page.getByLabel('Message', { exact: true });
    this.currentTask = page.getByLabel('Current task', { exact: true });
    this.assignableId = page.getByLabel('Assignable ID', { exact: true });
    this.preview = this.form.locator('.preview');
    this.success = page.getByRole('status');
    const problem = page.getByRole('heading', { name: 'There is a problem' });
    this.failure = page.getByRole('alert').filter({ hasNot: problem });
    this.problems = page.getByRole('alert').filter({ has: problem });
    this.countdown = page.getByRole('timer');
    this.checkNow = page.getByRole('button', { name: 'Check now' });
    this.sendAgain = page.getByRole('button', { name: 'Send again' });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.useSandboxAccount = page.getByRole('button', { name: 'Use the sandbox account' });
    this.broken = page.getByRole('heading', { name: 'Something went wrong' });
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until the program has replaced the static form. Both have a form and a button, only the program has `#main`. */
  async ready(): Promise<void> {
    await expect(this.page.locator('#main')).toBeVisible();
    await expect(this.button).toBeVisible();
  }

  status(name: StatusName): Locator {
    return this.page.getByRole('radiogroup', { name: 'Status' }).getByRole('radio', { name });
  }

  until(name: 'No end date' | 'Choose date and time'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Until' }).getByRole('radio', { name });
  }

  async unfold(name: 'Start later' | 'More'): Promise<void> {
    await this.page.getByText(name, { exact: true }).click();
  }

  async fillEnd(date: string, time: string): Promise<void> {
    await this.until('Choose date and time').check();
    await this.endDate.fill(date);
    await this.endTime.fill(time);
  }

  async fillStart(date: string, time: string): Promise<void> {
    await this.unfold('Start later');
    await this.startDate.fill(date);
    await this.startTime.fill(time);
  }

  async submit(): Promise<void> {
    await this.button.click();
  }

  /** Chooses a status, sets the message and submits. */
  async send(name: StatusName, message = ''): Promise<void> {
    await this.status(name).check();
    await this.message.fill(message);
    await this.submit();
  }

  /** Sends a status and waits until the request has arrived and the button shows `buttonText`. */
  async sendAndWait(
    server: FaultServer,
    name: StatusName,
    message: string,
    buttonText = 'Set status',
  ): Promise<void> {
    await Promise.all([server.nextPost(), this.send(name, message)]);
    await expect(this.button).toHaveText(buttonText);
  }

  /** Expects a problem in the summary and, in the same words, beside its field. */
  async expectProblem(field: Locator, text: string | RegExp): Promise<void> {
    await expect(this.problems.getByRole('link', { name: text })).toBeVisible();
    await expect(field).toHaveAccessibleDescription(
      typeof text === 'string' ? new RegExp(escape(text)) : text,
    );
  }

  /** Clicks without Playwright's checks, which wait while a button is `aria-disabled`. */
  async clickWithMouse(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('There is nothing to click on');
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Crashes the program at the next thing it shows. All of the page is cloned from templates. */
  async sabotage(): Promise<void> {
    // Wait for what the page builds when idle, or that would crash without any user action.
    await expect(this.page.locator('.disclosure-body')).toHaveCount(2);
    await this.page.evaluate(() => {
      Node.prototype.cloneNode = () => {
        throw new Error('sabotage');
      };
    });
  }

  async expectNoSuccess(): Promise<void> {
    await expect(this.page.getByText('Status set')).toBeHidden();
  }

  /**
   * Expects the focus on a visible element. With the focus on the body, users of keyboards and
   * screen readers lose their place. Browsers take the focus from a hidden element one frame later.
   */
  async expectFocusKept(): Promise<void> {
    const place = await this.page.evaluate(async () => {
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
      const focused = document.activeElement ?? document.body;
      return focused.checkVisibility() ? focused.tagName : 'a hidden element';
    });
    expect(['BODY', 'a hidden element'], 'focused element').not.toContain(place);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

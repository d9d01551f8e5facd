/** The page at `/`, by the roles and names that people find things by. */

import { type Locator, type Page, expect } from '@playwright/test';
import type { FaultServer } from './fault_server.ts';

export type StatusName =
  'In the office' | 'Working from home' | 'Sick' | 'On the road' | 'Vacation' | 'Out of office';

export class SetStatusPage {
  readonly heading: Locator;
  readonly form: Locator;
  /** Whatever it says at the moment. */
  readonly button: Locator;
  readonly endDate: Locator;
  readonly endTime: Locator;
  readonly startDate: Locator;
  readonly startTime: Locator;
  readonly message: Locator;
  readonly currentTask: Locator;
  readonly assignableId: Locator;
  /** The region that says that a status was set; empty until then. */
  readonly success: Locator;
  /** What went wrong with a request. */
  readonly failure: Locator;
  /** What is wrong with the form. */
  readonly problems: Locator;
  readonly countdown: Locator;
  readonly checkNow: Locator;
  readonly sendAgain: Locator;
  readonly cancel: Locator;
  readonly useSandboxAccount: Locator;
  /** Shown when the program itself has ended. */
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
    this.success = page.getByRole('status');
    const problem = page.getByRole('heading', { name: 'There is a problem' });
    this.failure = page.getByRole('alert').filter({ hasNot: problem });
    this.problems = page.getByRole('alert').filter({ has: problem });
    this.countdown = page.getByRole('timer');
    this.checkNow = page.getByRole('button', { name: 'Check now' });
    this.sendAgain = page.getByRole('button', { name: 'Send again' });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.useSandboxAccount = page.getByRole('button', { name: 'Use the sandbox account' });
    this.broken = page.getByRole('heading', { name: 'Something broke' });
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    // The program's own page: the sketch has the form too.
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
    const summary = this.page.getByText(name, { exact: true });
    await summary.click();
    // It waits for the part of the program that it needs.
    await expect(summary).not.toHaveAttribute('aria-busy');
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

  /** Chooses, fills in a message where one is given, and submits. */
  async send(name: StatusName, message = ''): Promise<void> {
    await this.status(name).check();
    await this.message.fill(message);
    await this.submit();
  }

  /** Sends, and waits until the request has arrived and the button says `then`. */
  async sendAndWait(
    server: FaultServer,
    name: StatusName,
    message: string,
    then = 'Set status',
  ): Promise<void> {
    await Promise.all([server.nextPost(), this.send(name, message)]);
    await expect(this.button).toHaveText(then);
  }

  /** Each problem stands in the summary, and beside its field in the same words. */
  async expectProblem(field: Locator, text: string | RegExp): Promise<void> {
    await expect(this.problems.getByRole('link', { name: text })).toBeVisible();
    await expect(field).toHaveAccessibleDescription(
      typeof text === 'string' ? new RegExp(escape(text)) : text,
    );
  }

  /** A real click where the mouse is: Playwright's own waits for a button that is `aria-disabled`. */
  async clickThere(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('There is nothing to click on');
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Every piece of the page is a copy of a template: the next one that is shown breaks the program. */
  async sabotage(): Promise<void> {
    // What is built without anybody's doing is built before: it would break by itself.
    await expect(this.page.locator('.disclosure-body')).toHaveCount(2);
    await this.page.evaluate(() => {
      Node.prototype.cloneNode = () => {
        throw new Error('sabotage');
      };
    });
  }

  async expectNothingSet(): Promise<void> {
    await expect(this.page.getByText('Status set')).toBeHidden();
  }

  /**
   * Focus on the body means that a keyboard and a screen reader have lost their place. A browser
   * takes the focus from what is no longer displayed a frame later, so that is waited for.
   */
  async expectFocusKept(): Promise<void> {
    const place = await this.page.evaluate(async () => {
      for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
      const focused = document.activeElement ?? document.body;
      return focused.checkVisibility() ? focused.tagName : 'nowhere to be seen';
    });
    expect(['BODY', 'nowhere to be seen'], 'where the focus is').not.toContain(place);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

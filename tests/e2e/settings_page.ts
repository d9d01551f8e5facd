/** Page object for `/settings`. */

import { type Locator, type Page, expect } from '@playwright/test';

export class SettingsPage {
  readonly heading: Locator;
  readonly token: Locator;
  readonly userId: Locator;
  readonly showToken: Locator;
  readonly saveButton: Locator;
  readonly forgetButton: Locator;
  /** The live region that announces what was saved or forgotten. */
  readonly outcome: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Settings' });
    this.token = page.getByLabel('API token', { exact: true });
    this.userId = page.getByLabel('User ID', { exact: true });
    this.showToken = page.getByRole('switch', { name: 'Show token' });
    this.saveButton = page.getByRole('button', { name: 'Save' });
    this.forgetButton = page.getByRole('button', { name: 'Forget token' });
    this.outcome = page.getByRole('status');
    this.problems = page.getByRole('alert');
  }

  /** An option of the Appearance setting. */
  appearance(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Appearance' }).getByRole('radio', { name });
  }

  async open(): Promise<void> {
    await this.page.goto('/settings');
    await expect(this.saveButton).toBeVisible();
  }

  async save(token: string, userId: string): Promise<void> {
    await this.token.fill(token);
    await this.userId.fill(userId);
    await this.saveButton.click();
  }
}

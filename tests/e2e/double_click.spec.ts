import type { Page } from '@playwright/test';
import { expect, faultTest as test } from './fixtures.ts';

/** Stores presets with these names before the page opens. */
function keepPresets(page: Page, ...names: string[]): Promise<unknown> {
  const named = names.map((name) => ({ name, status: 'WFH' }));
  return page.addInitScript((named) => {
    if (self.origin !== 'null') localStorage.setItem('whereabouts.usual-statuses', JSON.stringify({ named, user_id: 7 }));
  }, named);
}

async function centre(page: Page, name: string): Promise<{ x: number; y: number }> {
  const button = page.getByRole('button', { name, exact: true });
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  if (!box) throw new Error(`There is no ${name}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a double click on Delete deletes one preset', async ({ page, settings }) => {
  await keepPresets(page, 'A', 'B', 'C');
  await settings.open();
  const { x, y } = await centre(page, 'Delete A');
  await page.mouse.dblclick(x, y);

  await expect(page.getByLabel('Name of preset 3')).toBeHidden();
  await expect(page.getByLabel('Name of preset 1')).toHaveValue('B');
  await expect(page.getByLabel('Name of preset 2')).toHaveValue('C');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Name of preset 1')).toHaveValue('A');
});

test('a double click does not press what its first half brings under the pointer', { tag: '@engine' }, async ({
  page,
  settings,
}) => {
  await settings.open();
  const pressed = await page.evaluateHandle(() => {
    const pressed: string[] = [];
    const button = (name: string, onclick: () => void) => {
      const button = document.createElement('button');
      button.style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 100px; block-size: 50px; z-index: 9';
      button.onclick = () => {
        pressed.push(name);
        onclick();
      };
      return button;
    };
    const second = button('second', () => {});
    const first = button('first', () => first.replaceWith(second));
    document.body.append(first);
    return pressed;
  });
  await page.mouse.dblclick(50, 25);
  expect(await pressed.jsonValue()).toEqual(['first']);

  // Later it is another intent.
  await page.waitForTimeout(600);
  await page.mouse.click(50, 25);
  expect(await pressed.jsonValue()).toEqual(['first', 'second']);
});

test('Move up in the same place twice moves one preset twice', async ({ page, settings }) => {
  await keepPresets(page, 'A', 'B', 'C');
  await settings.open();
  const { x, y } = await centre(page, 'Move up C');
  await page.mouse.dblclick(x, y);

  const names = () => page.getByLabel(/^Name of preset/).evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  await expect.poll(names).toEqual(['C', 'A', 'B']);
});

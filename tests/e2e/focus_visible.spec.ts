/** The focus is visible at every tab stop of a page. */

import type { Page } from '@playwright/test';
import { expect, faultTest as test, navigate } from './fixtures.ts';

interface TabStop {
  name: string;
  hasOutline: boolean;
  /** Its centre is on the screen and nothing covers it. */
  isUncovered: boolean;
}

/** Presses Tab from the top of the page until the focus leaves it. */
async function tabStops(page: Page): Promise<TabStop[]> {
  const found: TabStop[] = [];
  // Start from the top, wherever the focus was.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      // A choice has the outline around its whole tile.
      const outlined = focused.closest('.choice') ?? focused;
      const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
      // A link that wraps has one box per line.
      const { left, top, width, height } = focused.getClientRects()[0] ?? new DOMRect();
      const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
      const isLabel = onTop?.closest('label')?.control === focused;
      return {
        name: `${focused.localName}#${focused.id} ${(focused.textContent ?? '').trim().slice(0, 30)}`,
        hasOutline: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        isUncovered: focused.contains(onTop) || isLabel,
      };
    });
    if (!stop) return found;
    // A control with several parts, such as a date, takes more than one Tab.
    if (stop.name !== found.at(-1)?.name) found.push(stop);
  }
}

async function expectVisibleFocus(page: Page, state: string, minimum: number): Promise<void> {
  const found = await tabStops(page);
  expect(found.length, `tab stops of ${state}`).toBeGreaterThanOrEqual(minimum);
  const invisible = found.filter(({ hasOutline, isUncovered }) => !hasOutline || !isUncovered);
  expect.soft(invisible, state).toEqual([]);
}

for (const [how, { viewport, forcedColors }] of Object.entries({
  'on a wide screen': { viewport: { width: 1100, height: 800 }, forcedColors: 'none' },
  'on a small phone, where the button sticks to the lower edge': {
    viewport: { width: 320, height: 480 },
    forcedColors: 'none',
  },
  'in forced colours': { viewport: { width: 1100, height: 800 }, forcedColors: 'active' },
} as const)) {
  test.describe(how, () => {
    test.use({ viewport, contextOptions: { forcedColors, reducedMotion: 'reduce' } });

    test('every tab stop has an outline and nothing covers it', async ({ page, setStatus }) => {
      await setStatus.open();
      await setStatus.send('Vacation', 'Gone fishing');
      await expect(setStatus.success).toContainText('Status set');
      await setStatus.unfold('Start later');
      await setStatus.unfold('More');
      await setStatus.until('Choose date and time').check();
      await setStatus.submit();
      await expect(setStatus.problems).toBeVisible();
      await expectVisibleFocus(page, 'the form with problems', 25);

      // In forced colours, the browser draws all outlines alike.
      for (const name of forcedColors === 'active' ? [] : (['History', 'Settings'] as const)) {
        await navigate(page, name);
        await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
        await expectVisibleFocus(page, name, 7);
      }
    });
  });
}

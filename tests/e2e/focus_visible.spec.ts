/** Where the focus is can be seen, on every stop of the keyboard's way through a page. */

import type { Page } from '@playwright/test';
import { expect, faultTest as test, navigate } from './fixtures.ts';

interface Stop {
  name: string;
  hasOutline: boolean;
  /** Nothing lies over its middle, and it is on the screen. */
  isUncovered: boolean;
}

/** Presses Tab from the top of the page until the focus leaves it. */
async function stops(page: Page): Promise<Stop[]> {
  const found: Stop[] = [];
  // From the top, wherever the focus was.
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
      // Of a choice the whole tile is outlined.
      const outlined = focused.closest('.choice') ?? focused;
      const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
      // The first of its lines.
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
    // A control of several parts, such as a date, is left by pressing Tab more than once.
    if (stop.name !== found.at(-1)?.name) found.push(stop);
  }
}

async function expectEveryStopSeen(page: Page, state: string, fewest: number): Promise<void> {
  const found = await stops(page);
  expect(found.length, `stops of ${state}`).toBeGreaterThanOrEqual(fewest);
  const unseen = found.filter(({ hasOutline, isUncovered }) => !hasOutline || !isUncovered);
  expect.soft(unseen, state).toEqual([]);
}

for (const [how, { viewport, forcedColors }] of Object.entries({
  'on a wide screen': { viewport: { width: 1100, height: 800 }, forcedColors: 'none' },
  'on a small phone, behind whose edge the button sticks': {
    viewport: { width: 320, height: 480 },
    forcedColors: 'none',
  },
  'in forced colours': { viewport: { width: 1100, height: 800 }, forcedColors: 'active' },
} as const)) {
  test.describe(how, () => {
    test.use({ viewport, contextOptions: { forcedColors, reducedMotion: 'reduce' } });

    test('every stop is outlined and uncovered', async ({ page, setStatus }) => {
      await setStatus.open();
      await setStatus.send('Vacation', 'Gone fishing');
      await expect(setStatus.success).toContainText('Status set');
      await setStatus.unfold('Start later');
      await setStatus.unfold('More');
      await setStatus.until('Choose date and time').check();
      await setStatus.submit();
      await expect(setStatus.problems).toBeVisible();
      await expectEveryStopSeen(page, 'the form with problems', 25);

      for (const name of ['History', 'Settings'] as const) {
        await navigate(page, name);
        await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
        await expectEveryStopSeen(page, name, 7);
      }
    });
  });
}

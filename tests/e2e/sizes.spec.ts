/** The layout fits from a small phone to a wide screen, also when zoomed and with large text. */

import type { Page } from '@playwright/test';
import { expect, faultTest as test, navigate } from './fixtures.ts';

/** The spacing of text that WCAG 1.4.12 allows people to set. */
const WIDE_SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`;

const SIZES: Record<string, { width: number; height: number; text?: string; style?: string }> = {
  'a small phone': { width: 320, height: 568 },
  'a phone': { width: 390, height: 844 },
  'a small phone on its side': { width: 640, height: 320 },
  'a phone on its side': { width: 844, height: 390 },
  'a tablet': { width: 768, height: 1024 },
  'a laptop at a zoom of 400 %': { width: 320, height: 256 },
  'a laptop': { width: 1366, height: 650 },
  'a laptop with wide spacing of text': { width: 1366, height: 650, style: WIDE_SPACING },
  'a phone with wide spacing of text': { width: 390, height: 740, style: WIDE_SPACING },
  'a wide screen': { width: 2560, height: 1440 },
  'a phone with text twice as large': { width: 390, height: 844, text: '200%' },
  'a laptop with text twice as large': { width: 1366, height: 650, text: '200%' },
};

/** Finds layout problems of the page in its current state. */
async function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    // A chip shortens a long message. Its accessible name has the full text.
    const SHORTENED = '.chip-fill, .chip-note';
    const name = (element: Element) =>
      `<${element.localName}${element.id && `#${element.id}`}> "${(element.textContent ?? '').trim().slice(0, 30)}"`;
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest('.visually-hidden, .skip-link, thead, .brand-name, [data-field=status] > .field-label');

    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen');

    const texts: { element: Element; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element || !walker.currentNode.textContent?.trim() || !isSeen(element)) continue;
      if (element.closest(SHORTENED)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) if (box.width > 1) texts.push({ element, box });
    }
    for (const { element, box } of texts) {
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside the screen: ${name(element)}`);
    }
    // The sticky area at the lower edge covers other content on purpose.
    const scrolling = texts.filter(({ element }) => !element.closest('.finish'));
    scrolling.forEach((one, index) => {
      for (const other of scrolling.slice(index + 1)) {
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (width > 2 && height > 4)
          found.push(`overlapping: ${name(one.element)} and ${name(other.element)}`);
      }
    });

    for (const element of document.querySelectorAll('body *')) {
      // Chips can be pushed sideways.
      if (!isSeen(element) || element.matches(`input, .chips, ${SHORTENED}`)) continue;
      const { overflowX, overflowY } = getComputedStyle(element);
      const isCut =
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1);
      if (isCut && element.clientWidth > 0) found.push(`cut: ${name(element)}`);
    }

    for (const control of document.querySelectorAll('a, button, input, select, summary')) {
      if (!isSeen(control)) continue;
      const { display, lineHeight } = getComputedStyle(control);
      const isInText = control.matches('a') && display === 'inline';
      // A click on a label toggles its switch. The label of a choice is its whole tile.
      const label = control.matches('[type=checkbox]') ? (control as HTMLInputElement).labels?.[0] : null;
      const target = label ?? control.closest('.choice') ?? control;
      const { left, right, width, height } = target.getBoundingClientRect();
      if (left < 0 || right > innerWidth) found.push(`outside the screen: ${name(control)}`);
      if (isInText ? parseFloat(lineHeight) < 24 : Math.min(width, height) < 44) {
        found.push(`target too small, ${Math.round(width)} by ${Math.round(height)}: ${name(control)}`);
      }
    }
    return found;
  });
}

async function expectFitsAllSizes(page: Page, state: string): Promise<void> {
  for (const [where, { width, height, text = '', style = '' }] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    await page.evaluate(
      async ({ text, style }) => {
        document.documentElement.style.fontSize = text;
        document.adoptedStyleSheets = [await new CSSStyleSheet().replace(style)];
      },
      { text, style },
    );
    expect.soft(await layoutProblems(page), `${state} on ${where}`).toEqual([]);
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
    document.adoptedStyleSheets = [];
  });
}

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmütze_https://example.org/a/very/long/address';

test.describe('all sizes', () => {
  test('the form fits when empty, with problems and after a success', async ({ page, setStatus }) => {
    await setStatus.open();
    await expectFitsAllSizes(page, 'the empty form');

    await setStatus.unfold('Start later');
    await setStatus.unfold('More');
    await setStatus.assignableId.fill('four');
    await setStatus.until('Choose date and time').check();
    await setStatus.submit();
    await expect(setStatus.problems).toBeVisible();
    await expectFitsAllSizes(page, 'a form with problems');

    await setStatus.assignableId.fill('4');
    await setStatus.until('No end date').check();
    await setStatus.send('Working from home', LONG);
    await expect(setStatus.success).toContainText('Status set');
    await expectFitsAllSizes(page, 'a success');
  });

  test('History and Settings fit with long words', async ({ page, setStatus }) => {
    await setStatus.open();
    await setStatus.unfold('More');
    await setStatus.status('Vacation').check();
    await page.getByLabel('Preset name').fill(LONG);
    await page.getByRole('button', { name: 'Save as preset' }).click();
    await setStatus.send('Vacation', LONG);
    await expect(setStatus.success).toContainText('Status set');

    await navigate(page, 'History');
    await expect(page.getByRole('button', { name: 'Use again' })).toBeVisible();
    await expectFitsAllSizes(page, 'the history');
    await navigate(page, 'Settings');
    await expectFitsAllSizes(page, 'the settings');
  });
});

for (const [where, viewport] of Object.entries({
  'a small phone': { width: 320, height: 568 },
  'a phone': { width: 390, height: 844 },
})) {
  test.describe(`on ${where}`, () => {
    test.use({ viewport });

    test('the button is visible without scrolling, with and without an account', async ({
      page,
      setStatus,
    }) => {
      await setStatus.open();
      await expect(setStatus.button).toBeInViewport({ ratio: 1 });
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await expect(page.getByText('this page needs')).toBeVisible();
      await expect(setStatus.button).toBeInViewport({ ratio: 1 });
    });
  });
}

// Safari on a phone zooms into a control with smaller text.
test('every control has the face of the page and at least 16 px', async ({ page, setStatus }) => {
  await setStatus.open();
  for (const name of ['History', 'Settings', 'Set status'] as const) {
    await navigate(page, name);
    const small = await page.evaluate(() => {
      const face = getComputedStyle(document.documentElement).fontFamily;
      return [...document.querySelectorAll('#main :is(input, select, textarea):not([type=radio], [type=checkbox])')]
        .filter((control) => {
          const { fontSize, fontFamily } = getComputedStyle(control);
          return parseFloat(fontSize) < 16 || fontFamily !== face;
        })
        .map((control) => control.id);
    });
    expect(small, name).toEqual([]);
  }
});

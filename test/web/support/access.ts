import type { Page } from 'playwright-core';

const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]';

/** How far the page is wider than its window, in words; none where nobody has to scroll sideways. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return [];
    const widest = [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3)
      .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`);
    return [`${wide} px wider than its window of ${innerWidth}: ${widest.join(', ')}`];
  });
}

/** Controls that are smaller than `least` px each way. Links in a line of text are excepted, as WCAG does; a label that belongs to a control counts. Rows of a list
 * (`rows`, a selector) may be 48 px high. */
export function smallTargets(page: Page, least: number, rows = ''): Promise<string[]> {
  return page.evaluate(
    ({ least, controls, rows }) => {
      const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      const found: string[] = [];
      for (const one of scope.querySelectorAll<HTMLElement>(controls)) {
        const label = one instanceof HTMLInputElement && /radio|checkbox/.test(one.type) ? one.closest('label') : null;
        const { width, height } = (label ?? one).getBoundingClientRect();
        const isInText = one.tagName === 'A' && getComputedStyle(one).display === 'inline';
        if (width === 0 || height === 0 || isInText || !one.checkVisibility({ checkVisibilityCSS: true })) continue;
        const high = rows && one.matches(rows) ? Math.min(least, 48) : least;
        if (width < least - 0.5 || height < high - 0.5) {
          const name = one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 30) ?? '';
          found.push(
            `${one.tagName.toLowerCase()}.${one.className} "${name}" ${Math.round(width)}×${Math.round(height)} < ${least}`,
          );
        }
      }
      return found;
    },
    { least, controls: CONTROLS, rows },
  );
}

/** Goes through the page by Tab: which controls are not reached, and which do not show that they have the focus. */
export async function byTab(page: Page): Promise<string[]> {
  const wanted = await page.evaluate((controls) => {
    const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    let number = 0;
    const groups = new Set<string>();
    for (const one of scope.querySelectorAll<HTMLElement>(`${controls}, [tabindex="0"]`)) {
      const isOff = (one as HTMLButtonElement).disabled || one.closest('[inert]') !== null || one.tabIndex < 0;
      if (isOff || !one.checkVisibility({ checkVisibilityCSS: true })) continue;
      // A group of radio buttons is one stop.
      if (one instanceof HTMLInputElement && one.type === 'radio') {
        const group = [...scope.querySelectorAll<HTMLInputElement>(`input[name="${one.name}"]`)];
        if (groups.has(one.name) || (group.some(({ checked }) => checked) && !one.checked)) continue;
        groups.add(one.name);
      }
      one.dataset['stop'] = String((number += 1));
    }
    (document.activeElement as HTMLElement | null)?.blur();
    return number;
  }, CONTROLS);
  const reached = new Set<string>();
  const problems = new Set<string>();
  // Day, month, year and the calendar of a date are stops of their own.
  const parts = 4 * (await page.locator('input[type=date]').count());
  for (let press = 0; press < wanted + parts + 3 && reached.size < wanted; press += 1) {
    await page.keyboard.press('Tab');
    const { stop, shows, name } = await page.evaluate(() => {
      const now = document.activeElement as HTMLElement | null;
      const drawn = [now, now?.closest('label'), now?.parentElement].some((one) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
      });
      const name = now?.getAttribute('aria-label') ?? now?.textContent?.trim().slice(0, 30) ?? '';
      return {
        stop: now?.dataset['stop'],
        shows: drawn,
        name: `${now?.tagName.toLowerCase()}.${now?.className} "${name}"`,
      };
    });
    if (stop === undefined) continue;
    reached.add(stop);
    if (!shows) problems.add(`has the focus and does not show it: ${name}`);
  }
  const missed = await page.evaluate(
    (reached) =>
      [...document.querySelectorAll<HTMLElement>('[data-stop]')]
        .filter(({ dataset }) => !reached.includes(dataset['stop']!))
        .map(
          (one) =>
            `is not reached by Tab: ${one.tagName.toLowerCase()}.${one.className} "${one.textContent?.trim().slice(0, 30)}"`,
        ),
    [...reached],
  );
  return [...problems, ...missed];
}

/** Makes every text of the page longer by two fifths, as other languages are; and says which controls and headings it does not fit into. */
export function withLongTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue?.trim() ?? '';
      if (/\p{L}{3,}/u.test(text)) node.nodeValue = `${text} ${text.slice(0, Math.ceil(text.length * 0.4))}`;
    }
    return [
      ...document.querySelectorAll<HTMLElement>(
        'button, [role=tab], label, legend, h1, h2, h3, dt, dd, output, .banner, .tag',
      ),
    ]
      .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.clientWidth > 2)
      .filter((one) => {
        const { overflowX, textOverflow } = getComputedStyle(one);
        if (overflowX !== 'visible' || textOverflow === 'ellipsis') return false;
        // What is laid out apart, such as the number on a tile, is no text that runs over.
        if ([...one.querySelectorAll('*')].some((part) => getComputedStyle(part).position === 'absolute')) return false;
        const text = document.createRange();
        text.selectNodeContents(one);
        const [box, own] = [text.getBoundingClientRect(), one.getBoundingClientRect()];
        return box.right > own.right + 2 || box.left < own.left - 2;
      })
      .map(
        (one) =>
          `does not hold a long text: ${one.tagName.toLowerCase()}.${one.className} "${one.textContent?.trim().slice(0, 40)}"`,
      );
  });
}

/** What moves although somebody asked for no motion. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getTiming().duration) > 1)
      .map(({ effect }) => `moves: ${(effect as KeyframeEffect).target?.className ?? ''}`),
  );
}

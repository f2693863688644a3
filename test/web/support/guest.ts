import type { Locator, Page } from 'playwright-core';

/** Turns to the menu, the cart or the table. */
export const viewOf = (page: Page, index: 0 | 1 | 2): Promise<void> => page.locator('.dock-entry').nth(index).click();

/** A dish of the menu, by its whole name. */
export const dishOf = (page: Page, name: string): Locator =>
  page.locator('.dish', { has: page.locator('.dish-name', { hasText: new RegExp(`^${name}$`) }) }).first();

/** Chooses the first of each group that must have one, and puts it into the cart. */
export async function putIntoCart(page: Page, name: string): Promise<void> {
  await viewOf(page, 0);
  await dishOf(page, name).click();
  for (const group of await page.locator('dialog fieldset', { has: page.locator('input[type=radio]') }).all()) {
    await group.locator('input').first().check();
  }
  await page.locator('.sheet-foot .main').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

/** Sends what is in the cart; the bill is on the screen then. */
export async function orderCart(page: Page): Promise<void> {
  await viewOf(page, 1);
  await page.locator('.sums .whole').waitFor();
  await page.locator('.actions .main').click();
  await page.locator('.bill').first().waitFor();
}

import type { Page } from 'playwright-core';

/** Rupiah in English, as the page writes it. */
export const rupiah = (amount: number): string => `Rp ${amount.toLocaleString('en-US')}`.replace(' ', '\u00a0');

/** A screen takes no press for its first moment: it may be the second tap on what stood there before. */
export async function settled(page: Page): Promise<void> {
  const now = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 500, now);
}

/** Says what is in the drawer, on the screen that asks for it first. */
export async function openShift(page: Page, amount: number): Promise<void> {
  await page.locator('.amount-field input').fill(String(amount));
  await page.getByRole('button', { name: /^Open with/ }).click();
  await page.locator('.tiles').waitFor();
  await settled(page);
}

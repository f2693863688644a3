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

/** Sells pieces of one product in cash, from an empty sale on; the number of the bill. */
export async function sellForCash(page: Page, product: string, pieces: number, total: number): Promise<string> {
  for (let n = 0; n < pieces; n += 1) await page.locator('.tile', { hasText: product }).first().click();
  await page.locator('.cart .grand').waitFor();
  await page.locator('.pay').click();
  await settled(page);
  await page.getByRole('button', { name: `Take ${rupiah(total)}`, exact: true }).click();
  await page.locator('.done').waitFor();
  return (await page.locator('.done h2 .quiet').innerText()).trim();
}

const BETWEEN_KEYS_MS = 5;

/** What a barcode scanner types, with Enter behind it: each key says when it was struck, however busy the machine is that hears of it. */
export async function scan(page: Page, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1_000;
  for (const key of [...code, 'Enter']) {
    timestamp += BETWEEN_KEYS_MS / 1_000;
    const text = key === 'Enter' ? '\r' : key;
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp });
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp });
  }
  await keyboard.detach();
}

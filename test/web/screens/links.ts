import type { Actor } from '../support/index.js';
import type { Screen } from './screen.js';

/** The pages that mails lead to, the first page, and where staff sign in. */
export const LINKS: readonly Screen[] = [
  { name: 'home', reach: async ({ page }) => void (await page.goto('/')) },
  ...(['kitchen', 'till'] as const).map((name) => ({
    name: `${name}-sign-in`,
    reach: async ({ page }: Actor) => {
      await page.goto(`/${name}/`);
      await page.locator('form.sign-in').waitFor();
    },
  })),
  {
    name: 'password-ask',
    reach: async ({ page }) => {
      await page.goto('/reset-password');
      await page.locator('input[name=email]').waitFor();
    },
  },
  {
    name: 'password-new',
    reach: async ({ page }) => {
      await page.goto('/reset-password?token=kQ3vT8xW2mZ7pL5rN9cB4hJ6sD1fG0yA');
      await page.locator('form button[type=submit]').click();
      await page.locator('.field .error').waitFor();
    },
  },
  {
    name: 'parcel-unknown',
    reach: async ({ page }) => {
      await page.goto('/tracking/BR123456785BR');
      await page.locator('.field .error').waitFor();
    },
  },
  {
    name: 'order-sign-in',
    reach: async ({ page }) => {
      await page.goto('/orders/01dfe56c-8672-526e-98bc-932e430d42b3');
      await page.locator('form button[type=submit]').click();
      await page.locator('input[aria-invalid=true]').first().waitFor();
    },
  },
];

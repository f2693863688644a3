import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { TestEnvironment } from 'jest-environment-node';

const LINES = 60;
const WITHIN_MS = 5_000;

/** When a test fails, prints what every open page said at that moment, and keeps a picture of it in `.data/web-failures`. */
export default class BrowserEnvironment extends TestEnvironment {
  async handleTestEvent(event) {
    if (event.name !== 'test_fn_failure') return;
    const folder = join(process.cwd(), '.data', 'web-failures');
    mkdirSync(folder, { recursive: true });
    const pages = this.global.comandaOpenPages?.() ?? [];
    for (const [index, page] of pages.entries()) {
      const name = `${event.test.name}-${index}`.replace(/[^\w-]+/g, '-').slice(0, 120);
      await this.show(page, join(folder, `${name}.png`)).catch((fault) => process.stderr.write(`${fault}\n`));
    }
  }

  async show(page, path) {
    const lines = (await within(page.locator('body').innerText())).split('\n').filter((line) => line.trim() !== '');
    process.stderr.write(`\n--- ${page.url()} (${path}) ---\n${lines.slice(0, LINES).join('\n')}\n`);
    await page.screenshot({ path, timeout: WITHIN_MS });
  }
}

/** A page whose script hangs must not hold up the test's end. */
function within(answer) {
  return Promise.race([
    answer,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error('The page does not answer.')), WITHIN_MS).unref();
    }),
  ]);
}

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import type { Page } from 'playwright-core';

import { ROOT } from '../../support/processes.js';
import type { Actor } from './actor.js';
import { type DemoUser, PASSWORD } from './site.js';

const FILES = 'bench-files';
let built: Promise<string> | undefined;

/** Builds the shared modules of the pages that only a browser can run, and resolves with the folder. */
async function build(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'comanda-bench-'));
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const source = join(ROOT, 'test', 'web', 'pages', 'live');
  const options = ['--outDir', folder, '--assetsDir', FILES, '--logLevel', 'warn', '--emptyOutDir'];
  await promisify(execFile)(process.execPath, [vite, 'build', source, ...options]);
  return folder;
}

/** Puts a page with nothing but the shared modules at an address of the site, and signs in on it: what it holds is `window.bench`. */
export async function openBench(someone: Actor, at: { readonly url: string }, username: DemoUser): Promise<Page> {
  const { page, context } = someone;
  const folder = await (built ??= build());
  await context.route('**/bench', (route) =>
    route.fulfill({ contentType: 'text/html', body: readFileSync(join(folder, 'index.html')) }),
  );
  await context.route(`**/${FILES}/*`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(join(folder, FILES, basename(new URL(route.request().url()).pathname))),
    }),
  );
  await page.goto(`${at.url}/bench`);
  await page.waitForFunction('window.openBench');
  await page.evaluate(`openBench(${JSON.stringify(username)}, ${JSON.stringify(PASSWORD)})`);
  await page.waitForFunction("bench.live?.state.value === 'live'");
  return page;
}

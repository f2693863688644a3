import { existsSync } from 'node:fs';

import { describe } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

import { onCleanup } from '../../support/cleanup.js';

const PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=user-gesture-required'];

/** A suite with a browser. Without one it is skipped and prints what is missing; where `CI` is true it fails. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (existsSync(PATH) || process.env['CI'] === 'true') {
    describe(name, suite);
    return;
  }
  process.stderr.write(`Skipped, since ${PATH} is not there (apt-get install chromium, or CHROMIUM_PATH): ${name}\n`);
  describe.skip(name, suite);
}

let shared: Promise<Browser> | undefined;

/** The file's one Chromium; ended after its last test. `flags` are for a browser of its own. */
export function browser(...flags: readonly string[]): Promise<Browser> {
  if (flags.length > 0) return start(flags);
  return (shared ??= start([]));
}

async function start(flags: readonly string[]): Promise<Browser> {
  const started = await chromium.launch({ executablePath: PATH, args: [...FLAGS, ...flags] });
  onCleanup(() => started.close());
  return started;
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'migrations');
const SUMS = 'SHA256SUMS';
/** The last of those that 0.2 begins with, one a module. */
const LAST_OF_0_2 = '1795910417000-reporting.ts';

const modules = readdirSync(join(ROOT, 'libs')).filter((name) => name !== 'kernel');
const files = readdirSync(FOLDER)
  .filter((name) => name !== SUMS)
  .sort();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n');

/** `<timestamp>-<module>.ts`, or `<timestamp>-<module>-<what-it-does>.ts`. */
function partsOf(file: string): { module: string; what: string; className: string } {
  const [, timestamp = '', module = '', what = ''] = /^(\d{13})-([a-z]+)((?:-[a-z0-9]+)*)\.ts$/.exec(file) ?? [];
  const words = [module, ...what.split('-')].map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return { module, what, className: words.join('') + timestamp };
}

describe('migrations', () => {
  it('are named after an existing module', () => {
    expect(files.filter((file) => !modules.includes(partsOf(file).module))).toEqual([]);
  });

  it('have one class each, named like the file', () => {
    const classes = files.map((file) => [...textOf(file).matchAll(/^export class (\w+)/gm)].map(([, name]) => name));

    expect(classes).toEqual(files.map((file) => [partsOf(file).className]));
  });

  it('that came after 0.2 run after those of 0.2', () => {
    expect(files.filter((file) => partsOf(file).what && file < LAST_OF_0_2)).toEqual([]);
  });

  it('are never edited: each has its line in SHA256SUMS, where a new one gets one too (see CONTRIBUTING.md)', () => {
    const sums = files.map((file) => `${createHash('sha256').update(textOf(file)).digest('hex')}  ${file}`);

    expect(textOf(SUMS).trimEnd().split('\n')).toEqual(sums);
  });
});

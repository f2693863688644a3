import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
];

/** What a page links to, and what it names in backticks as a file or folder of the repository. */
function pathsIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to = '']) => join(dirname(page), to));
  const named = [...text.matchAll(/`((?:apps|libs|test|docs|migrations|scripts)\/[\w./-]*)`/g)].map(
    ([, to = '']) => to,
  );
  return [...links, ...named];
}

describe('README and docs', () => {
  it.each(PAGES)('%s names no file that is not there', (page) => {
    expect(pathsIn(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('have a front page of less than 150 lines, from which every other page is reached', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length).toBeLessThan(150);
    expect(PAGES.filter((page) => page !== 'README.md' && !pathsIn('README.md').includes(page))).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCS = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const OF_MODULES = readdirSync(join(ROOT, 'libs'))
  .map((name) => join('libs', name, 'README.md'))
  .filter((page) => existsSync(join(ROOT, page)));
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...DOCS];

/** What a page links to, and what it names in backticks as a file or folder of the repository. */
function pathsIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to = '']) => join(dirname(page), to));
  const named = [...text.matchAll(/`((?:apps|libs|test|docs|migrations|scripts)\/[\w./-]*)`/g)].map(
    ([, to = '']) => to,
  );
  return [...links, ...named];
}

/** The pages that a reader comes to from this one, however many steps it takes. */
function reachedFrom(page: string, seen = new Set<string>()): Set<string> {
  for (const next of pathsIn(page).filter((path) => PAGES.includes(path) && !seen.has(path))) {
    seen.add(next);
    reachedFrom(next, seen);
  }
  return seen;
}

describe('README and docs', () => {
  it.each([...PAGES, ...OF_MODULES])('%s names no file that is not there', (page) => {
    expect(pathsIn(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('have a front page of less than 150 lines, from which every other page is reached', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length).toBeLessThan(150);
    const reached = reachedFrom('README.md');
    expect(PAGES.filter((page) => page !== 'README.md' && !reached.has(page))).toEqual([]);
  });
});

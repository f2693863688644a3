// npm run web:budgets: fails when a page of the built apps/web is larger than apps/web/build/pages.ts lets it be.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { HOME_LANGUAGES, STYLE_BUDGET, WEB_PAGES } from '../../apps/web/build/pages.js';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'web');
const WORDS = /^shared\/words\/([\w-]+)\/(\w+)\.ts$/;
type Chunks = Readonly<Record<string, Chunk>>;

const chunksOf = (page: string) => JSON.parse(readFileSync(join(BUILT, '.vite', `${page}.json`), 'utf8')) as Chunks;

const packed = (file: string): number => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length;
const sizeOf = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + packed(file), 0);

/** A module and everything that is loaded with it. */
function loadedWith(chunks: Chunks, name: string, seen = new Set<string>()): Set<string> {
  if (!seen.has(name)) {
    seen.add(name);
    chunks[name]?.imports?.forEach((next) => loadedWith(chunks, next, seen));
  }
  return seen;
}
const filesOf = (chunks: Chunks, names: Iterable<string>) =>
  new Set([...names].flatMap((name) => chunks[name]?.file ?? []));

const faults: string[] = [];
function hold(what: string, bytes: number, budget: number): void {
  const said = `${what}: ${(bytes / 1_000).toFixed(1)} of ${budget} kB`;
  process.stdout.write(`${said}\n`);
  if (bytes > budget * 1_000) faults.push(said);
}

for (const { name, budget } of WEB_PAGES) {
  const chunks = chunksOf(name);
  const first = loadedWith(chunks, `${name}/index.html`);
  const later = [...first].flatMap((module) => chunks[module]?.dynamicImports ?? []);
  const words = later.filter((module) => WORDS.test(module));
  const perLanguage = HOME_LANGUAGES.map((language) =>
    sizeOf(
      filesOf(
        chunks,
        words.filter((module) => WORDS.exec(module)?.[1] === language),
      ),
    ),
  );
  const largestWords = Math.max(...perLanguage);
  const all = new Set(first);
  later.filter((module) => !WORDS.test(module)).forEach((module) => loadedWith(chunks, module, all));
  const styles = new Set([...all].flatMap((module) => chunks[module]?.css ?? []));
  hold(`${name}, script before it can be used`, sizeOf(filesOf(chunks, first)) + largestWords, budget.first);
  hold(`${name}, script in all`, sizeOf(filesOf(chunks, all)) + largestWords, budget.all);
  hold(`${name}, style`, sizeOf(styles), STYLE_BUDGET);
}
for (const language of HOME_LANGUAGES) {
  const html = readFileSync(join(BUILT, 'home', `${language}.html`), 'utf8');
  if (html.includes('<script')) faults.push(`home/${language}.html has a script`);
}

if (faults.length > 0) process.stderr.write(`\nOver their budgets:\n${faults.join('\n')}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

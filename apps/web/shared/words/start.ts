import type { Language } from './language.js';
import { begin, type Words, type WordsPart } from './index.js';

/** One file a language and part: a page loads two of them. */
const FILES = import.meta.glob<Partial<Words>>('./{en,id,pt-BR}/*.ts');

/** Loads the page's texts in the person's language, before the first drawing. */
export function startWords(...parts: readonly WordsPart[]): Promise<void> {
  return begin(async (language: Language) => {
    const names = ['common', ...parts].map((part) => `./${language}/${part}.ts`);
    const loaded = await Promise.all(names.map(async (name) => FILES[name]?.()));
    return Object.assign({}, ...loaded) as Partial<Words>;
  });
}

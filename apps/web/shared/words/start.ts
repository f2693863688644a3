import type { Language } from './language.js';
import { begin, type Words } from './index.js';

/** Files of texts by their paths, which end with `/<language>/<part>.ts`: `import.meta.glob` over what a page speaks of. */
export type WordFiles = Readonly<Record<string, () => Promise<Partial<Words>>>>;

/** Loads the page's texts in the person's language, before the first drawing. */
export function startWords(files: WordFiles): Promise<void> {
  return begin(async (language: Language) => {
    const own = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
    const loaded = await Promise.all(own.map(async ([, load]) => load()));
    return Object.assign({}, ...loaded) as Partial<Words>;
  });
}

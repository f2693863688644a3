import type { Language } from './language.js';
import { begin, type Words } from './index.js';

/** Files of texts by their paths, which end with `/<language>/<part>.ts`: `import.meta.glob` over what a page speaks of. */
export type WordFiles = Readonly<Record<string, () => Promise<Partial<Words> | undefined>>>;

/** Until a file that did not come is asked for again. */
const AGAIN_MS = 3_000;
/** Loads the page's texts in the person's language, before the first drawing: however long that takes, the page shows what its HTML holds. */
export function startWords(files: WordFiles): Promise<void> {
  return begin(async (language: Language) => {
    const own = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
    for (;;) {
      const loaded = await Promise.all(own.map(([, load]) => load().catch(() => undefined)));
      if (loaded.every(Boolean)) return Object.assign({}, ...loaded) as Partial<Words>;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  });
}

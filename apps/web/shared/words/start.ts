import type { Language } from './language.js';
import { begin, type Words } from './index.js';

/** Files of texts by their paths, which end with `/<language>/<part>.ts`: `import.meta.glob` over what a page speaks of. */
export type WordFiles = Readonly<Record<string, () => Promise<Partial<Words> | undefined>>>;

/** Until a file that did not come is asked for again. */
const AGAIN_MS = 3_000;
/** What a page says that has no texts yet. */
const NOT_LOADED: Readonly<Record<Language, string>> = {
  en: 'The page could not be loaded whole. Trying again…',
  id: 'Halaman tidak termuat utuh. Mencoba lagi…',
  'pt-BR': 'A página não carregou por inteiro. Tentando de novo…',
};

/** Loads the page's texts in the person's language, before the first drawing. */
export function startWords(files: WordFiles): Promise<void> {
  return begin(async (language: Language) => {
    const own = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
    let said: Element | undefined;
    for (;;) {
      const loaded = await Promise.all(own.map(([, load]) => load().catch(() => undefined)));
      if (loaded.every(Boolean)) {
        said?.remove();
        return Object.assign({}, ...loaded) as Partial<Words>;
      }
      said ??= sayNotLoaded(language);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  });
}

/** Never an empty page. What is drawn already stays. */
function sayNotLoaded(language: Language): Element | undefined {
  const root = document.getElementById('app');
  if (!root || root.childElementCount > 0) return undefined;
  const said = document.createElement('p');
  said.className = 'column';
  said.setAttribute('role', 'status');
  said.textContent = NOT_LOADED[language];
  root.append(said);
  return said;
}

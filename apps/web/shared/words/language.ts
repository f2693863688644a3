import { signal } from '@preact/signals';

export const LANGUAGES = ['en', 'id', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The names that speakers of a language know it by. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  id: 'Bahasa Indonesia',
  'pt-BR': 'Português (Brasil)',
};

/** The language that the page is in. */
export const language = signal<Language>('en');

/** The first of `tags` that we have: `pt-PT` and `pt` are read as `pt-BR`. Null when there is none. */
export function languageAmong(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const [main = ''] = tag.toLowerCase().split('-');
    const found = LANGUAGES.find((one) => one.toLowerCase().split('-')[0] === main);
    if (found) return found;
  }
  return null;
}

/** Forms of a text by number, as `Intl.PluralRules` names them. */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** The form of a text that goes with a number in the page's language. Portuguese counts zero as one. */
export const plural = (n: number, forms: Forms): string =>
  forms[new Intl.PluralRules(language.value).select(n)] ?? forms.other;

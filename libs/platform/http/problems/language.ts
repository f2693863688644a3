export type Language = 'en' | 'id' | 'pt-BR';

/** The best of `en`, `id` and `pt-BR` for an Accept-Language header; `fallback` when it names none of them. */
export const languageOf = (acceptLanguage: string | undefined, fallback: Language = 'en'): Language =>
  preferredLanguage(acceptLanguage) ?? fallback;

/** The same, and undefined when the header names none of them. */
export function preferredLanguage(acceptLanguage: string | undefined): Language | undefined {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (tag === 'id' || tag.startsWith('id-')) return 'id';
    if (tag === 'pt' || tag.startsWith('pt-')) return 'pt-BR';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return undefined;
}

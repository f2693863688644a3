/**
 * One sentence as the code says it in English, then in Indonesian, then in Brazilian Portuguese. `{0}`, `{1}` … stand for values, which
 * keep their number in every language: `['Only {0} of {1} left.', 'Hanya {0} {1} tersisa.', 'Restam apenas {0} de {1}.']`.
 */
export type Translated = readonly [en: string, id: string, ptBr: string];

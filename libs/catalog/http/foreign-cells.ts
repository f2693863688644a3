const LONGEST_DESCRIPTION = 2_000;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#039': "'",
};

/** HTML as the text that it shows, cut to what a description may have. */
export function plainText(html: string): string {
  const text = html
    .replace(/\\n/g, '\n')
    .replace(/<(br|\/p|\/li|\/div)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  const characters = [...text];
  return characters.length > LONGEST_DESCRIPTION ? `${characters.slice(0, LONGEST_DESCRIPTION - 1).join('')}…` : text;
}

/** `Drinks > Coffee, Promo` is `Coffee`: a product has one category. */
export const leafOf = (categories: string): string =>
  categories
    .split(/,(?!\s*\d)/)[0]
    ?.split(' > ')
    .at(-1)
    ?.trim() ?? '';

/** The first picture, where it has an address that a browser may load. */
export const pictureOf = (pictures: string): string => /https:\/\/[^\s,|]+/.exec(pictures)?.[0] ?? '';

export const variantName = (name: string, values: readonly string[]): string => {
  const said = values.filter((value) => value !== '');
  return said.length === 0 ? name : `${name} - ${said.join(' / ')}`;
};

/** Pieces, without the decimals that some write; what was sold below nothing is nothing. What is no count stays, to be refused. */
export const onHand = (count: string): string => {
  if (/^-\d+([.,]\d+)?$/.test(count)) return '0';
  return count.replace(/[.,]0+$/, '');
};

/** The first that is there, each with the grams in one of it. */
export const inGrams = (...weights: readonly (readonly [text: string, grams: number])[]): string => {
  const [text, grams] = weights.find(([one]) => one !== '') ?? ['', 1];
  return scaled(text, grams);
};

export const inMillimetres = (centimetres: string): string => scaled(centimetres, 10);

function scaled(text: string, by: number): string {
  const value = Number(text.replace(',', '.'));
  return text === '' || !Number.isFinite(value) ? text : String(Math.round(value * by));
}

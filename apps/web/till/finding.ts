interface Findable {
  readonly name: string;
  readonly sku: string | null;
  readonly barcode: string | null;
}

/** As people type it: without case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What has all the words in its name, in any order; those that begin with them first. A whole code is found before any name. */
export function found<T extends Findable>(products: readonly T[], query: string): readonly T[] {
  const text = plain(query.trim());
  const exact = products.filter(({ sku, barcode }) =>
    [sku, barcode].some((code) => code !== null && plain(code) === text),
  );
  if (exact.length > 0) return exact;
  const words = text.split(/\s+/);
  const rank = (product: T): number => {
    const name = plain(product.name);
    if (name.startsWith(text)) return 0;
    const starts = name.split(/[\s-]+/);
    return words.every((word) => starts.some((start) => start.startsWith(word))) ? 1 : 2;
  };
  return products
    .filter(({ name }) => words.every((word) => plain(name).includes(word)))
    .map((product, at) => ({ product, at, rank: rank(product) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ product }) => product);
}

import type { Schemas } from './api.js';

type Menu = Schemas['MenuResponse'];
type Product = Schemas['ProductResponse'];

/** What is sold of a menu: a product that comes in variants is there as each of them, in their order. */
export const asSold = (menu: Menu): Product[] =>
  menu.categories.flatMap(({ products }) => products.flatMap(variantsOf));

/** A product's variants as products of their own; the product itself where it has none. */
export function variantsOf({ variants, ...product }: Product): Product[] {
  if (!variants) return [product];
  return variants.map((own) => ({ ...product, ...own, name: `${product.name}, ${own.name}` }));
}

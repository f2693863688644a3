import type { Schemas } from './api.js';

type Menu = Schemas['MenuResponse'];
type Product = Schemas['ProductResponse'];

/** The menu as it is sold: a product that comes in variants is there as each of them, in their order. */
export const asSold = (menu: Menu): Menu => ({
  ...menu,
  categories: menu.categories.map((category) => ({ ...category, products: category.products.flatMap(sold) })),
});

function sold({ variants, ...product }: Product): Product[] {
  if (!variants) return [product];
  return variants.map((own) => ({ ...product, ...own, name: `${product.name}, ${own.name}` }));
}

import type { ProductView } from '../catalog.ports.js';

/**
 * Products in their order, each that has variants with them, in the order of their positions; `parents` alone get theirs. A variant whose parent is
 * not among the products stays as it is.
 */
export function grouped(
  products: readonly ProductView[],
  parents: ReadonlySet<string> = new Set(products.filter(({ hasVariants }) => hasVariants).map(({ id }) => id)),
): readonly ProductView[] {
  if (parents.size === 0) return products;
  const variants = new Map<string, ProductView[]>([...parents].map((id) => [id, []]));
  const tops = products.filter((product) => {
    const siblings = product.parentId === undefined ? undefined : variants.get(product.parentId);
    siblings?.push(product);
    return !siblings;
  });
  return tops.map((product) => {
    const own = product.hasVariants ? variants.get(product.id) : undefined;
    return own ? { ...product, variants: own.sort(byPosition) } : product;
  });
}

const byPosition = (a: ProductView, b: ProductView): number =>
  (a.variant?.position ?? 0) - (b.variant?.position ?? 0) || (a.id < b.id ? -1 : 1);

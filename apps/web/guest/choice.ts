import type { Schemas } from '../shared/api.js';
import { addedBy, type Group, type Picked, wishesOf } from '../shared/choices.js';

export type Product = Schemas['ProductResponse'];

/** How a group is shown: one of several, some of several, or a number of each. */
export function kindOf({ min, max, options }: Group): 'radio' | 'check' | 'count' {
  if (max === 1 && min === 1) return 'radio';
  return max > options.length ? 'count' : 'check';
}

/** What one costs so, as the menu says; what it comes to with taxes is the server's to say. */
export const priceOf = ({ price, modifier_groups: groups }: Product, picked: Picked): number =>
  price + addedBy(groups, picked);

/** The product with its variants as the first choice: one of them, for what it costs more than the product. */
export const withVariants = (product: Product): Product =>
  product.variants
    ? {
        ...product,
        modifier_groups: [
          {
            id: product.id,
            name: Object.keys(product.variants[0]?.options ?? {}).join(', ') || product.name,
            min: 1,
            max: 1,
            options: product.variants.map(({ id, name, price, available }) => ({
              ...{ id, name, available },
              price_delta: price - product.price,
            })),
          },
          ...product.modifier_groups,
        ],
      }
    : product;

/** What is ordered of it: the variant that was chosen where it has some, and the other choices. */
export function orderedOf({ id, variants, modifier_groups: groups }: Product, picked: Picked) {
  const product_id = variants?.find((one) => picked.counts[one.id])?.id ?? id;
  return { product_id, options: wishesOf(groups.slice(variants ? 1 : 0), picked) };
}

import type { Schemas } from '../shared/api.js';

export type Product = Schemas['ProductResponse'];
export type Group = Product['modifier_groups'][number];

/** How many of each option, by its id; of a variant too. */
export type Chosen = Readonly<Record<string, number>>;

/** How a group is shown: one of several, some of several, or a number of each. */
export function kindOf({ min, max, options }: Group): 'radio' | 'check' | 'count' {
  if (max === 1 && min === 1) return 'radio';
  return max > options.length ? 'count' : 'check';
}

export const countIn = (group: Group, chosen: Chosen): number =>
  group.options.reduce((sum, { id }) => sum + (chosen[id] ?? 0), 0);

/** Whether a group has what it asks for. */
export const isFilled = (group: Group, chosen: Chosen): boolean => {
  const count = countIn(group, chosen);
  return count >= group.min && count <= group.max;
};

/** The choice with so many of an option. Of a group of one it takes the place of the others; of a full group nothing more is taken. */
export function choose(group: Group, chosen: Chosen, optionId: string, count: number): Chosen {
  const others = group.max === 1 ? Object.fromEntries(group.options.map(({ id }) => [id, 0])) : {};
  const next = { ...chosen, ...others, [optionId]: count };
  return countIn(group, next) > group.max && count > (chosen[optionId] ?? 0) ? chosen : next;
}

/** What is chosen before anybody chooses: the only option that is left of a group that must have one. */
export function usualChoice({ modifier_groups: groups }: Product): Chosen {
  const only = groups.flatMap((group) => {
    const left = group.options.filter(({ available }) => available);
    return group.min === 1 && group.max === 1 && left.length === 1 ? left : [];
  });
  return Object.fromEntries(only.map(({ id }) => [id, 1]));
}

/** What one costs so, as the menu says; what it comes to with taxes is the server's to say. */
export const priceOf = ({ price, modifier_groups: groups }: Product, chosen: Chosen): number =>
  groups
    .flatMap(({ options }) => options)
    .reduce((sum, { id, price_delta: more }) => sum + more * (chosen[id] ?? 0), price);

export const optionsOf = (chosen: Chosen): { option_id: string; quantity: number }[] =>
  Object.entries(chosen).flatMap(([option_id, quantity]) => (quantity > 0 ? [{ option_id, quantity }] : []));

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
            options: product.variants.map((one) => ({ ...one, price_delta: one.price - product.price })),
          },
          ...product.modifier_groups,
        ],
      }
    : product;

/** What is ordered of it: the variant that was chosen where it has some, and the other choices. */
export function orderedOf({ id, variants }: Product, chosen: Chosen) {
  const product_id = variants?.find((one) => chosen[one.id])?.id ?? id;
  return { product_id, options: optionsOf({ ...chosen, [product_id]: 0 }) };
}

import { signal } from '@preact/signals';

import {
  addedByOption,
  missingIn as missing,
  nameSaid,
  type Picked,
  pickedOf,
  textsOf,
  wishesOf,
} from '../shared/choices.js';
import { newId } from '../shared/uuid.js';
import { addLine, type Choice, wishOf } from './cart.js';
import type { Product } from './shop.js';
import type { Till } from './till.js';

/** The product whose choices are being made. */
export const choosing = signal<Product | null>(null);

/** Takes a product into the sale; asks first where a choice has to be made. */
export function pick(till: Till, product: Product): void {
  if (!product.available) return;
  if (product.variants || product.open_price || product.modifier_groups.length > 0) choosing.value = product;
  else take(till, product);
}

/** What was asked of a product before it is taken. */
interface Wanted {
  readonly choices?: readonly Choice[];
  readonly quantity?: number;
  readonly note?: string;
  /** The price of one that somebody said, in the smallest unit; the product's own when absent. */
  readonly openPrice?: number | undefined;
}

export function take(till: Till, product: Product, wanted: Wanted = {}): void {
  const { choices = [], quantity = 1, note = '', openPrice } = wanted;
  const { cart, last } = till.selling;
  last.value = null;
  const unitPrice = choices.reduce((sum, one) => sum + one.priceDelta * one.quantity, openPrice ?? product.price);
  const about = { productId: product.id, name: product.name, unitPrice, quantity, choices, note };
  const line = openPrice === undefined ? about : { ...about, openPrice };
  cart.value = addLine(cart.value, line, newId());
}

/** Groups that do not have what they ask for. */
export const missingIn = (product: Product, choices: readonly Choice[]): Product['modifier_groups'] =>
  missing(product.modifier_groups, pickedIn(choices));

/** What is chosen, at every level. */
export const pickedIn = (choices: readonly Choice[]): Picked => pickedOf(choices.map(wishOf));

/** What is chosen, as the sale and its lines keep it. */
export const choicesIn = ({ modifier_groups: groups }: Product, picked: Picked): readonly Choice[] => {
  const wishes = new Map(wishesOf(groups, picked).map((wish) => [wish.option_id, wish]));
  return groups.flatMap((group) =>
    group.options.flatMap((option): Choice[] => {
      const wish = wishes.get(option.id);
      if (!wish) return [];
      const { quantity, pre, modifiers } = wish;
      const own = nameSaid(group, option, pre ?? []);
      const below = textsOf(option.modifier_groups ?? [], picked);
      return [
        {
          optionId: option.id,
          name: below.length > 0 && modifiers ? `${own} (${below.join(', ')})` : own,
          quantity,
          priceDelta: addedByOption(group, option, picked) / quantity,
          ...((pre ?? modifiers) && { wish }),
        },
      ];
    }),
  );
};

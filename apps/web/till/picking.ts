import { signal } from '@preact/signals';

import { newId } from '../shared/uuid.js';
import { addLine, type Choice } from './cart.js';
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

/** Groups whose least number of choices is not reached. */
export const missingIn = (product: Product, choices: readonly Choice[]): Product['modifier_groups'] =>
  product.modifier_groups.filter((group) => {
    const ids = new Set(group.options.map(({ id }) => id));
    const chosen = choices.reduce((sum, { optionId, quantity }) => (ids.has(optionId) ? sum + quantity : sum), 0);
    return chosen < group.min;
  });

import { conflict, type DomainError, ruleBroken } from '#libs/kernel';

import { LARGEST_STOCK, type PostedStock } from './stock-ledger.js';

/** Refuses a posting that was not applied. `names` are for the person who reads the message. */
export function refusalOf(stock: readonly PostedStock[], names: ReadonlyMap<string, string>): DomainError {
  const short = stock.filter(({ after }) => after < 0);
  if (short.length === 0) {
    return ruleBroken('STOCK_TOO_LARGE', `An outlet can hold ${LARGEST_STOCK} pieces of a product at most.`);
  }
  const details = {
    items: short.map(({ productId, before, after }) => ({
      product_id: productId,
      requested: before - after,
      available: before,
    })),
  };
  const left = short.map(({ productId, before }) => ({ name: names.get(productId) ?? '?', before }));
  const [first] = left;
  if (left.length > 1 || !first) {
    const list = left.map(({ name, before }) => `${name} (${before})`).join(', ');
    return conflict('INSUFFICIENT_STOCK', `Too little is left of these: ${list}.`, details);
  }
  return first.before === 0
    ? conflict('INSUFFICIENT_STOCK', `There is no ${first.name} left.`, details)
    : conflict('INSUFFICIENT_STOCK', `Only ${first.before} of ${first.name} left.`, details);
}

import { conflict, type DomainError, ruleBroken } from '#libs/kernel';

import { LARGEST_STOCK, type PostedStock } from './stock-ledger.js';

/** Refuses a posting that was not applied. `names` are for the person who reads the message. */
export function refusalOf(stock: readonly PostedStock[], names: ReadonlyMap<string, string>): DomainError {
  const short = stock.filter(({ after }) => after < 0);
  if (short.length === 0) {
    return ruleBroken('STOCK_TOO_LARGE', `An outlet can hold ${LARGEST_STOCK} pieces of a product at most.`);
  }
  const left = short.map(({ productId, before }) => `${before} of ${names.get(productId) ?? 'a product'}`);
  const message =
    short.length === 1 && short[0]?.before === 0
      ? `There is no ${names.get(short[0].productId) ?? 'stock'} left.`
      : `Only ${listed(left)} ${short.length === 1 && short[0]?.before === 1 ? 'is' : 'are'} left.`;
  const isSoldOut = short.every(({ before }) => before === 0);
  return conflict('INSUFFICIENT_STOCK', message, {
    ...(isSoldOut && { unavailable_reason: 'SOLD_OUT' }),
    items: short.map(({ productId, before, after }) => ({
      product_id: productId,
      requested: before - after,
      available: before,
    })),
  });
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

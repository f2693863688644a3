import { conflict, DomainError, invalid, notFound, ruleBroken } from '#libs/kernel';

import { LARGEST_STOCK, type PostedStock } from './stock.js';

/** Refuses a posting that was not applied. `names` are for the person who reads the message. */
export function refusalOf(stock: readonly PostedStock[], names: ReadonlyMap<string, string>): DomainError {
  const short = stock.filter(({ after }) => after < 0);
  if (short.length === 0) {
    return ruleBroken('STOCK_TOO_LARGE', `An outlet can hold ${LARGEST_STOCK} pieces of a product at most.`);
  }
  const isSoldOut = short.every(({ before }) => before === 0);
  const details = {
    ...(isSoldOut && { unavailable_reason: 'SOLD_OUT' }),
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

export const productNotFound = () => notFound('product', 'PRODUCT_NOT_FOUND');
export const stockCountNotFound = () => notFound('stock count', 'STOCK_COUNT_NOT_FOUND');

export const productsNotFound = (productIds: readonly string[]) =>
  new DomainError('not_found', 'PRODUCT_NOT_FOUND', 'This outlet does not sell all of these products.', {
    product_ids: productIds,
  });

export const outletRequired = () =>
  invalid('OUTLET_REQUIRED', 'Several of your outlets sell this product: say which with outlet_id.', [
    { pointer: '/outlet_id', code: 'OUTLET_REQUIRED', message: 'outlet_id is needed here' },
  ]);

import { conflict } from '#libs/kernel';

import type { SellableProduct } from './catalog.api.js';

/** Throws `PRODUCT_UNAVAILABLE` (409) for what is 86'd, or lacks a choice that it needs. */
export function assertAvailable({ id, name, unavailableReason }: SellableProduct): void {
  if (unavailableReason === null) return;
  const details = { product_id: id, unavailable_reason: unavailableReason };
  if (unavailableReason === 'STOPPED') {
    throw conflict('PRODUCT_UNAVAILABLE', `${name} is sold out at the moment.`, details);
  }
  throw conflict('PRODUCT_UNAVAILABLE', `${name} needs a choice of which nothing is left at the moment.`, details);
}

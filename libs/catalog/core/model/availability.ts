import { conflict } from '#libs/kernel';

import type { SellableProduct } from '../catalog.api.js';

/** Whether a product may be sold, as far as its stops and its choices say. */
export function standingOf(
  isStopped: boolean,
  isWithoutChoice: boolean,
): Pick<SellableProduct, 'available' | 'unavailableReason'> {
  const unavailableReason = isStopped ? 'STOPPED' : isWithoutChoice ? 'NO_CHOICE' : null;
  return { available: unavailableReason === null, unavailableReason };
}

/** Throws `PRODUCT_UNAVAILABLE` for a product that is stopped (86'd), or that needs a choice of which nothing is left. */
export function assertAvailable({ id, name, unavailableReason }: SellableProduct): void {
  if (unavailableReason === null) return;
  const details = { product_id: id, unavailable_reason: unavailableReason };
  if (unavailableReason === 'STOPPED') {
    throw conflict('PRODUCT_UNAVAILABLE', `${name} is sold out at the moment.`, details);
  }
  throw conflict('PRODUCT_UNAVAILABLE', `${name} needs a choice of which nothing is left at the moment.`, details);
}

import { conflict } from '#libs/kernel';

import type { SellableProduct } from '../catalog.api.js';
import { variantRequired } from './catalog.errors.js';

/** Whether a product may be sold, as far as its stops and its choices say. */
export function standingOf(
  isStopped: boolean,
  isWithoutChoice: boolean,
): Pick<SellableProduct, 'available' | 'unavailableReason'> {
  const unavailableReason = isStopped ? 'STOPPED' : isWithoutChoice ? 'NO_CHOICE' : null;
  return { available: unavailableReason === null, unavailableReason };
}

/**
 * Throws `VARIANT_REQUIRED` for a product that is sold as its variants, and `PRODUCT_UNAVAILABLE` for one that is stopped (86'd), that is not
 * offered, or that needs a choice of which nothing is left.
 */
export function assertAvailable(product: SellableProduct): void {
  const { id, name, unavailableReason } = product;
  if (product.hasVariants) throw variantRequired(product);
  if (unavailableReason === null) return;
  const details = { product_id: id, unavailable_reason: unavailableReason };
  if (unavailableReason === 'STOPPED') {
    throw conflict('PRODUCT_UNAVAILABLE', `${name} is sold out at the moment.`, details);
  }
  if (unavailableReason === 'OFF_MENU') {
    throw conflict('PRODUCT_UNAVAILABLE', `${name} is not on the menu at this hour.`, details);
  }
  if (unavailableReason === 'HIDDEN') {
    throw conflict('PRODUCT_UNAVAILABLE', `${name} is not sold here at the moment.`, details);
  }
  throw conflict('PRODUCT_UNAVAILABLE', `${name} needs a choice of which nothing is left at the moment.`, details);
}

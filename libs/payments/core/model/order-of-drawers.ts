import type { Payment } from './payment.js';

/** Two who give back what was paid at the same tills lock the drawers in the same order, and never wait for one another in a circle. */
export const inOrderOfDrawers = <T extends { readonly payment: Payment }>(shares: readonly T[]): T[] =>
  shares.toSorted((one, other) => (one.payment.view.createdBy ?? '').localeCompare(other.payment.view.createdBy ?? ''));

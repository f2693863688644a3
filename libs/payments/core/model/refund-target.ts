import type { PaymentView } from './payment.js';
import type { Tender, TenderMethod } from './tender.js';

/** Where money is to go back to, other than where it came from. */
export interface RefundTo {
  readonly method: 'cash' | TenderMethod;
  /** Where the outlet has several of that method. */
  readonly tenderId?: string;
}

/** What money goes back by; null: as it came. */
export type RefundTarget = 'cash' | Tender | null;

/** Null for a target that is where the money came from. */
export function elsewhereThan({ method, tender }: PaymentView, target: RefundTarget): RefundTarget {
  const isHome = target === 'cash' ? method === 'cash' : target?.id === tender?.id;
  return isHome ? null : target;
}

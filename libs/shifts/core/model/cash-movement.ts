import type { MinorUnits } from '#libs/kernel';

export const MOVEMENT_TYPES = [
  'FLOAT',
  'SALE',
  'REFUND',
  'PAY_IN',
  'PAY_OUT',
  'DROP',
  'TIP',
  'TIP_OUT',
  'NO_SALE',
  'CORRECTION',
] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** Movements that a person makes by hand: cash brought, cash paid out of the till, cash dropped into the safe. */
export const HAND_MOVEMENT_TYPES = ['PAY_IN', 'PAY_OUT', 'DROP'] as const;
export type HandMovementType = (typeof HAND_MOVEMENT_TYPES)[number];

/** The drawer was opened without a sale: it moves nothing, and no line of the ledger has it. */
export const NO_SALE = 'NO_SALE';

/** What a cashier may see of an open drawer: a list with the sales in it would add up to the expected cash. */
export const BLIND_MOVEMENT_TYPES: readonly MovementType[] = ['FLOAT', ...HAND_MOVEMENT_TYPES, 'TIP_OUT', NO_SALE];

/** A line of the drawer's ledger. `amount` is signed: what the drawer gained. Never changed, never removed. */
export interface CashMovement {
  readonly id: string;
  readonly outletId: string;
  readonly shiftId: string;
  readonly type: MovementType;
  readonly amount: MinorUnits;
  readonly reason: string | null;
  /** Whom tips were paid out to; null for all else. */
  readonly paidTo?: string | null;
  readonly paymentId: string | null;
  readonly refundId: string | null;
  readonly createdBy: string;
  readonly occurredAt: Date;
}

export const effectOf = (type: HandMovementType, amount: MinorUnits): MinorUnits =>
  type === 'PAY_IN' ? amount : -amount;

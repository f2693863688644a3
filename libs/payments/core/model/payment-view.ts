import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { KeptPresentation } from './charge.js';
import type { BillPart, Payable } from './payable.js';
import type { EndedStatus, LiveStatus, PaymentStatus } from './payment-status.js';
import type { PaidBy } from './tender.js';

/** The method of what is no money: goods that are given back pay for others. */
export const EXCHANGE = 'exchange';

export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly outletId: string;
  readonly shiftId: string | null;
  readonly method: string;
  readonly status: PaymentStatus;
  /** Money taken. For cash it is what stays in the drawer: the share of the bill and its rounding. */
  readonly amount: MinorUnits;
  /** What rounding to the smallest coin added to the share of the bill that this paid (may be negative). */
  readonly rounding: MinorUnits;
  readonly refundedAmount: MinorUnits;
  /** What the payer gave on top of `amount`, and no part of it: no bill, invoice or report of sales has it. */
  readonly tip: MinorUnits;
  /** Whose it is; null: the pool's. */
  readonly tipTo: string | null;
  readonly refundedTip: MinorUnits;
  /** Refunds of it that are under way. */
  readonly tipPending: MinorUnits;
  readonly currency: string;
  readonly tendered: MinorUnits | null;
  readonly change: MinorUnits | null;
  /** Refunds under way: asked for, and not yet given back. */
  readonly refundPending: MinorUnits;
  /** How much of it counts for the bill; what was captured beyond that is given back. */
  readonly appliedAmount: MinorUnits;
  /** Null for cash, and for what was paid by a tender. */
  readonly gateway: string | null;
  /** The gateway's own id of the charge; the number of the slip, transfer or voucher of what was paid by a tender. */
  readonly reference: string | null;
  /** Null for cash and gateways. */
  readonly tender: PaidBy | null;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  /** No longer wanted: being cancelled at its gateway. */
  readonly isGivenUp: boolean;
  /** Null for an amount. */
  readonly part: BillPart | null;
  /** Why a person must look at it; null when nobody needs to. */
  readonly review: string | null;
  /** The user who took it; a guest's or a customer's own payment names their session or account. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/** A payment as it is stored: what is shown of it, and what its gateway is told. */
export interface StoredPayment {
  readonly view: PaymentView;
  readonly payable: Payable;
  readonly actorKind: ActorRef['kind'];
  readonly presentation: KeptPresentation | null;
}

/** What changed since a payment was read, for the repository to write: each under its own condition. */
export type PaymentChange =
  | {
      readonly kind: 'opened';
      readonly reference: string;
      readonly presentation: KeptPresentation | null;
      readonly expiresAt: Date | null;
    }
  | { readonly kind: 'not_opened'; readonly status: 'UNKNOWN' | 'FAILED' }
  | { readonly kind: 'moved'; readonly status: LiveStatus | EndedStatus; readonly reference: string | null }
  | { readonly kind: 'captured'; readonly at: Date; readonly reference: string | null }
  | { readonly kind: 'accounted'; readonly applied: MinorUnits; readonly shiftId: string | null }
  | { readonly kind: 'flagged'; readonly review: string }
  | ({ readonly kind: 'tipped' } & Pick<PaymentView, 'tip' | 'tipTo' | 'tendered' | 'change'>)
  | ({ readonly kind: 'retendered'; readonly was: PaidHow; readonly correction: Correction } & PaidHow);

/** What a payment was paid by, and what is known of it for that reason. */
export type PaidHow = Pick<PaymentView, 'method' | 'tender' | 'reference' | 'tendered' | 'change'>;

/** Who put right what a payment was paid by, and why. */
export interface Correction {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** What a payer is charged: their share of the bill and the tip. */
export const chargedOf = ({ amount, tip }: Pick<PaymentView, 'amount' | 'tip'>): MinorUnits => amount + tip;

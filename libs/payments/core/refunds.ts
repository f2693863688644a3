import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { GivenBack, ReturnedPieces } from './payables.js';
import type { PaymentView } from './payments.api.js';

export const REFUND_STATUSES = ['PENDING', 'DONE', 'FAILED', 'UNKNOWN'] as const;
/** `UNKNOWN`: the gateway did not answer; it is asked until it does. */
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export interface RefundView {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly outletId: string;
  readonly shiftId: string | null;
  readonly method: string;
  readonly status: RefundStatus;
  /** Money given back. */
  readonly amount: MinorUnits;
  /** What rounding to the smallest coin added to what was asked for; 0 for all but cash. */
  readonly rounding: MinorUnits;
  readonly reason: string;
  /** What it is for; null when it was asked for as an amount. */
  readonly pieces: readonly ReturnedPieces[] | null;
  /** The gateway's own id of it. */
  readonly reference: string | null;
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
  /** Who asked for it. */
  readonly actor: ActorRef;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface NewRefund {
  readonly id: string;
  readonly payment: PaymentView;
  readonly shiftId: string | null;
  /** All that is left when absent. */
  readonly amount?: MinorUnits;
  /** 0 when absent. */
  readonly rounding?: MinorUnits;
  readonly pieces?: readonly ReturnedPieces[];
  readonly reason: string;
  readonly actor: ActorRef;
}

/** Money on its way back. Sums are guarded by the statements themselves: refunded and reserved never exceed what was taken. */
export abstract class Refunds {
  /** Given back at once, out of a drawer; null when more is asked than is left. */
  abstract giveBack(refund: NewRefund): Promise<RefundView | null>;

  /** Set aside for a refund through the gateway, PENDING; null when more is asked than is left, or nothing is. */
  abstract reserve(refund: NewRefund): Promise<RefundView | null>;

  /** Given back already, by somebody at the gateway's dashboard. */
  abstract noteForeign(refund: NewRefund & { reference: string | null; at: Date }): Promise<RefundView | null>;

  abstract find(outletId: string, id: string): Promise<RefundView | null>;
  abstract byReference(paymentId: string, reference: string): Promise<RefundView | null>;
  /** What refunds by lines gave back of an order, or will when nothing goes wrong. */
  abstract piecesOf(outletId: string, orderId: string): Promise<GivenBack>;
  /** PENDING or UNKNOWN. */
  abstract unsettledOf(outletId: string, paymentId: string): Promise<RefundView[]>;

  /** What is known while it is under way. */
  abstract note(
    outletId: string,
    id: string,
    news: { status: 'PENDING' | 'UNKNOWN'; reference: string | null },
  ): Promise<void>;

  /** It is done: reserved becomes refunded. False when it was settled before. */
  abstract settle(
    outletId: string,
    id: string,
    done: { reference: string | null; shiftId: string | null; at: Date },
  ): Promise<boolean>;

  /** It will not happen: what was reserved is free again. False when it was settled before. */
  abstract release(outletId: string, id: string, failure: string, at: Date): Promise<boolean>;
}

import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { ReturnedPieces } from './payable.js';
import { EXCHANGE, type Payment } from './payment.js';
import type { Tender } from './tender.js';
import { TransitionRefused } from './transition-refused.js';

export const REFUND_STATUSES = ['PENDING', 'DONE', 'FAILED', 'UNKNOWN'] as const;
/** `UNKNOWN`: the gateway did not answer; it is asked until it does. */
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export const UNSETTLED_STATUSES = ['PENDING', 'UNKNOWN'] as const satisfies readonly RefundStatus[];
export type UnsettledStatus = (typeof UNSETTLED_STATUSES)[number];

export interface RefundView {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly outletId: string;
  readonly shiftId: string | null;
  /** By which the money went back: the payment's own, or another that staff chose. */
  readonly method: string;
  readonly status: RefundStatus;
  /** Money given back. */
  readonly amount: MinorUnits;
  /** What goes back of the tip, on top of `amount`. */
  readonly tip: MinorUnits;
  /** What rounding to the smallest coin added to what was asked for; 0 for all but cash. */
  readonly rounding: MinorUnits;
  readonly reason: string;
  /** Which of the outlet's reasons it was, where one was chosen. */
  readonly reasonId: string | null;
  /** What it is for; null when it was asked for as an amount. */
  readonly pieces: readonly ReturnedPieces[] | null;
  /** The gateway's own id of it; of what was given back by hand the number of its slip or transfer. */
  readonly reference: string | null;
  /** By which it went back; null where that is cash or a gateway. */
  readonly tenderId: string | null;
  /** Why it failed; null when it did not. */
  readonly failure: string | null;
  /** Who asked for it. */
  readonly actor: ActorRef;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface NewRefund {
  readonly id: string;
  readonly amount: MinorUnits;
  /** What goes back of the tip as well; nothing when absent. */
  readonly tip?: MinorUnits;
  readonly reason: string;
  readonly reasonId?: string;
  readonly actor: ActorRef;
  /** Instead of an amount: what it is for. */
  readonly pieces?: readonly ReturnedPieces[];
  readonly at: Date;
}

/** What changed since a refund was read, for the repository to write. */
export type RefundChange =
  | { readonly kind: 'noted'; readonly status: UnsettledStatus; readonly reference: string | null }
  | { readonly kind: 'settled'; readonly reference: string | null; readonly shiftId: string | null; readonly at: Date }
  | { readonly kind: 'failed'; readonly failure: string; readonly at: Date };

const MAY_BECOME: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  PENDING: ['PENDING', 'UNKNOWN', 'DONE', 'FAILED'],
  UNKNOWN: ['PENDING', 'UNKNOWN', 'DONE', 'FAILED'],
  DONE: [],
  FAILED: [],
};

/** Money on its way back to the payer, or back already. A verb that the status does not allow throws {@link TransitionRefused}. */
export class Refund {
  private constructor(
    private current: RefundView,
    private unsaved: readonly RefundChange[] = [],
  ) {}

  /** Cash out of a drawer, at once. `rounding` is what the smallest coin adds to what was asked for. Throws `REFUND_TOO_LARGE`. */
  static inCash(
    payment: Payment,
    { shiftId, rounding, ...given }: NewRefund & { shiftId: string; rounding: MinorUnits },
  ) {
    payment.refund(given.amount, given.tip);
    const inCash = { method: 'cash', tenderId: null };
    return Refund.create(payment, given, { status: 'DONE', settledAt: given.at, shiftId, rounding, ...inCash });
  }

  /** By hand, at once, by a tender: the payment's own, or another. Throws `REFUND_TOO_LARGE`. */
  static byTender(
    payment: Payment,
    {
      shiftId,
      reference,
      tender,
      ...given
    }: NewRefund & { shiftId: string | null; reference: string | null; tender: Pick<Tender, 'id' | 'method'> },
  ): Refund {
    payment.refund(given.amount, given.tip);
    const by = { method: tender.method, tenderId: tender.id };
    return Refund.create(payment, given, { status: 'DONE', settledAt: given.at, shiftId, reference, ...by });
  }

  /** No money: it pays for other goods. Throws `REFUND_TOO_LARGE`. */
  static inExchange(payment: Payment, { shiftId, ...given }: NewRefund & { shiftId: string | null }): Refund {
    payment.refund(given.amount, given.tip);
    const by = { method: EXCHANGE, tenderId: null };
    return Refund.create(payment, given, { status: 'DONE', settledAt: given.at, shiftId, ...by });
  }

  /** Set aside, and asked for at the gateway. Throws `REFUND_TOO_LARGE`. */
  static throughGateway(payment: Payment, given: NewRefund): Refund {
    payment.setAside(given.amount, given.tip);
    return Refund.create(payment, given, { status: 'PENDING' });
  }

  /** Given back already, by somebody at the gateway's dashboard. Throws `REFUND_TOO_LARGE`. */
  static madeAtGateway(payment: Payment, given: NewRefund): Refund {
    payment.refund(given.amount, given.tip);
    return Refund.create(payment, given, { status: 'DONE', settledAt: given.at });
  }

  /** Only for the repository: brings a stored refund back without asking any rule. */
  static restore(view: RefundView): Refund {
    return new Refund(view);
  }

  private static create(
    payment: Payment,
    {
      id,
      amount,
      tip = 0,
      reason,
      reasonId = null,
      actor,
      pieces = null,
      at,
    }: Omit<NewRefund, 'pieces' | 'reasonId'> & { pieces?: RefundView['pieces']; reasonId?: string | null },
    given: Partial<RefundView> & Pick<RefundView, 'status'>,
  ): Refund {
    const { id: paymentId, orderId, outletId, method, tender } = payment.view;
    const names = {
      id,
      paymentId,
      orderId,
      outletId,
      method,
      amount,
      tip,
      reason,
      reasonId,
      actor,
      pieces,
      createdAt: at,
    };
    return new Refund({
      shiftId: null,
      rounding: 0,
      reference: null,
      failure: null,
      settledAt: null,
      tenderId: tender?.id ?? null,
      ...names,
      ...given,
    });
  }

  get view(): RefundView {
    return this.current;
  }

  get isUnsettled(): boolean {
    return this.canBecome('DONE');
  }

  canBecome(status: RefundStatus): boolean {
    return MAY_BECOME[this.current.status].includes(status);
  }

  /** The same refund again, to be changed in a unit of work that may have to be repeated. */
  copy(): Refund {
    return new Refund(this.current, this.unsaved);
  }

  /** For the repository: what is to be written, once. */
  takeChanges(): readonly RefundChange[] {
    const changes = this.unsaved;
    this.unsaved = [];
    return changes;
  }

  /** What is known while it is under way: accepted by the gateway, or perhaps. */
  note(status: UnsettledStatus, reference: string | null): void {
    this.change({ status, reference: reference ?? this.current.reference }, { kind: 'noted', status, reference });
  }

  /** The money is back with the payer; it counts in this shift. */
  settle({ reference, shiftId, at }: { reference: string | null; shiftId: string | null; at: Date }): void {
    const changed = { status: 'DONE', shiftId, settledAt: at, failure: null } as const;
    this.change(
      { ...changed, reference: reference ?? this.current.reference },
      { kind: 'settled', reference, shiftId, at },
    );
  }

  /** It will not happen. */
  fail(failure: string, at: Date): void {
    this.change({ status: 'FAILED', failure, settledAt: at }, { kind: 'failed', failure, at });
  }

  private change(changed: Partial<RefundView> & Pick<RefundView, 'status'>, change: RefundChange): void {
    if (!this.canBecome(changed.status)) throw new TransitionRefused('refund', this.current.status, changed.status);
    this.current = { ...this.current, ...changed };
    this.unsaved = [...this.unsaved, change];
  }
}

import type { ActorRef, MinorUnits } from '#libs/kernel';

import type { ChargeKey, ChargeState, KeptPresentation } from './charge.js';
import type { Payable } from './payable.js';
import type { NewCashPayment, NewExchangePayment, NewGatewayPayment, NewTenderPayment } from './new-payment.js';
import {
  canBecome,
  type EndedStatus,
  isCaptured,
  isLive,
  type LiveStatus,
  type PaymentStatus,
} from './payment-status.js';
import {
  chargedOf,
  EXCHANGE,
  type Correction,
  type PaidHow,
  type PaymentChange,
  type PaymentView,
  type StoredPayment,
} from './payment-view.js';
import { nothingLeft } from './payments.errors.js';
import { paidHow } from './retender.js';
import { ANSWERED_BY_MONEY, stands } from './reviews.js';
import { TransitionRefused } from './transition-refused.js';

export { chargedOf, EXCHANGE, type PaymentChange, type PaymentView, type StoredPayment };

type Described<K extends PaymentChange['kind']> = Omit<Extract<PaymentChange, { kind: K }>, 'kind'>;

/**
 * One way in which one share of a bill is paid, or is to be paid: cash, which is money at once; a tender, which is money at once or when somebody
 * has seen it; or a charge at a gateway, which is opened, perhaps authorised, and captured, or comes to nothing. A verb that the status does not allow throws {@link TransitionRefused}.
 */
export class Payment {
  private constructor(
    private current: PaymentView,
    readonly payable: Payable,
    readonly actorKind: ActorRef['kind'],
    private kept: KeptPresentation | null,
    private unsaved: readonly PaymentChange[] = [],
  ) {}

  /** Cash in the drawer. */
  static inCash({
    cash,
    tendered,
    shiftId,
    at,
    part = null,
    tip = 0,
    tipTo = null,
    ...given
  }: NewCashPayment): Payment {
    const money = { amount: cash.amount, rounding: cash.rounding, appliedAmount: cash.amount, paidAt: at };
    const change = tendered - cash.amount - tip;
    return Payment.create(
      { ...given, method: 'cash', at },
      { ...money, status: 'PAID', shiftId, tendered, change, part, tip, tipTo },
    );
  }

  /** Money that staff saw, or that somebody has yet to see. */
  static byTender({ tender, amount, reference, shiftId, ...given }: NewTenderPayment): Payment {
    const { id, name, fiscalCode, method, confirm } = tender;
    const { day, last4, cardType, at, part = null, tip = 0, tipTo = null } = given;
    const money =
      confirm === 'NOW'
        ? { status: 'PAID' as const, appliedAmount: amount, paidAt: at }
        : { status: 'PENDING' as const };
    const paidBy = { id, name, fiscalCode, day, last4, cardType };
    const seen = { amount, tip, tipTo, reference, shiftId, part, tender: paidBy };
    return Payment.create({ ...given, method }, { ...money, ...seen });
  }

  /** No money: goods that were given back of another order pay for it. */
  static inExchange({ amount, shiftId, at, ...given }: NewExchangePayment): Payment {
    const money = { amount, appliedAmount: amount, paidAt: at };
    return Payment.create({ ...given, method: EXCHANGE, at }, { ...money, status: 'PAID', shiftId });
  }

  /** An attempt to pay, before its gateway is called. */
  static throughGateway({ gateway, amount, shiftId, expiresAt, ...given }: NewGatewayPayment): Payment {
    const { part = null, tip = 0, tipTo = null } = given;
    return Payment.create(given, { gateway, amount, tip, tipTo, shiftId, expiresAt, part, status: 'PENDING' });
  }

  /** Only for the repository: brings a stored payment back without asking any rule. */
  static restore({ view, payable, actorKind, presentation }: StoredPayment): Payment {
    return new Payment(view, payable, actorKind, presentation);
  }

  private static create(
    { id, payable, method, actor, at }: { id: string; payable: Payable; method: string; actor: ActorRef; at: Date },
    given: Partial<PaymentView> & Pick<PaymentView, 'status' | 'amount'>,
  ): Payment {
    const { outletId, id: orderId, currency } = payable;
    const names = { id, orderId, outletId, currency, method, createdBy: actor.id, createdAt: at };
    return new Payment({ ...NOTHING_YET, ...names, ...given }, payable, actor.kind, null);
  }

  get view(): PaymentView {
    return this.current;
  }

  get presentation(): KeptPresentation | null {
    return this.kept;
  }

  get isLive(): boolean {
    return isLive(this.current.status);
  }

  get isCaptured(): boolean {
    return isCaptured(this.current.status);
  }

  /** Whether a review stands that nothing but a person ends. */
  get isHeldForReview(): boolean {
    return stands(this.current.review);
  }

  /** What may still be given back of the bill's share. */
  get refundable(): MinorUnits {
    const { amount, refundedAmount, refundPending } = this.current;
    return this.isCaptured ? amount - refundedAmount - refundPending : 0;
  }

  /** What may still be given back of the tip. */
  get refundableTip(): MinorUnits {
    const { tip, refundedTip, tipPending } = this.current;
    return this.isCaptured ? tip - refundedTip - tipPending : 0;
  }

  /** What the payer is charged: the share of the bill and the tip. */
  get charged(): MinorUnits {
    return chargedOf(this.current);
  }

  /** As its gateway is asked about it. */
  get chargeKey(): ChargeKey {
    const { id: paymentId, reference, currency, createdAt: openedAt } = this.current;
    return { paymentId, reference, currency, openedAt, presentation: this.kept };
  }

  canBecome(status: PaymentStatus): boolean {
    return canBecome(this.current.status, status);
  }

  /** The same payment again, to be changed in a unit of work that may have to be repeated. */
  copy(): Payment {
    return new Payment(this.current, this.payable, this.actorKind, this.kept, this.unsaved);
  }

  /** For the repository: what is to be written, once. */
  takeChanges(): readonly PaymentChange[] {
    const changes = this.unsaved;
    this.unsaved = [];
    return changes;
  }

  /** The charge is there: what the gateway said first is kept, whatever became of the payment meanwhile. */
  open(charge: Described<'opened'>): void {
    const { status, reference, expiresAt } = this.current;
    this.kept = charge.presentation ?? this.kept;
    this.change(
      {
        reference: reference ?? charge.reference,
        expiresAt: charge.expiresAt ?? expiresAt,
        status: status === 'UNKNOWN' ? 'PENDING' : status,
      },
      { kind: 'opened', ...charge },
    );
  }

  /** The call ended without a charge that is known here: `UNKNOWN` when there may be one all the same. */
  notOpened(status: 'UNKNOWN' | 'FAILED'): void {
    if (this.current.status !== status) this.assertCanBecome(status);
    this.change({ status }, { kind: 'not_opened', status });
  }

  /** The gateway says that it is open, or that the money is set aside for it. */
  authorise(status: LiveStatus, reference: string | null): void {
    this.move(status, reference);
  }

  expire(reference: string | null): void {
    this.move('EXPIRED', reference);
  }

  cancel(reference: string | null): void {
    this.move('CANCELLED', reference);
  }

  fail(reference: string | null): void {
    this.move('FAILED', reference);
  }

  /** It came to nothing, in the gateway's word for it. */
  end(status: EndedStatus, reference: string | null): void {
    const verb = { EXPIRED: 'expire', CANCELLED: 'cancel', FAILED: 'fail' } as const;
    this[verb[status]](reference);
  }

  /** Money was taken: once. Doubts whether there is money are answered by it. */
  capture({ at, reference }: Described<'captured'>): void {
    this.assertCanBecome('PAID');
    const { review } = this.current;
    const changed = { status: 'PAID', paidAt: at, reference: this.current.reference ?? reference } as const;
    const isAnswered = review !== null && ANSWERED_BY_MONEY.includes(review);
    this.change({ ...changed, review: isAnswered ? null : review }, { kind: 'captured', at, reference });
  }

  /** Where captured money counts: so much of it for the bill, all of it in this shift. */
  account({ applied, shiftId }: Described<'accounted'>): void {
    if (!this.isCaptured) throw new TransitionRefused('payment', this.current.status, 'accounted for');
    this.change({ appliedAmount: applied, shiftId }, { kind: 'accounted', applied, shiftId });
  }

  /** A person must look at it. */
  flagForReview(review: string): void {
    this.change({ review }, { kind: 'flagged', review });
  }

  /** Another tip, for somebody. What was handed over in cash is more where the change does not make it up. */
  giveTip(tip: MinorUnits, tipTo: string | null): void {
    const { tendered, amount } = this.current;
    const handedOver = tendered === null ? null : Math.max(tendered, amount + tip);
    const cash = { tendered: handedOver, change: handedOver === null ? null : handedOver - amount - tip };
    this.change({ tip, tipTo, ...cash }, { kind: 'tipped', tip, tipTo, ...cash });
  }

  /** It was paid by something else than was recorded: it counts as that from now on, and goes back by that. The bill knows no difference. */
  retender(how: PaidHow, correction: Correction): void {
    this.change(how, { kind: 'retendered', was: paidHow(this.current), correction, ...how });
  }

  /** Sets money aside for a refund that the gateway is asked for. Throws `REFUND_TOO_LARGE`. */
  setAside(amount: MinorUnits, tip: MinorUnits = 0): void {
    this.assertRefundable(amount, tip);
    const { refundPending, tipPending } = this.current;
    this.current = { ...this.current, refundPending: refundPending + amount, tipPending: tipPending + tip };
  }

  /** The gateway will not give it back: what was set aside is free again. */
  release(amount: MinorUnits, tip: MinorUnits = 0): void {
    const { refundPending, tipPending } = this.current;
    this.current = { ...this.current, refundPending: refundPending - amount, tipPending: tipPending - tip };
  }

  /** Money goes back to the payer. Throws `REFUND_TOO_LARGE`. */
  refund(amount: MinorUnits, tip: MinorUnits = 0): void {
    this.assertRefundable(amount, tip);
    const refundedAmount = this.current.refundedAmount + amount;
    const refundedTip = this.current.refundedTip + tip;
    const status = refundedAmount + refundedTip === this.charged ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    this.current = { ...this.current, refundedAmount, refundedTip, status };
  }

  /** Why what a gateway says cannot be of this payment, or not be applied by a machine; null when it can. */
  faultIn(state: ChargeState): string | null {
    const { currency, review } = this.current;
    if (state.review !== null) return state.review;
    if (state.currency !== currency) return 'currency_mismatch';
    if (state.amount !== this.charged) return 'amount_mismatch';
    if (state.refundedAmount > this.charged) return 'refund_over_captured';
    return isCaptured(state.status) && this.isHeldForReview ? review : null;
  }

  private move(status: LiveStatus | EndedStatus, reference: string | null): void {
    this.assertCanBecome(status);
    this.change({ status, reference: this.current.reference ?? reference }, { kind: 'moved', status, reference });
  }

  private change(changed: Partial<PaymentView>, change: PaymentChange): void {
    this.current = { ...this.current, ...changed };
    this.unsaved = [...this.unsaved, change];
  }

  private assertCanBecome(status: PaymentStatus): void {
    if (!this.canBecome(status)) throw new TransitionRefused('payment', this.current.status, status);
  }

  private assertRefundable(amount: MinorUnits, tip: MinorUnits): void {
    const isSomething = amount >= 0 && tip >= 0 && amount + tip > 0;
    if (!isSomething || amount > this.refundable || tip > this.refundableTip) throw nothingLeft(this.current);
  }
}

const NOTHING_YET = {
  shiftId: null,
  rounding: 0,
  refundedAmount: 0,
  tip: 0,
  tipTo: null,
  refundedTip: 0,
  tipPending: 0,
  tendered: null,
  change: null,
  refundPending: 0,
  appliedAmount: 0,
  gateway: null,
  reference: null,
  tender: null,
  expiresAt: null,
  paidAt: null,
  isGivenUp: false,
  part: null,
  review: null,
} as const;

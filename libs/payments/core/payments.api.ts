import type { Actor, MinorUnits, UserActor } from '#libs/kernel';

import type { GatewayEvent, Payer, Presentation, RawWebhook, WebhookReading } from './model/charge.js';
import type { BillPart, Payable, WantedReturn } from './model/payable.js';
import type { RefundTo } from './model/refund-target.js';
import type { RefundView } from './model/refund.js';
import type { PaymentView } from './model/payment.js';
import type { CardType, Tender, TenderWish } from './model/tender.js';
import type { Tendered } from './model/tendered.js';
import type { TipGiven } from './model/tip.js';

export type { GatewayEvent, Payer, Presentation, RawWebhook, WebhookReading } from './model/charge.js';
export type * from './model/payable.js';
export { PAYMENT_STATUSES, type PaymentStatus } from './model/payment-status.js';
export type { PaymentView } from './model/payment.js';
export {
  CARD_TYPES,
  type CardType,
  isTenderMethod,
  type PaidBy,
  type Tender,
  TENDER_METHODS,
  type TenderMethod,
  type TenderWish,
} from './model/tender.js';

export type { RefundTo } from './model/refund-target.js';
export type { RefundView } from './model/refund.js';
export type { TipGiven } from './model/tip.js';

export interface CashToTake extends Pick<Tendered, 'tendered' | 'isTenderedConfirmed'>, TipGiven {
  /** Whether the change is the tip: then `tendered` says how much there is. */
  readonly keepsChange?: boolean;
  readonly payable: Payable;
  /** The share of the bill to pay, before rounding. */
  readonly amount: MinorUnits;
  /** The outlet's smallest coin. */
  readonly cashRounding: MinorUnits;
  /** False: no money was taken for the bill before, and nobody has to look. */
  readonly hasEarlier?: boolean;
  /** It is all that is due: where earlier cash covers it by its rounding, nothing more is taken and the bill is paid. */
  readonly isRest?: boolean;
  /** What of the bill it is for. */
  readonly part?: BillPart | null;
  readonly actor: Actor;
}

export interface TenderToTake extends TipGiven {
  readonly payable: Payable;
  readonly tender: Tender;
  /** The share of the bill to pay. */
  readonly amount: MinorUnits;
  /** Of the slip, transfer or voucher. */
  readonly reference?: string;
  readonly last4?: string;
  readonly cardType?: CardType;
  /** What of the bill it is for. */
  readonly part?: BillPart | null;
  readonly actor: Actor;
}

export interface PaymentToReserve extends TipGiven {
  readonly payable: Payable;
  /** What nobody has paid yet. */
  readonly due: MinorUnits;
  /** The share to pay; all that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
  /** What of the bill it is for: then `amount` is given, and fits beside the parts that others are paying. */
  readonly part?: BillPart | null;
  /** A live payment that this one is in place of. */
  readonly replaces?: string;
  readonly method: string;
  readonly expiresAt: Date;
  readonly actor: Actor;
}

export interface TipToPayOut {
  readonly outletId: string;
  readonly userId: string;
  readonly amount: MinorUnits;
  readonly currency: string;
  readonly shiftId: string;
  readonly movementId: string;
  readonly actor: UserActor;
}

/** What is given back of one bill, to pay for another. */
export interface GoodsToExchange {
  /** The bill that they were sold on. */
  readonly from: Pick<Payable, 'id' | 'outletId'>;
  /** The bill that they pay for, and what is due of it. */
  readonly into: Payable;
  readonly due: MinorUnits;
  readonly pieces: readonly WantedReturn[];
  readonly reason?: string;
  readonly reasonId?: string;
  /** Where money goes that is left over, when not where it came from. */
  readonly to?: RefundTo;
  /** Of the slip by which it goes. */
  readonly reference?: string;
  readonly actor: UserActor;
}

export interface Exchanged {
  /** What the goods paid for: refunds of the one bill and the payment of the other are so much. */
  readonly exchanged: MinorUnits;
  /** Null where nothing was due. */
  readonly payment: PaymentView | null;
  /** Money that goes back beside that. */
  readonly refunded: MinorUnits;
  readonly refunds: readonly RefundView[];
}

/** A payment at a gateway as its payer may see it. */
export interface OpenedPayment {
  readonly payment: PaymentView;
  readonly presentation: Presentation;
}

/** A way to pay through a gateway, as a shopper's page needs it. */
export interface OfferedMethod {
  /** `midtrans`, `pix`, `credit_card`. */
  readonly method: string;
  readonly gateway: string;
  /** For the gateway's script in the payer's browser; null when it needs none. No secret. */
  readonly publishableKey: string | null;
}

/** What came of a gateway's event. */
export interface EventOutcome {
  readonly status: 'APPLIED' | 'UNCHANGED' | 'IGNORED' | 'NEEDS_REVIEW';
  /** A stable word for why. */
  readonly result: string;
  readonly paymentId: string | null;
}

/** Payments, for whoever owns the bill: they hold its lock where the ambient transaction is named. */
export abstract class PaymentsApi {
  /** A payable's payments, oldest first. */
  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;

  /**
   * Takes cash into the cashier's drawer, in the ambient transaction. Throws `NO_OPEN_SHIFT`, `TENDERED_TOO_LITTLE`, `TENDERED_UNLIKELY`
   * and `CASH_SHARE_TOO_SMALL` (the smallest coin rounds it to nothing, and it is not the rest that earlier cash covers), and for its tip
   * `TIP_TOO_LARGE`, `TIP_NOT_IN_COINS` and `TENDERED_REQUIRED`. The caller keeps the bill's own sum right.
   */
  abstract takeCash(input: CashToTake): Promise<PaymentView>;

  /**
   * The tender of the outlet that a payment is made by. Throws `TENDER_NOT_FOUND` (404), `TENDER_REQUIRED`, `TENDER_INACTIVE`, `REFERENCE_REQUIRED`
   * and `LAST4_REQUIRED` (422).
   */
  abstract tenderFor(outletId: string, wish: TenderWish): Promise<Tender>;

  /** Those of an outlet that are not deleted, as its tills show them. */
  abstract tendersOf(outletId: string): Promise<Tender[]>;

  /**
   * Records a payment by tender, in the ambient transaction: PAID, or PENDING where somebody has yet to see the money. Throws `NO_OPEN_SHIFT`,
   * `REFERENCE_TAKEN` (409), `TENDER_AT_THE_TILL` (403) and `TIP_TOO_LARGE`. The caller keeps the bill's own sum right.
   */
  abstract takeTender(input: TenderToTake): Promise<PaymentView>;

  /** Throws `TENDERED_TOO_LITTLE` and `TENDERED_UNLIKELY` for cash that nobody hands over for what is due. */
  abstract assertTendered(cash: Tendered): void;

  /** Those of these methods that a gateway here serves in this currency. */
  abstract offered(methods: readonly string[], currency: string): OfferedMethod[];

  /** Throws `PAYMENT_METHOD_UNAVAILABLE` when no gateway here serves the method in this currency. */
  abstract assertServed(method: string, currency: string): void;

  /**
   * Saves the attempt to pay through a gateway, in the ambient transaction, or finds the live one that this wish means. Gives up those that
   * would take more than the bill, but none that is for a part of it: throws `ITEMS_TAKEN` (409) for an amount that these leave no room for, and
   * `TIP_TOO_LARGE`.
   * Answers the payment's id.
   */
  abstract reserve(input: PaymentToReserve): Promise<string>;

  /**
   * Opens the charge at its gateway, once however many ask, and answers what the payer needs. Outside any transaction. Throws
   * `PROVIDER_UNAVAILABLE`, `PAYMENT_REFUSED`, `PAYMENT_NOT_OPEN`.
   */
  abstract open(payment: { paymentId: string; outletId: string; payer: Payer | null }): Promise<OpenedPayment>;

  /** An opened payment again, in whatever state it is. Outside any transaction. Throws as `open` does. */
  abstract show(payment: { paymentId: string; outletId: string }): Promise<OpenedPayment>;

  /**
   * Gives up live payments that would take more than `room`, in the ambient transaction: `taken` is on the table. Throws `ITEMS_TAKEN` (409) where
   * staff wait for the money of others that do not fit into it.
   */
  abstract makeRoom(payable: Payable, room: MinorUnits, taken: MinorUnits): Promise<void>;

  /**
   * Pays somebody out of what they are owed in tips, in the ambient transaction: `movement` is the line of the drawer that it came out of. Throws
   * `TIP_OUT_TOO_LARGE` (422), which says what they are owed.
   */
  abstract payOutTip(input: TipToPayOut): Promise<void>;

  /** What pieces of a bill cost beside all that went back of it. Throws `NOTHING_TO_REFUND` and `REFUND_TOO_MANY` (422). */
  abstract worthOf(payable: Pick<Payable, 'id' | 'outletId'>, pieces: readonly WantedReturn[]): Promise<MinorUnits>;

  /**
   * Has goods that are given back of one bill pay for another, and gives money back for what is left over, in the ambient transaction, which
   * holds both. The bill that they were sold on is told; the caller keeps the other's sum right. Throws `NOTHING_TO_REFUND`, `REFUND_TOO_MANY`,
   * `REFUND_TOO_LARGE`, `CASH_REFUND_TOO_SMALL`, `REFUND_TO_REQUIRED`, `REFUND_TENDER_CLOSED` (422), `REFERENCE_UNEXPECTED` (400), and what the
   * drawer and `ReasonsApi.wordsOf` throw.
   */
  abstract exchange(goods: GoodsToExchange): Promise<Exchanged>;

  /** Throws `TIP_TOO_LARGE` for a tip on a bill on which nothing is to be paid. */
  abstract assertNoTip(tip: TipGiven & { readonly keepsChange?: boolean }): void;

  /** How many payments are live, given up or not, in the ambient transaction. */
  abstract countLive(payable: Payable): Promise<number>;

  /**
   * Sees to it that nothing live can be paid any more: cancels at the gateways. Outside any transaction. What turns out to be paid is
   * applied. Throws `PROVIDER_UNAVAILABLE` when a gateway does not say.
   */
  abstract closeAll(outletId: string, payableId: string): Promise<void>;

  /**
   * Ends what a payable may still be paid with, and refunds whatever is captured for it, in the ambient transaction. Cash is given back at
   * once; what a gateway took is asked back by a job, and told to `Payables` when it is done. Answers how much was given back at once.
   */
  abstract refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits>;

  /**
   * Takes the customer off the payments of these payables: the person is erased, the money stays. Whoever keeps what gateways said of the
   * payer hears of it by `PAYER_FORGOTTEN`.
   */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void>;

  /** Verifies and reads a webhook; null when this gateway is not configured here. Pure but for the clock, and cheap. */
  abstract readWebhook(gateway: string, webhook: RawWebhook): WebhookReading | null;

  /**
   * Applies a gateway's event, once and in whatever order events come. Outside any transaction: some must be confirmed by the gateway
   * first. Throws when it should be tried again later; `turn` counts from 1.
   */
  abstract applyEvent(gateway: string, event: GatewayEvent, turn: number): Promise<EventOutcome>;
}

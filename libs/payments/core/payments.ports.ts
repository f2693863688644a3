import type { ActorRef, CursorPage, MinorUnits, OutletScope, PageRequest, PeriodSpans, UserActor } from '#libs/kernel';

import type {
  CancelOutcome,
  ChargeKey,
  ChargeOutcome,
  ChargeRequest,
  FetchOutcome,
  GatewayName,
  GatewayRefundOutcome,
  RawWebhook,
  RefundRequest,
  WebhookReading,
} from './model/charge.js';
import type {
  Capture,
  GivenBack,
  MoneyBack,
  Payable,
  Retendered,
  ReturnWorth,
  Taken,
  WantedReturn,
} from './model/payable.js';
import type { PaymentStatus } from './model/payment-status.js';
import type { Payment, PaymentView } from './model/payment.js';
import type { Tender } from './model/tender.js';
import type { Refund, RefundView } from './model/refund.js';
import type { PoolOfDay, TipEntry } from './model/tip-entry.js';

/**
 * Payments, to be changed. Every write is one statement that carries its own condition and says whether it held: a payment that moved on
 * meanwhile is not written over. Writing joins the ambient transaction.
 */
export abstract class PaymentRepository {
  /** Throws `REFERENCE_TAKEN` (409) for a slip that was booked by its tender on its day already. */
  abstract add(payment: Payment): Promise<void>;

  /** Null when unknown, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Payment | null>;

  /** For events of a gateway, which knows no outlet: by the payment's id, or by the gateway's own. */
  abstract locate(charge: {
    gateway: string;
    paymentId: string | null;
    reference: string | null;
  }): Promise<Payment | null>;

  /** A payable's payments, oldest first. */
  abstract ofPayable(outletId: string, payableId: string): Promise<Payment[]>;

  /** Takes the right to open the charge, for so long; false when somebody has it, or there is nothing to open. */
  abstract claimCall(payment: Payment, seconds: number): Promise<boolean>;

  /** Writes what changed since the last time, one statement a change; false when the stored payment does not allow it any more. */
  abstract save(payment: Payment): Promise<boolean>;

  /** Marks live payments as no longer wanted; the ids of those that were. */
  abstract abandon(outletId: string, ids: readonly string[]): Promise<string[]>;

  /** Takes the customer off the payments of these payables; the ids of those that had one. */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<string[]>;
}

/** Tenders, to be shown and changed. A deleted one is kept for what was paid by it, and found by {@link ever} alone. */
export abstract class TenderRepository {
  abstract find(scope: OutletScope, id: string): Promise<Tender | null>;

  /** A tender that a payment names, deleted since or not. */
  abstract ever(outletId: string, id: string): Promise<Tender | null>;

  /** Of an outlet, as its tills show them. */
  abstract ofOutlet(outletId: string): Promise<Tender[]>;

  /** Throws `TENDER_NAME_TAKEN`. */
  abstract insert(tender: Tender): Promise<void>;

  /** The version before it is replaced; false when that is not the stored one any more. Throws `TENDER_NAME_TAKEN`. */
  abstract update(tender: Tender): Promise<boolean>;

  /** False when it is another version, or gone. */
  abstract remove(tender: Tender, at: Date): Promise<boolean>;
}

/** Refunds, to be changed. The sums of their payment are guarded by the statements: refunded and set aside never exceed what was taken. */
export abstract class RefundRepository {
  /** With what it does to its payment's sums; false when more is asked than is left. */
  abstract add(refund: Refund): Promise<boolean>;

  abstract find(outletId: string, id: string): Promise<Refund | null>;

  /** By the gateway's own id of it. */
  abstract findByReference(outletId: string, paymentId: string, reference: string): Promise<Refund | null>;

  /** PENDING or UNKNOWN. */
  abstract unsettledOf(outletId: string, paymentId: string): Promise<Refund[]>;

  /** What refunds by lines gave back of an order, or will when nothing goes wrong. */
  abstract givenBack(outletId: string, orderId: string): Promise<GivenBack>;

  /** How much of what went back of a payment, tips included, went another way than it came: its gateway knows nothing of it. */
  abstract givenElsewhere(payment: Pick<PaymentView, 'outletId' | 'id' | 'method'>): Promise<MinorUnits>;

  /** Writes what changed since the last time, with its payment's sums; false when the refund was settled before. */
  abstract save(refund: Refund): Promise<boolean>;
}

/** The ledger of tips, append-only. A balance is the sum of its entries, and may be negative after a refund. Writing joins the ambient transaction. */
export abstract class TipLedger {
  abstract append(entries: readonly TipEntry[]): Promise<void>;

  /** One at a time, until the transaction ends, pays this person out (null: shares the pool). A statement of its own, before the balance is read. */
  abstract hold(outletId: string, userId: string | null): Promise<void>;

  /** What a person is owed, in minor units. */
  abstract balanceOf(outletId: string, userId: string): Promise<MinorUnits>;

  /** What is left of the pool of each day of business from `from` to `to` (both included) that has anything, oldest first. */
  abstract poolOf(outletId: string, from: string, to: string): Promise<PoolOfDay[]>;
}

export interface PaymentFilter {
  readonly outletId?: string;
  readonly orderId?: string;
  readonly shiftId?: string;
  readonly method?: string;
  readonly status?: PaymentStatus;
  /** Those that a person must look at, or those that nobody must. */
  readonly needsReview?: boolean;
  readonly period?: PeriodSpans;
}

export interface PaymentWithRefunds {
  readonly payment: PaymentView;
  readonly refunds: readonly RefundView[];
}

/** Payments as they are shown. */
export abstract class PaymentQueries {
  /** Throws `PAYMENT_NOT_FOUND` when unknown, or outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<PaymentWithRefunds>;

  /** Newest first. */
  abstract page(scope: OutletScope, filter: PaymentFilter, request: PageRequest): Promise<CursorPage<PaymentView>>;
}

/** Tells whoever is on duty that a payment was flagged for review. */
export abstract class ReviewAlarm {
  abstract raise(gateway: string, review: string): void;
}

/**
 * One payment gateway. Every outcome is a typed result, a declined card included; it throws only for our own mistakes. Every call goes
 * through the gateway's circuit breaker, has a deadline, and is made outside any unit of work.
 */
export abstract class PaymentGateway {
  abstract readonly name: GatewayName;
  /** Methods of `POST /orders/:id/pay` that it serves, and the currencies it takes. */
  abstract readonly methods: readonly string[];
  abstract readonly currencies: readonly string[];
  /** What a payer's browser needs to speak to the gateway; null when it needs nothing, or nothing is configured. No secret. */
  readonly publishableKey: string | null = null;

  /** Asking again with the same payment id is the same charge, however long ago the answer was lost. */
  abstract create(request: ChargeRequest): Promise<ChargeOutcome>;
  /** By our payment's id, and by the gateway's reference where it is known. */
  abstract fetch(charge: ChargeKey): Promise<FetchOutcome>;
  abstract cancel(charge: ChargeKey): Promise<CancelOutcome>;
  /** Asking again with the same refund id gives nothing back twice, and tells what became of one that was pending. */
  abstract refund(request: RefundRequest): Promise<GatewayRefundOutcome>;
  /** Verifies in constant time and reads; pure but for the clock. */
  abstract readWebhook(webhook: RawWebhook): WebhookReading;
}

/** The gateways that this installation has keys for. */
export abstract class PaymentGateways {
  /** Of a method of payment; null when nobody serves it here. */
  abstract forMethod(method: string): PaymentGateway | null;
  abstract named(name: string): PaymentGateway | null;
  abstract readonly all: readonly PaymentGateway[];
}

/** The drawer of a cashier's open shift, as payments need it. Implemented by shifts, which payments must not call. */
export abstract class CashDrawer {
  /**
   * Joins a payment, or a refund, to the cashier's open shift in the ambient transaction. Takes the shift's shared advisory lock first, so
   * that a close either counts it or refuses it. `cash` is what the drawer gains (negative: gives out), 0 for a gateway's payment taken at
   * this till. Throws `NO_OPEN_SHIFT`, and `DRAWER_TOO_LOW` for more than it holds: its lock is taken alone then.
   */
  abstract record(entry: DrawerEntry): Promise<{ readonly shiftId: string }>;

  /**
   * Writes to one shift's drawer, in the ambient transaction and under its lock, as long as that shift is open: false when it has ended, and nothing
   * is written then. `cash` as above; at 0 it says no more than whether the shift is open. Throws `DRAWER_TOO_LOW`.
   */
  abstract correct(entry: ShiftEntry): Promise<boolean>;

  /**
   * Has a shift count a payment by other means, in the ambient transaction: as long as it is open its drawer has the cash more or less, under its
   * lock; once it has ended its Z is made, if it is not there yet, and the change is a late adjustment, which the outlet's next Z tells. To be called
   * before the payment itself is written, which that Z counts as it was. Throws `DRAWER_TOO_LOW` and `DRAWER_TOO_FULL`.
   */
  abstract retender(entry: RetenderEntry): Promise<void>;
}

/** What a payment is recorded as, and what it was paid by. */
export interface RetenderEntry extends Pick<ShiftEntry, 'outletId' | 'shiftId' | 'paymentId' | 'actor'> {
  readonly from: Means;
  readonly to: Means;
  /** Of the bill, with its rounding. */
  readonly amount: MinorUnits;
  /** On top of it. */
  readonly tip: MinorUnits;
  readonly reason: string;
}

export interface Means {
  readonly method: string;
  /** Null for cash. */
  readonly tender: { readonly id: string; readonly name: string } | null;
}

/** A line that a payment makes in the drawer of the shift that it belongs to. */
export interface ShiftEntry {
  readonly outletId: string;
  readonly shiftId: string;
  readonly type: 'TIP';
  readonly cash: MinorUnits;
  readonly paymentId: string;
  readonly actor: UserActor;
}

export interface DrawerEntry {
  readonly outletId: string;
  readonly userId: string;
  /** `TIP`: what of the cash is a tip, beside the line of its payment or refund. */
  readonly type: 'SALE' | 'REFUND' | 'TIP';
  readonly cash: MinorUnits;
  readonly paymentId: string;
  readonly refundId?: string;
  /** Who is told what a drawer holds that does not hold enough, if they may know. Nobody when absent. */
  readonly askedBy?: ActorRef;
}

/**
 * Told, in the ambient transaction, when money for a payable moved outside its own use case (a refund, a gateway's capture). Implemented by
 * ordering, which payments must not call.
 */
export abstract class Payables {
  /** The outlet that it is at. Throws `ORDER_NOT_FOUND` (404) when unknown, or outside the scope. */
  abstract outletOf(payableId: string, scope: OutletScope): Promise<string>;

  /** Locks it until the transaction ends. Before a payment's own row, always, so that two changes of a bill queue and never deadlock. */
  abstract hold(payableId: string, outletId: string): Promise<void>;

  /** What the payable does not take, because it needs no more or it is too late, goes back to the payer. */
  abstract captured(payableId: string, outletId: string, capture: Capture): Promise<Taken>;

  /** An attempt to pay came to nothing. */
  abstract failed(payableId: string, outletId: string, paymentId: string): Promise<void>;

  /**
   * What is to go back for these pieces: their share of everything on the bill, so that whatever it is split into sums to the bill to the unit.
   * Throws `ORDER_ITEM_NOT_FOUND` and `REFUND_TOO_MANY`. The payable is held.
   */
  abstract worth(
    payableId: string,
    outletId: string,
    wanted: readonly WantedReturn[],
    given: GivenBack,
  ): Promise<ReturnWorth>;

  /** Pieces that are given back with it go into stock again, or not, and leave the kitchen as long as nobody began to make them. */
  abstract refunded(payableId: string, outletId: string, money: MoneyBack, actor: ActorRef): Promise<void>;

  /** A payment turned out to be by another means: the bill stands as it stood, and whoever counts money looks again. */
  abstract retendered(payableId: string, outletId: string, change: Retendered, actor: ActorRef): Promise<void>;

  /** What cash at this outlet is a multiple of; 1 where every amount can be paid. */
  abstract smallestCoin(outletId: string): Promise<MinorUnits>;

  /** Those of these people who do not work at the outlet, and are given no tip there. */
  abstract strangersAmong(outletId: string, userIds: readonly string[]): Promise<string[]>;
}

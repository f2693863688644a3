import {
  DomainError,
  FixedClock,
  isInScope,
  JobQueue,
  type MinorUnits,
  type NewJob,
  newId,
  type OutletScope,
  type UserActor,
} from '#libs/kernel';

import { KeptAuditLog, KeptEventLog, DefaultPermissions, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { type ChosenReason, type OutletsApi, ReasonsApi } from '#libs/outlets';

import { anOutlet } from '../../outlets/testing/an-outlet.js';
import type {
  CancelOutcome,
  ChargeOutcome,
  ChargeRequest,
  ChargeState,
  FetchOutcome,
  GatewayEvent,
  GatewayRefundOutcome,
  RefundRequest,
  WebhookReading,
} from '../core/model/charge.js';
import type { Capture, MoneyBack, Retendered, ReturnWorth, Taken, WantedReturn } from '../core/model/payable.js';
import type { Payment } from '../core/model/payment.js';
import {
  CashDrawer,
  type DrawerEntry,
  Payables,
  PaymentGateway,
  PaymentGateways,
  type RetenderEntry,
  ReviewAlarm,
  type ShiftEntry,
} from '../core/payments.ports.js';
import { BillPayments } from '../core/services/bill-payments.js';
import { Bookkeeping } from '../core/services/bookkeeping.js';
import { GatewaySync } from '../core/services/gateway-sync.js';
import { PaymentPages } from '../core/services/payment-pages.js';
import { ReconciliationSchedule } from '../core/services/reconciliation-schedule.js';
import { RefundConsents } from '../core/services/refund-consents.js';
import { ExchangeGoods } from '../core/services/exchange-goods.js';
import { RefundGiver } from '../core/services/refund-giver.js';
import { RefundRequests } from '../core/services/refund-requests.js';
import { RefundSync } from '../core/services/refund-sync.js';
import { ReturnedGoods } from '../core/services/returned-goods.js';
import { Reviews } from '../core/services/reviews.js';
import { TipBook } from '../core/services/tip-book.js';
import { RefundOrder } from '../core/use-cases/refund-order.js';
import { RefundPayment } from '../core/use-cases/refund-payment.js';
import { aPayable, aPayment, AT } from './a-payment.js';
import {
  InMemoryPaymentRepository,
  InMemoryRefundRepository,
  InMemoryTenderRepository,
  InMemoryTipLedger,
} from './in-memory-payments.js';

export const PIX = { kind: 'pix', txid: 't1', copyPaste: '0002', qrCodeUrl: 'https://qr.example/t1' } as const;
export const NO_ANSWER = { kind: 'no_answer', reason: 'TIMED_OUT', mayExist: true, retryAfter: 7 } as const;

export class KeptJobQueue extends JobQueue {
  readonly jobs: NewJob[] = [];

  async enqueue(job: NewJob): Promise<void> {
    this.jobs.push(job);
  }
}

/** A bill that takes what it needs, and keeps what it was told. */
export class FakePayables extends Payables {
  due: MinorUnits = 10_000;
  coin: MinorUnits = 1;
  worthIs: MinorUnits = 0;
  readonly strangers = new Set<string>();
  /** Where payables are, by their id. */
  readonly outlets = new Map<string, string>();
  readonly told: unknown[] = [];

  async hold(payableId: string): Promise<void> {
    this.told.push(['hold', payableId]);
  }

  async captured(_: string, __: string, { amount }: Capture): Promise<Taken> {
    const applied = Math.min(amount, this.due);
    this.due -= applied;
    this.told.push(['captured', amount]);
    return { applied, due: this.due };
  }

  async failed(_: string, __: string, paymentId: string): Promise<void> {
    this.told.push(['failed', paymentId]);
  }

  async outletOf(payableId: string, scope: OutletScope): Promise<string> {
    const outletId = this.outlets.get(payableId);
    if (!outletId || !isInScope(scope, outletId))
      throw new DomainError('not_found', 'ORDER_NOT_FOUND', 'No such order.');
    return outletId;
  }

  /** Of a line whose quantity nobody says there are two. */
  async worth(_: string, __: string, wanted: readonly WantedReturn[]): Promise<ReturnWorth> {
    return { amount: this.worthIs, pieces: wanted.map((piece) => ({ ...piece, quantity: piece.quantity ?? 2 })) };
  }

  async refunded(_: string, __: string, { amount, late, pieces }: MoneyBack): Promise<void> {
    this.told.push(['refunded', amount, late, pieces]);
  }

  async retendered(_: string, __: string, { paymentId, from, to }: Retendered): Promise<void> {
    this.told.push(['retendered', paymentId, from, to]);
  }

  async smallestCoin(): Promise<MinorUnits> {
    return this.coin;
  }

  async strangersAmong(_: string, userIds: readonly string[]): Promise<string[]> {
    return userIds.filter((id) => this.strangers.has(id));
  }
}

/** Drawers of those who have an open shift. */
export class FakeDrawers extends CashDrawer {
  readonly shifts = new Map<string, string>();
  readonly entries: DrawerEntry[] = [];
  readonly corrections: ShiftEntry[] = [];
  readonly retenders: RetenderEntry[] = [];
  /** Shifts that have ended. */
  readonly ended = new Set<string>();

  async record(entry: DrawerEntry): Promise<{ readonly shiftId: string }> {
    const shiftId = this.shifts.get(entry.userId);
    if (shiftId === undefined) throw new DomainError('conflict', 'NO_OPEN_SHIFT', 'Open a shift first.');
    this.entries.push(entry);
    return { shiftId };
  }

  async correct(entry: ShiftEntry): Promise<boolean> {
    if (this.ended.has(entry.shiftId)) return false;
    if (entry.cash !== 0) this.corrections.push(entry);
    return true;
  }

  async retender(entry: RetenderEntry): Promise<void> {
    this.retenders.push(entry);
  }
}

/** A gateway that answers what a test says. */
export class FakeGateway extends PaymentGateway {
  readonly name = 'propay';
  readonly methods = ['pix'];
  readonly currencies = ['BRL'];
  readonly asked: unknown[] = [];
  created: ChargeOutcome = NO_ANSWER;
  fetched: FetchOutcome = NO_ANSWER;
  cancelled: CancelOutcome = NO_ANSWER;
  refunded: GatewayRefundOutcome = NO_ANSWER;

  async create(request: ChargeRequest): Promise<ChargeOutcome> {
    this.asked.push(['create', request.paymentId]);
    return this.created;
  }

  async fetch(): Promise<FetchOutcome> {
    this.asked.push(['fetch']);
    return this.fetched;
  }

  async cancel(): Promise<CancelOutcome> {
    this.asked.push(['cancel']);
    return this.cancelled;
  }

  async refund(request: RefundRequest): Promise<GatewayRefundOutcome> {
    this.asked.push(['refund', request.refundId, request.amount]);
    return this.refunded;
  }

  readWebhook(): WebhookReading {
    return { verdict: 'unreadable', reason: 'a fake' };
  }
}

class OneGateway extends PaymentGateways {
  readonly all: readonly PaymentGateway[];

  constructor(private readonly gateway: PaymentGateway) {
    super();
    this.all = [gateway];
  }

  forMethod(method: string): PaymentGateway | null {
    return this.gateway.methods.includes(method) ? this.gateway : null;
  }

  named(name: string): PaymentGateway | null {
    return this.gateway.name === name ? this.gateway : null;
  }
}

class KeptAlarm extends ReviewAlarm {
  readonly raised: string[] = [];

  raise(gateway: string, review: string): void {
    this.raised.push(`${gateway} ${review}`);
  }
}

/** Says which reason was chosen, and for what. */
export class SaidReasons extends ReasonsApi {
  async wordsOf({ reasonId, kinds, note }: ChosenReason): Promise<string> {
    return `${kinds.join('/')} ${reasonId}: ${note ?? '-'}`;
  }
}

/** Every outlet is one in Jakarta, whose days begin at four. */
const aKnownOutlet = (): OutletsApi =>
  ({ get: async (id: string) => anOutlet({}, id) }) as Partial<OutletsApi> as OutletsApi;

/** All that the use cases of payments need, in memory. */
export function paymentWorld() {
  const clock = new FixedClock(AT);
  const payments = new InMemoryPaymentRepository();
  const refunds = new InMemoryRefundRepository(payments);
  const tenders = new InMemoryTenderRepository();
  const payables = new FakePayables();
  const drawer = new FakeDrawers();
  const gateway = new FakeGateway();
  const gateways = new OneGateway(gateway);
  const alarm = new KeptAlarm();
  const jobs = new KeptJobQueue();
  const audit = new KeptAuditLog();
  const events = new KeptEventLog();
  const unitOfWork = new PlainUnitOfWork();
  const permissions = new DefaultPermissions();
  const cashier: UserActor = { kind: 'user', id: newId(), role: 'KASIR', outletIds: [] };
  const schedule = new ReconciliationSchedule(jobs, clock);
  const pages = new PaymentPages(gateways);
  const billPayments = new BillPayments(payments, pages, schedule, events);
  const outlets = aKnownOutlet();
  const tipLedger = new InMemoryTipLedger();
  const tips = new TipBook(tipLedger, outlets, clock);
  const bookkeeping = new Bookkeeping(payables, drawer, unitOfWork, tips);
  const reviews = new Reviews(payments, alarm);
  const requests = new RefundRequests(refunds, drawer, tenders, bookkeeping, schedule, audit, clock, tips);
  const giver = new RefundGiver(tenders, payables, bookkeeping, requests);
  const consents = new RefundConsents(permissions, clock);
  const goods = new ReturnedGoods(refunds, payables, new SaidReasons());
  const refunding = [payments, payables, goods, consents, giver, unitOfWork] as const;
  const refundPayment = new RefundPayment(...refunding);
  const refundOrder = new RefundOrder(...refunding);
  const refundSync = new RefundSync(refunds, payments, gateways, bookkeeping, reviews, clock, tips);
  const sync = new GatewaySync(payments, gateways, bookkeeping, billPayments, requests, refundSync, reviews, clock);

  const again = async ({ view: { id, outletId } }: Payment): Promise<Payment> => {
    const payment = await payments.find([outletId], id);
    if (!payment) throw new Error('It is gone');
    return payment;
  };
  /** A payment at the gateway that was opened, and is as it was stored. */
  const opened = async (given: Parameters<typeof aPayment>[0] = {}): Promise<Payment> => {
    const payment = aPayment(given);
    await payments.add(payment);
    payment.open({ reference: `r-${payment.view.id}`, presentation: PIX, expiresAt: null });
    await payments.save(payment);
    return again(payment);
  };
  const paid = async (given: Parameters<typeof aPayment>[0] = {}): Promise<Payment> => {
    const payment = await opened(given);
    payment.capture({ at: AT, reference: null });
    payment.account({ applied: payment.view.amount, shiftId: null });
    await payments.save(payment);
    return again(payment);
  };
  const at = (minutes: number) => void clock.set(new Date(AT.getTime() + minutes * 60_000));
  return {
    ...{
      clock,
      payments,
      refunds,
      tenders,
      payables,
      drawer,
      gateway,
      gateways,
      alarm,
      jobs,
      audit,
      events,
      unitOfWork,
      permissions,
      cashier,
    },
    ...{
      outlets,
      tipLedger,
      tips,
      schedule,
      pages,
      billPayments,
      bookkeeping,
      reviews,
      requests,
      exchangeGoods: new ExchangeGoods(payments, payables, goods, giver, bookkeeping, clock),
      refundPayment,
      refundOrder,
      refundSync,
      sync,
      again,
      opened,
      paid,
      at,
    },
    payable: aPayable({ outletId: newId() }),
  };
}

export type PaymentWorld = ReturnType<typeof paymentWorld>;

/** What a gateway says of a payment. */
export const stateOf = ({ view }: Payment, given: Partial<ChargeState> = {}): ChargeState => ({
  reference: view.reference ?? `r-${view.id}`,
  status: 'PAID',
  amount: view.amount + view.tip,
  currency: view.currency,
  refundedAmount: 0,
  paidAt: null,
  review: null,
  ...given,
});

/** An event whose signature covers what it says. */
export const eventOf = (payment: Payment, given: Partial<GatewayEvent> = {}): GatewayEvent => ({
  verdict: 'genuine',
  eventId: newId(),
  type: 'charge.paid',
  paymentId: payment.view.id,
  reference: null,
  state: stateOf(payment),
  mustBeConfirmed: false,
  refund: null,
  ...given,
});

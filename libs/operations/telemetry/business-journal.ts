import { Injectable, type OnModuleInit } from '@nestjs/common';

import { NewOrder, OrderUpdated, OrderVoided, PaymentUpdated } from '#events/ordering';
import { ShiftClosed } from '#events/shifts';
import type { NewEvent, PayloadOf } from '#libs/kernel';
import { CommittedEvents, Logger, Metrics } from '#libs/platform';

/**
 * The business as an operator sees it: one line of the log for each order that is placed, paid, refunded or voided and each shift that is
 * closed, and counters beside it. Told once each, by the process that committed it. Lines have ids and totals and nothing of a person;
 * counters have no outlets, which are without number: the lines and the reports do.
 */
@Injectable()
export class BusinessJournal implements OnModuleInit {
  private readonly counters: ReturnType<typeof countersOf>;

  constructor(
    private readonly committed: CommittedEvents,
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.counters = countersOf(metrics);
  }

  onModuleInit(): void {
    this.committed.subscribe((event) => this.note(event));
  }

  private note(event: NewEvent): void {
    if (NewOrder.is(event)) this.notePlaced(event);
    else if (PaymentUpdated.is(event)) this.noteMoney(event);
    else if (OrderVoided.is(event)) this.noteVoided(event);
    else if (OrderUpdated.is(event) && event.payload.change === 'LINE_VOIDED')
      this.counters.voids.inc({ what: 'line' });
    else if (ShiftClosed.is(event)) {
      this.counters.shifts.inc();
      this.logger.info('shift closed', { shift_id: event.payload.id, outlet_id: event.outletId });
    }
  }

  private notePlaced({ outletId, payload }: NewEvent<PayloadOf<typeof NewOrder>>): void {
    // With `fired` the kitchen alone hears of an order that was placed before.
    if (payload.fired) return;
    this.counters.placed.inc({ type: payload.type });
    this.logger.info('order placed', { ...orderOf(outletId, payload), type: payload.type, status: payload.status });
  }

  private noteMoney({ outletId, payload }: NewEvent<PayloadOf<typeof PaymentUpdated>>): void {
    const { method, received_amount: received = 0, returned_amount: returned = 0, currency } = payload;
    const figures = {
      ...orderOf(outletId, payload),
      payment_status: payload.payment_status,
      paid_amount: payload.paid_amount,
      refunded_amount: payload.refunded_amount,
    };
    if (method !== undefined && received > 0) {
      this.counters.payments.inc({ method, currency });
      this.counters.takings.inc({ method, currency }, received);
      const isWhole = payload.payment_status === 'PAID';
      this.logger.info(isWhole ? 'order paid' : 'order paid in part', {
        ...figures,
        payment_id: payload.payment_id,
        method,
        amount: received,
      });
    }
    if (returned > 0) {
      this.counters.refunds.inc({ currency });
      this.counters.refunded.inc({ currency }, returned);
      this.logger.info('order refunded', { ...figures, amount: returned });
    }
  }

  private noteVoided({ outletId, payload }: NewEvent<PayloadOf<typeof OrderVoided>>): void {
    const isLoss = payload.loss === true;
    this.counters.voids.inc({ what: isLoss ? 'lost_order' : 'order' });
    this.logger.info('order voided', { ...orderOf(outletId, payload), ...(isLoss && { loss_amount: payload.amount }) });
  }
}

interface OrderHeading {
  readonly order_id: string;
  readonly number: string;
  readonly total_amount: number;
  readonly currency: string;
}

const orderOf = (outletId: string | null, { order_id, number, total_amount, currency }: OrderHeading) => ({
  order_id,
  number,
  outlet_id: outletId,
  total_amount,
  currency,
});

const countersOf = (metrics: Metrics) => ({
  placed: metrics.counter({
    name: 'comanda_orders_placed_total',
    help: 'Orders placed, by type',
    labelNames: ['type'],
  }),
  payments: metrics.counter({
    name: 'comanda_payments_taken_total',
    help: 'Payments that bills took, by method and currency',
    labelNames: ['method', 'currency'],
  }),
  takings: metrics.counter({
    name: 'comanda_takings_minor_total',
    help: 'Money that bills took, in minor units, by method and currency',
    labelNames: ['method', 'currency'],
  }),
  refunds: metrics.counter({
    name: 'comanda_refunds_total',
    help: 'Refunds of what bills had taken, by currency',
    labelNames: ['currency'],
  }),
  refunded: metrics.counter({
    name: 'comanda_refunded_minor_total',
    help: 'Money that went back from bills, in minor units, by currency',
    labelNames: ['currency'],
  }),
  voids: metrics.counter({
    name: 'comanda_voids_total',
    help: 'What was voided: order, lost_order (served and not paid), line',
    labelNames: ['what'],
  }),
  shifts: metrics.counter({ name: 'comanda_shifts_closed_total', help: 'Shifts closed' }),
});

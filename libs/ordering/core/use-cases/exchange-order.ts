import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { actorRef, Clock, type MinorUnits, UnitOfWork, type UserActor } from '#libs/kernel';
import {
  type CardType,
  type Exchanged,
  PaymentsApi,
  type RefundTo,
  type TenderMethod,
  type WantedReturn,
} from '#libs/payments';

import type { WantedLine } from '../model/order-line.js';
import { payableOf } from '../model/order-payable.js';
import type { Order } from '../model/order.js';
import { OrderRepository, orderScope } from '../ordering.ports.js';
import { CashPayments } from '../services/cash-payments.js';
import { OrderChanges } from '../services/order-changes.js';
import { TenderPayments } from '../services/tender-payments.js';
import { PlaceOrder } from './place-order.js';

/** How the difference is paid at once, where the new goods cost more. */
export type DifferencePaid =
  | { readonly method: 'cash'; readonly tendered?: MinorUnits; readonly isTenderedConfirmed?: boolean }
  | {
      readonly method: TenderMethod;
      readonly tenderId?: string;
      readonly reference?: string;
      readonly last4?: string;
      readonly cardType?: CardType;
    };

export interface ExchangeOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  /** What comes back of the order. */
  readonly pieces: readonly WantedReturn[];
  /** What is taken for it, at today's prices. */
  readonly items: readonly WantedLine[];
  readonly reason?: string;
  readonly reasonId?: string;
  /** Absent: what is due stays due. */
  readonly pay?: DifferencePaid;
  /** Where money goes that is left over, when not where it came from. */
  readonly to?: RefundTo;
  /** Of the slip by which it goes. */
  readonly reference?: string;
  readonly approval?: Approval;
  readonly version?: number;
}

export interface ExchangedOrder extends Omit<Exchanged, 'payment'> {
  /** The new one. */
  readonly order: Order;
  readonly original: Order;
  /** Cash to hand back of what was tendered. */
  readonly change: MinorUnits;
}

/** A return and a new sale in one: goods that come back pay for others, and the difference alone is money. All of it, or nothing. */
@Injectable()
export class ExchangeOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly changes: OrderChanges,
    private readonly place: PlaceOrder,
    private readonly payments: PaymentsApi,
    private readonly cash: CashPayments,
    private readonly tenders: TenderPayments,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `ORDER_NOT_FOUND` (404), `BILL_VOIDED`, `BILL_OPEN`, `BILL_CLOSED`, `VERSION_CONFLICT` (409), and what placing, paying, `Permissions.require`
   * and `PaymentsApi.exchange` throw.
   */
  async execute({ actor, orderId, version, approval, pay, ...wish }: ExchangeOrderInput): Promise<ExchangedOrder> {
    const scope = orderScope(actor);
    const seen = await this.changes.look(actor, orderId);
    seen.assertMayExchange();
    const need = { actor, approval, ...wish };
    const consent = await this.changes.consent(await this.consentFor(seen, need));
    return this.unitOfWork.run(async () => {
      const sold = await this.orders.lock(orderId, scope);
      sold.assertVersion(version);
      sold.assertMayExchange();
      const approvedBy = await this.changes.confirm(consent, await this.consentFor(sold, need));
      const { order: placed } = await this.place.execute(orderOf(actor, sold, wish.items));
      const { id } = placed.view;
      const bills = { from: payableOf(sold), into: payableOf(placed), due: placed.amountDue };
      const { payment, ...exchanged } = await this.payments.exchange({ ...bills, ...wish, actor });
      const { reason, reasonId } = wish;
      const act = { actor: actorRef(actor), at: this.clock.now(), reason, reasonId, approvedBy };
      if (payment) await this.changed(id, scope, (order) => order.paid(payment, act));
      const change = await this.paid(actor, id, pay);
      const { exchanged: amount, refunded } = exchanged;
      const original = await this.changed(orderId, scope, (order) => order.exchanged({ orderId: id, amount }, act));
      await this.changes.trace('order.exchanged', original, act, { into_order_id: id, exchanged: amount, refunded });
      return { ...exchanged, order: await this.orders.get(id, scope), original, change };
    });
  }

  /** What it takes to take so much back. */
  private async consentFor(
    { view }: Order,
    { actor, approval, pieces, to }: Pick<ExchangeOrderInput, 'actor' | 'approval' | 'pieces' | 'to'>,
  ) {
    const { id, outletId } = view;
    const amount = await this.payments.worthOf({ id, outletId }, pieces);
    const key = to ? ('payment.refund_other' as const) : ('return.exchange' as const);
    return { actor, outletId, approval, key, isNeeded: true, facts: { amount } };
  }

  private async changed(
    id: string,
    scope: ReturnType<typeof orderScope>,
    change: (order: Order) => void,
  ): Promise<Order> {
    const order = await this.orders.lock(id, scope);
    change(order);
    await this.orders.save(order);
    return order;
  }

  /** The difference, where it is paid at once. Answers the change. */
  private async paid(actor: UserActor, orderId: string, pay: DifferencePaid | undefined): Promise<MinorUnits> {
    if (!pay || (await this.changes.look(actor, orderId)).amountDue <= 0) return 0;
    if (pay.method !== 'cash') {
      await this.tenders.take({ actor, orderId, ...pay });
      return 0;
    }
    const { tendered, isTenderedConfirmed } = pay;
    const { payment } = await this.cash.take({ actor, orderId, tendered, isTenderedConfirmed });
    return payment.change ?? 0;
  }
}

/** Sold as the first was, where that was face to face: over the counter, whatever table it was at. */
function orderOf(actor: UserActor, { view }: Order, items: readonly WantedLine[]) {
  const { outletId, type, customerId, id } = view;
  const isFaceToFace = type === 'DINE_IN' || type === 'TAKEAWAY';
  return {
    ...{ actor, outletId, items, exchangeOf: id },
    type: isFaceToFace ? type : ('TAKEAWAY' as const),
    ...(customerId !== null && { customerId }),
  };
}

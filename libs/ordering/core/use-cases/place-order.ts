import { Injectable } from '@nestjs/common';

import { conflict, DomainError, newId, together, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import { Order } from '../order.js';
import { buyerOf } from '../order-limits.js';
import { stockOf } from '../order-lines-of.js';
import { priceChanged } from '../order.errors.js';
import { toQuoteWire } from '../order-wire.js';
import { OrderNumbers, OrderRepository, orderScope, UnpaidOrders } from '../ordering.ports.js';
import type { WantedParcel } from '../shipping-wish.js';
import { type OrderInput, type PricedOrder, PriceOrder } from './price-order.js';
import { TakeForOrder } from './take-for-order.js';

export interface PlacedOrder {
  readonly order: Order;
  /** It was there already, from an earlier try with the same id. */
  readonly isReplay: boolean;
  /** What else is known of an order that was placed this moment; null for an earlier one. */
  readonly fresh: { readonly parcel: WantedParcel | null; readonly images: PricedOrder['images'] } | null;
}

/**
 * Places an order. Everything is decided before the transaction opens; then cart, order, lines, events, coupon, parcel and stock are written
 * together or not at all. They travel together, stock last: its rows are the contended ones. Of an order that takes stock alone the commit
 * travels with them, and they are held for no round trip at all.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly pricing: PriceOrder,
    private readonly orders: OrderRepository,
    private readonly numbers: OrderNumbers,
    private readonly takings: TakeForOrder,
    private readonly unpaid: UnpaidOrders,
    private readonly tables: TablesApi,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A party that moves in the same moment is served at its new table. */
  async execute(input: OrderInput): Promise<PlacedOrder> {
    try {
      return await this.placeOnce(input);
    } catch (error) {
      const hasMoved = error instanceof DomainError && error.code === 'TABLE_SESSION_CLOSED';
      if (!hasMoved || this.unitOfWork.isUnderWay) throw error;
      return this.placeOnce(input);
    }
  }

  private async placeOnce(input: OrderInput): Promise<PlacedOrder> {
    const earlier = input.id === undefined ? null : await this.orders.find(input.id, orderScope(input.actor));
    if (earlier) return { order: assertSame(earlier, input), isReplay: true, fresh: null };
    const priced = await this.pricing.execute(input);
    const { outlet, draft, lines, at } = priced;
    assertExpected(input, priced);
    const number = await this.numbers.next(outlet.id, outlet.orderPrefix, draft.businessDate);
    const id = input.id ?? newId();
    let order!: Order;
    const write = (): Promise<void>[] => {
      order = Order.place({ ...draft, id, number }, lines, at);
      return [
        ...(draft.tableSessionId
          ? [this.tables.assertStillOpen({ id: draft.tableSessionId, tableId: draft.tableId ?? '' })]
          : []),
        ...this.admitted(input, priced),
        ...this.takings.begin(priced),
        this.orders.insert(order),
        ...this.takings.execute(priced, order.view),
      ];
    };
    if (this.takings.isStockAlone(priced)) await this.unitOfWork.atOnce(write);
    else await this.unitOfWork.run(() => together(...write()));
    return { order, isReplay: false, fresh: { parcel: priced.extras.parcel, images: priced.images } };
  }

  /** Nothing for what staff order, and for what costs nothing. */
  private admitted({ actor }: OrderInput, { outlet, draft, lines }: PricedOrder): Promise<void>[] {
    const { tableSessionId, placedFrom } = draft;
    const buyer = buyerOf(actor, { tableSessionId, network: placedFrom ?? null });
    if (!buyer) return [];
    const { heldStockPercent, maxUnpaidOrders } = outlet;
    const mostOrders = buyer.customerId === null ? null : maxUnpaidOrders;
    return [this.unpaid.admit({ outletId: outlet.id, buyer, mostOrders, heldStockPercent, demand: stockOf(lines) })];
  }
}

/** Throws `PRICE_CHANGED` (409) with the new quote when the order comes to something else than the buyer was told. */
function assertExpected({ expectedTotal }: OrderInput, { draft, lines, extras, at }: PricedOrder): void {
  if (expectedTotal === undefined) return;
  const { view, lines: priced } = Order.place({ ...draft, id: newId(), number: '' }, lines, at);
  if (view.totalAmount === expectedTotal) return;
  throw priceChanged(expectedTotal, view.totalAmount, toQuoteWire(view, priced, extras.parcel?.option ?? null));
}

/** A retry with the order's own id answers the order; another basket under the same id is a mistake. */
function assertSame(order: Order, input: OrderInput): Order {
  const basket = (lines: readonly { productId: string; quantity: number }[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  const wanted = input.items ?? [];
  const original = order.lines.filter((line) => line.position <= wanted.length);
  if (order.view.version > 1 || basket(original) === basket(wanted)) return order;
  throw conflict('ORDER_ID_TAKEN', 'There is another order with this id already.', { order_id: order.view.id });
}

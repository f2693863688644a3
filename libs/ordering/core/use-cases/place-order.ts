import { Injectable } from '@nestjs/common';

import { Again, conflict, DomainError, newId, together, UnitOfWork } from '#libs/kernel';
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

  /** Throws `ORDER_ID_TAKEN` (409) when the order's own id is that of another one. */
  execute(input: OrderInput): Promise<PlacedOrder> {
    const { id } = input;
    return id === undefined ? this.placeAtTable(input) : this.unitOfWork.repeating(() => this.placeOnce(id, input));
  }

  /** Of several tries with one id, whichever comes first places the order, and the others answer it. */
  private async placeOnce(id: string, input: OrderInput): Promise<PlacedOrder> {
    const scope = orderScope(input.actor);
    const earlier = await this.orders.find(id, scope);
    if (earlier) {
      assertSame(earlier, input);
      return { order: earlier.order, isReplay: true, fresh: null };
    }
    try {
      return await this.placeAtTable(input);
    } catch (error) {
      // Not only the id: the other try has the stock, the coupon's use and the cart as well.
      if (error instanceof DomainError && (await this.orders.isThere(id, scope))) throw new Again(error);
      throw error;
    }
  }

  /** A party that moves in the same moment is served at its new table. */
  private async placeAtTable(input: OrderInput): Promise<PlacedOrder> {
    try {
      return await this.placeNew(input);
    } catch (error) {
      const hasMoved = error instanceof DomainError && error.code === 'TABLE_SESSION_CLOSED';
      if (!hasMoved || this.unitOfWork.isUnderWay) throw error;
      return this.placeNew(input);
    }
  }

  private async placeNew(input: OrderInput): Promise<PlacedOrder> {
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
        this.orders.insert(order, input.requestHash),
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

/** A retry with the order's own id answers the order; another request under the same id is a mistake. */
function assertSame({ order, requestHash }: { order: Order; requestHash: string | null }, input: OrderInput): void {
  const isSame = requestHash === null ? hasBasketOf(order, input) : requestHash === input.requestHash;
  if (isSame) return;
  throw conflict('ORDER_ID_TAKEN', 'There is another order with this id already.', { order_id: order.view.id });
}

/** What can be told of an order that was placed before its request was kept, while nobody has changed it. */
function hasBasketOf(order: Order, input: OrderInput): boolean {
  const basket = (lines: readonly { productId: string; quantity: number }[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  const wanted = input.items ?? [];
  const original = order.lines.filter((line) => line.position <= wanted.length);
  return order.view.version > 1 || basket(original) === basket(wanted);
}

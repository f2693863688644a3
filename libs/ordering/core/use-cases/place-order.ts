import { Injectable } from '@nestjs/common';

import { type Actor, DomainError, newId, UnitOfWork } from '#libs/kernel';

import { Order } from '../model/order.js';
import { buyerOf } from '../model/order-limits.js';
import { stockOf } from '../model/order-lines-of.js';
import { OrderPlacement, type Placement } from '../model/order-placement.js';
import { orderIdTaken } from '../model/ordering.errors.js';
import { OrderNumbers, OrderRepository, orderScope, type UnpaidClaim } from '../ordering.ports.js';
import type { WantedParcel } from '../model/shipping-wish.js';
import { assertExpectedOf } from '../services/expected-total.js';
import { type OrderInput, type PricedOrder, OrderPricer } from '../services/order-pricer.js';

export interface PlacedOrder {
  readonly order: Order;
  /** It was there already, from an earlier try with the same id. */
  readonly isReplay: boolean;
  /** What else is known of an order that was placed this moment; null for an earlier one. */
  readonly fresh: { readonly parcel: WantedParcel | null; readonly images: PricedOrder['images'] } | null;
}

/**
 * Places an order: prices it, gives it a number, and commits it with everything that it takes. All of it is decided before the unit of work
 * opens.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly pricing: OrderPricer,
    private readonly numbers: OrderNumbers,
    private readonly placements: OrderPlacement,
    private readonly orders: OrderRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `ORDER_ID_TAKEN` (409) when the order's own id is that of another one. */
  async execute(input: OrderInput): Promise<PlacedOrder> {
    const earlier = await this.earlierTry(input);
    if (earlier) return earlier;
    try {
      return await this.placeWhereTheyAre(input);
    } catch (error) {
      // Of several tries at once the first has the id, and with it perhaps the stock, the coupon's use and the cart.
      const first = error instanceof DomainError ? await this.earlierTry(input) : null;
      if (!first) throw error;
      return first;
    }
  }

  /** The order that an earlier try with the same id placed. */
  private async earlierTry(input: OrderInput): Promise<PlacedOrder | null> {
    if (input.id === undefined) return null;
    const found = await this.orders.find(input.id, orderScope(input.actor));
    if (!found) return null;
    assertSame(found, input);
    return { order: found.order, isReplay: true, fresh: null };
  }

  /** A party that moves in the same moment is served at its new table. */
  private async placeWhereTheyAre(input: OrderInput): Promise<PlacedOrder> {
    try {
      return await this.place(input);
    } catch (error) {
      const hasMoved = error instanceof DomainError && error.code === 'TABLE_SESSION_CLOSED';
      if (!hasMoved) throw error;
      return this.place(input);
    }
  }

  private async place(input: OrderInput): Promise<PlacedOrder> {
    const priced = await this.pricing.price(input);
    assertExpectedOf(input.expectedTotal, priced);
    const { outlet, draft, lines, extras, images, at } = priced;
    const order = await this.numbers.use(outlet, draft.businessDate, async (number) => {
      const placed = Order.place({ ...draft, id: input.id ?? newId(), number }, lines, at);
      // What a refused placement wrote is undone, so that a unit of work around this one can go on.
      await this.unitOfWork.attempt(() => this.placements.commit(placementOf(placed, input, priced)));
      return placed;
    });
    return { order, isReplay: false, fresh: { parcel: extras.parcel, images } };
  }
}

/** The order with everything that it takes. */
function placementOf(order: Order, input: OrderInput, { basket, draft, extras, ...priced }: PricedOrder): Placement {
  const { tableSessionId, tableId } = draft;
  return {
    order,
    requestHash: input.requestHash,
    sitting: tableSessionId === null ? null : { id: tableSessionId, tableId: tableId ?? '' },
    claim: claimOf(input.actor, { draft, ...priced }),
    cart: basket.cart,
    // A parked bill takes nothing yet.
    coupon: order.isParked ? null : extras.coupon,
    parcel: extras.parcel,
    demand: stockOf(order.lines),
    at: priced.at,
  };
}

/** Nothing is claimed by what staff order. */
function claimOf(
  actor: Actor,
  { outlet, draft, lines }: Pick<PricedOrder, 'outlet' | 'draft' | 'lines'>,
): UnpaidClaim | null {
  const { tableSessionId, placedFrom } = draft;
  const buyer = buyerOf(actor, { tableSessionId, network: placedFrom ?? null });
  if (!buyer) return null;
  const { id: outletId, heldStockPercent, maxUnpaidOrders } = outlet;
  const mostOrders = buyer.customerId === null ? null : maxUnpaidOrders;
  return { outletId, buyer, mostOrders, heldStockPercent, demand: stockOf(lines) };
}

/** A retry with the order's own id answers the order; another request under the same id is a mistake. */
function assertSame({ order, requestHash }: { order: Order; requestHash: string | null }, input: OrderInput): void {
  const isSame = requestHash === null ? hasBasketOf(order, input) : requestHash === input.requestHash;
  if (isSame) return;
  throw orderIdTaken(order.view.id);
}

/** What can be told of an order that was placed before its request was kept, while nobody has changed it. */
function hasBasketOf(order: Order, input: OrderInput): boolean {
  const basket = (lines: readonly { readonly productId?: string; readonly quantity: number }[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  const wanted = input.items ?? [];
  const original = order.lines.filter((line) => line.position <= wanted.length);
  return order.view.version > 1 || basket(original) === basket(wanted);
}

import { Injectable } from '@nestjs/common';

import { type Actor, DomainError, invalid, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import { openBillOf } from '../model/guest-rounds.js';
import type { Order } from '../model/order.js';
import { assertExpectedOf } from '../services/expected-total.js';
import type { Seat } from '../services/order-destinations.js';
import { type OrderInput, OrderPricer, type PricedOrder } from '../services/order-pricer.js';
import { orderIdTaken, tableSessionRequired } from '../model/ordering.errors.js';
import { OrderRepository, orderScope, Placings } from '../ordering.ports.js';
import { AddOrderItems } from './add-order-items.js';
import { type PlacedOrder, PlaceOrder } from './place-order.js';

/** A round of a sitting, on the sitting's bill. */
export interface PlacedRound extends PlacedOrder {
  /** The lines that this request placed, wherever they are on the bill. */
  readonly lineIds: readonly string[];
}

/**
 * Orders at a table on the sitting's open unpaid bill, or opens one: of several phones at one moment the first opens it, and the others add to it.
 * The id that the client gave names the request: with the same id it is the same round, on whatever bill its lines are by then.
 */
@Injectable()
export class JoinOpenBill {
  constructor(
    private readonly pricing: OrderPricer,
    private readonly place: PlaceOrder,
    private readonly add: AddOrderItems,
    private readonly tables: TablesApi,
    private readonly orders: OrderRepository,
    private readonly placings: Placings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * `expectedTotal` is what these lines alone come to. Throws what placing an order and adding to one throw, `TABLE_SESSION_REQUIRED` (422) where
   * there is no sitting, and `ORDER_ID_TAKEN` (409) when the id is that of another request.
   */
  async execute(input: OrderInput): Promise<PlacedRound> {
    assertPlain(input);
    const earlier = await this.earlierTry(input);
    if (earlier) return earlier;
    try {
      return await this.placeWhereTheySit(input);
    } catch (error) {
      // Of several tries at once the first may have the stock that the others lack.
      const first = error instanceof DomainError ? await this.earlierTry(input) : null;
      if (!first) throw error;
      return first;
    }
  }

  /** A party that moves in the same moment is served at its new table. */
  private async placeWhereTheySit(input: OrderInput): Promise<PlacedRound> {
    try {
      return await this.unitOfWork.attempt(() => this.placeRound(input));
    } catch (error) {
      const hasMoved = error instanceof DomainError && error.code === 'TABLE_SESSION_CLOSED';
      if (!hasMoved) throw error;
      return this.unitOfWork.attempt(() => this.placeRound(input));
    }
  }

  private async placeRound(input: OrderInput): Promise<PlacedRound> {
    const priced = await this.pricing.price(input);
    const sitting = sittingOf(priced.draft);
    assertExpectedOf(input.expectedTotal, priced);
    return this.unitOfWork.run(async () => {
      await this.tables.lockOpen(sitting);
      return (await this.earlierTry(input)) ?? this.putOnBill(input, priced, sitting.id);
    });
  }

  private async putOnBill(input: OrderInput, { draft, outlet, at }: PricedOrder, sessionId: string) {
    const bill = openBillOf(await this.orders.lockOfSession(outlet.id, sessionId), draft.holdReason ?? null);
    const order = bill ? await this.addTo(bill, input) : await this.open(input);
    const before = new Set(bill?.lines.map(({ id }) => id));
    const lineIds = order.lines.flatMap(({ id }) => (before.has(id) ? [] : [id]));
    const { id, requestHash } = input;
    if (id !== undefined && requestHash !== undefined) {
      await this.placings.add({ id, outletId: outlet.id, orderId: order.view.id, requestHash, lineIds, at });
    }
    return { order, isReplay: false, fresh: null, lineIds };
  }

  private addTo({ view }: Order, { actor, items = [] }: OrderInput): Promise<Order> {
    return this.add.execute({ actor, orderId: view.id, items });
  }

  private async open({ expectedTotal: _, ...input }: OrderInput): Promise<Order> {
    return (await this.place.execute(input)).order;
  }

  private async earlierTry({ id, actor, requestHash }: OrderInput): Promise<PlacedRound | null> {
    if (id === undefined) return null;
    const placing = await this.placings.find(id, orderScope(actor));
    if (!placing) return null;
    const order = await this.present(actor, placing.orderId);
    if (placing.requestHash !== requestHash) throw orderIdTaken(order.view.id);
    return { order, isReplay: true, fresh: null, lineIds: placing.lineIds };
  }

  /** The bill that one has become by merging. */
  private async present(actor: Actor, orderId: string): Promise<Order> {
    const order = await this.orders.get(orderId, orderScope(actor));
    return order.view.mergedInto === null ? order : this.present(actor, order.view.mergedInto);
  }
}

/** What belongs to a bill as a whole cannot come with a later round of it. */
function assertPlain({ couponCode, shipping, fromCart, note, items }: OrderInput): void {
  const given = { coupon_code: couponCode, shipping, cart: fromCart || undefined, note };
  const faults = Object.entries(given).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ pointer: `/${name}`, code: 'NOT_WITH_JOIN', message: `${name} does not go with join` }],
  );
  if (items === undefined)
    faults.push({ pointer: '/items', code: 'REQUIRED', message: 'items are required with join' });
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}

function sittingOf({ tableSessionId, tableId }: Seat): { id: string; tableId: string } {
  if (tableSessionId === null || tableId === null) throw tableSessionRequired();
  return { id: tableSessionId, tableId };
}

import { Injectable } from '@nestjs/common';

import { assertAvailable, CatalogApi, chooseModifiers, type SellableProduct } from '#libs/catalog';
import type { Approval } from '#libs/identity';
import { InventoryApi } from '#libs/inventory';
import { type Actor, forbidden, isStaff, mulDiv, notFound, ruleBroken, versionConflict } from '#libs/kernel';
import { type OutletSettings, OutletsApi } from '#libs/outlets';

import type { LineChange } from '../model/line-change.js';
import { assertPieces, buyerOf } from '../model/order-limits.js';
import type { OrderLine, WantedLine } from '../model/order-line.js';
import type { Order } from '../model/order.js';
import { channelOn } from '../model/order-channel.js';
import type { Act, OrderState } from '../model/order-state.js';
import { guestOrderTaken, orderItemVersionRequired, piecesLeft } from '../model/ordering.errors.js';
import { UnpaidOrders } from '../ordering.ports.js';
import { OrderChanges } from '../services/order-changes.js';
import { type ConsentRequest, NO_CONSENT } from '../services/order-consents.js';

export interface ChangeOrderItemInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly lineId: string;
  /** So many pieces more, or fewer: whoever else changes the line meanwhile is counted, too. */
  readonly delta?: number;
  /** So many pieces in all, of the line in `itemVersion`, or the order in `version`. 0 takes the line off. */
  readonly quantity?: number;
  readonly note?: string | null;
  readonly seat?: number | null;
  readonly course?: number | null;
  readonly modifiers?: WantedLine['modifiers'];
  readonly reason?: string;
  readonly reasonId?: string;
  readonly approval?: Approval;
  readonly version?: number;
  /** The version of the line that the caller has seen; unchecked when absent. */
  readonly itemVersion?: number;
}

/**
 * Changes a line of an open bill. Fewer pieces of what the kitchen has begun take a reason and a supervisor, as a void does; guests change what
 * still waits for a yes of the staff.
 */
@Injectable()
export class ChangeOrderItem {
  constructor(
    private readonly changes: OrderChanges,
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly inventory: InventoryApi,
    private readonly unpaid: UnpaidOrders,
  ) {}

  async execute(input: ChangeOrderItemInput): Promise<Order> {
    const { actor, orderId, lineId, approval, version, itemVersion } = input;
    if (input.quantity !== undefined && version === undefined && itemVersion === undefined)
      throw orderItemVersionRequired();
    const seen = await this.changes.look(actor, orderId);
    const { outletId } = seen.view;
    const why = await this.changes.reasonOf(seen, input, 'VOID', 'WASTE');
    const outlet = await this.outlets.get(outletId);
    const was = seen.line(lineId);
    const product = await this.productOf(seen.view, was, input);
    const consent = lost(seen, input) > 0 || approval ? await this.changes.consent(requestOf(seen, input)) : NO_CONSENT;
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const line = locked.line(lineId);
      if (itemVersion !== undefined && itemVersion !== line.version) throw versionConflict(line.version);
      const quantity = piecesOf(line, input);
      if (!isStaff(actor) && locked.view.holdReason !== 'APPROVAL') throw guestOrderTaken();
      const isWasted = lost(locked, input) > 0;
      if (isWasted && !why.reason)
        throw ruleBroken('REASON_REQUIRED', 'The kitchen has begun with this line: say why it is voided.');
      // The kitchen may have begun between our look and the lock: then it takes an approval after all.
      const approvedBy = isWasted ? await this.changes.confirm(consent, requestOf(locked, input)) : consent.approvedBy;
      const grounded = { ...act, approvedBy };
      const place = placeOf(input);
      if (quantity > 0 && Object.keys(place).length > 0) locked.placeLine(lineId, place, grounded);
      if (quantity > line.quantity) await this.admit(input, outlet, { order: locked, line, quantity });
      const freed =
        quantity === 0
          ? locked.voidLine(lineId, grounded)
          : locked.changeLine(lineId, changeOf(input, quantity, product), grounded);
      await this.takeMore(locked, { line, pieces: quantity - line.quantity, act: grounded });
      await this.changes.release(locked, freed, grounded);
      if (quantity >= line.quantity) return;
      const pieces = { item_id: lineId, quantity, previous_quantity: line.quantity, wasted: isWasted };
      await this.changes.trace('order.line_reduced', locked, grounded, pieces);
    });
    return order;
  }

  /** What the line is of, where the change needs it: more of it, or other modifiers. Throws `PRODUCT_NOT_FOUND` (404). */
  private async productOf(
    view: OrderState,
    line: OrderLine,
    input: ChangeOrderItemInput,
  ): Promise<SellableProduct | null> {
    if (piecesOf(line, input) <= line.quantity && input.modifiers === undefined) return null;
    const channel = channelOn(view, input.actor);
    const product = (await this.catalog.sellable(view.outletId, [line.productId], channel)).get(line.productId);
    if (!product) throw notFound('product', 'PRODUCT_NOT_FOUND');
    if (piecesOf(line, input) > line.quantity) assertAvailable(product);
    return product;
  }

  /** Throws `TOO_MANY_PIECES` (422) for more than a guest may order, and what `UnpaidOrders.admit` throws. */
  private async admit(
    { actor }: ChangeOrderItemInput,
    outlet: OutletSettings,
    { order, line, quantity }: { order: Order; line: OrderLine; quantity: number },
  ): Promise<void> {
    assertPieces(actor, [{ quantity }], outlet, order.pieces - line.quantity);
    const buyer = buyerOf(actor, { tableSessionId: order.view.tableSessionId, network: null });
    if (!buyer) return;
    const demand = line.takesStock
      ? [{ productId: line.productId, quantity: quantity - line.quantity, name: line.name }]
      : [];
    const { heldStockPercent, id: outletId } = outlet;
    await this.unpaid.admit({ outletId, buyer, mostOrders: null, heldStockPercent, demand });
  }

  private async takeMore(
    { view, isParked }: Order,
    { line, pieces, act }: { line: OrderLine; pieces: number; act: Act },
  ): Promise<void> {
    if (pieces <= 0 || !line.takesStock || isParked) return;
    const reference = { outletId: view.outletId, referenceId: view.id, actor: act.actor };
    await this.inventory.take(reference, [{ productId: line.productId, quantity: pieces, name: line.name }]);
  }
}

/** How many pieces of what the kitchen has begun would be void. */
function lost(order: Order, input: ChangeOrderItemInput): number {
  const line = order.line(input.lineId);
  return order.hasBegunLine(line.id) ? Math.max(0, line.quantity - piecesOf(line, input)) : 0;
}

/** The consent that voiding them takes. Guests have none to give. */
function requestOf(order: Order, input: ChangeOrderItemInput): ConsentRequest {
  const { actor, approval, lineId } = input;
  if (actor.kind !== 'user') throw forbidden('FORBIDDEN', 'Ask the staff to change this.');
  const line = order.line(lineId);
  const pieces = lost(order, input);
  return {
    ...{ actor, outletId: order.view.outletId, approval, key: 'line.void_begun', isNeeded: pieces > 0 },
    facts: { amount: mulDiv(line.total, pieces, line.quantity) },
  };
}

/** How many pieces the line has afterwards. Throws `QUANTITY_TOO_SMALL` (422) for fewer than none. */
function piecesOf(line: OrderLine, { delta = 0, quantity }: ChangeOrderItemInput): number {
  const pieces = quantity ?? line.quantity + delta;
  if (pieces < 0) throw piecesLeft(line.name, line.quantity);
  return pieces;
}

const placeOf = ({ seat, course }: ChangeOrderItemInput) => ({
  ...(seat !== undefined && { seat }),
  ...(course !== undefined && { course }),
});

/** Throws `MODIFIERS_INVALID` (422) with every fault. */
function changeOf(
  { note, modifiers }: ChangeOrderItemInput,
  quantity: number,
  product: SellableProduct | null,
): LineChange {
  if (modifiers === undefined || product === null) return { quantity, note };
  const { chosen, total, faults } = chooseModifiers(product, modifiers);
  if (faults.length > 0) {
    const errors = faults.map(({ at, ...fault }) => ({ pointer: `/modifiers${at}`, ...fault }));
    throw ruleBroken('MODIFIERS_INVALID', `The options chosen for ${product.name} do not fit.`, { errors });
  }
  return { quantity, note, modifiers: { chosen, total } };
}

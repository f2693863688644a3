import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { InventoryApi } from '#libs/inventory';
import type { Actor, MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { channelOn } from '../model/order-channel.js';
import type { WantedLine } from '../model/order-line.js';
import { linesThatAreNew } from '../model/lines-by-id.js';
import { linesOf, stockOf } from '../model/order-lines-of.js';
import { assertMaySayPrices, assertPieces, buyerOf } from '../model/order-limits.js';
import type { Order } from '../model/order.js';
import { UnpaidOrders } from '../ordering.ports.js';
import { roundWaits } from '../model/ordering.errors.js';
import { assertExpected } from '../services/expected-total.js';
import { OrderChanges } from '../services/order-changes.js';
import { OrderHolds } from '../services/order-holds.js';
import { soldAs, withProducts } from '../services/wanted-products.js';

export interface AddOrderItemsInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly items: readonly WantedLine[];
  /** What the bill comes to with them, as the guest was told, in minor units. */
  readonly expectedTotal?: MinorUnits;
  readonly version?: number;
}

/**
 * Another round. Two waiters who add at once both succeed: the second works on what the first left. Lines that are there by their id were added
 * by an earlier try, and are passed over; a request in which nothing is new is answered with the bill as it is, whatever version it was meant for
 * and whatever has become of the products.
 */
@Injectable()
export class AddOrderItems {
  constructor(
    private readonly changes: OrderChanges,
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly inventory: InventoryApi,
    private readonly unpaid: UnpaidOrders,
    private readonly holds: OrderHolds,
  ) {}

  async execute({ actor, orderId, items: wanted, expectedTotal, version }: AddOrderItemsInput): Promise<Order> {
    assertMaySayPrices(actor, wanted);
    const seen = await this.changes.look(actor, orderId);
    const { outletId, channel } = seen.view;
    const items = await withProducts(this.catalog, outletId, wanted);
    if (linesThatAreNew(items, seen.lines).every((line) => line === null)) return seen;
    const outlet = await this.outlets.get(outletId);
    const products = await soldAs(this.catalog, outletId, items, channelOn({ channel }, actor));
    const { order } = await this.changes.change(actor, orderId, {}, async (locked, act) => {
      // Once more under the lock: the same request may have come first a moment ago, and have taken the last piece.
      const fresh = linesThatAreNew(items, locked.lines);
      if (fresh.every((line) => line === null)) return;
      locked.assertVersion(version);
      const added = linesOf(fresh, products, outlet);
      const { tableSessionId, type, holdReason } = locked.view;
      const hold = tableSessionId === null ? null : await this.holds.of({ actor, outlet, type, tableSessionId });
      if (hold !== null && hold !== holdReason) throw roundWaits(hold);
      assertPieces(actor, added, outlet, locked.pieces);
      locked.addLines(added, act);
      const demand = locked.isParked ? [] : stockOf(added);
      assertExpected(expectedTotal, locked);
      const buyer = buyerOf(actor, { tableSessionId, network: null });
      const { heldStockPercent } = outlet;
      if (buyer) await this.unpaid.admit({ outletId, buyer, mostOrders: null, heldStockPercent, demand });
      if (demand.length > 0) await this.inventory.take({ outletId, referenceId: orderId, actor: act.actor }, demand);
    });
    return order;
  }
}

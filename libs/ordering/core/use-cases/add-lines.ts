import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { InventoryApi } from '#libs/inventory';
import type { Actor, MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { WantedLine } from '../order-line.js';
import { linesOf, stockOf } from '../order-lines-of.js';
import type { Order } from '../order.js';
import { priceChanged } from '../order.errors.js';
import { toQuoteWire } from '../order-wire.js';
import { OrderDesk } from './order-desk.js';

export interface AddLinesInput {
  readonly actor: Actor;
  readonly orderId: string;
  readonly items: readonly WantedLine[];
  /** What the bill comes to with them, as the guest was told, in minor units. */
  readonly expectedTotal?: MinorUnits;
  readonly version?: number;
}

/** Another round. Two waiters who add at once both succeed: the second works on what the first left. */
@Injectable()
export class AddLines {
  constructor(
    private readonly desk: OrderDesk,
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly inventory: InventoryApi,
  ) {}

  async execute({ actor, orderId, items, expectedTotal, version }: AddLinesInput): Promise<Order> {
    const { outletId } = (await this.desk.look(actor, orderId)).view;
    const outlet = await this.outlets.get(outletId);
    const products = await this.catalog.sellable(outletId, [...new Set(items.map((item) => item.productId))]);
    const lines = linesOf(items, products, outlet);
    const demand = stockOf(lines);
    const { order } = await this.desk.change(actor, orderId, { version }, async (locked, act) => {
      locked.addLines(lines, act);
      assertExpected(expectedTotal, locked);
      if (demand.length > 0) await this.inventory.take({ outletId, referenceId: orderId, actor: act.actor }, demand);
    });
    return order;
  }
}

function assertExpected(expected: MinorUnits | undefined, { view, lines }: Order): void {
  if (expected === undefined || view.totalAmount === expected) return;
  throw priceChanged(expected, view.totalAmount, toQuoteWire(view, lines, null));
}

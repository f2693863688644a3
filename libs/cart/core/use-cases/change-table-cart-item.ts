import { Injectable } from '@nestjs/common';

import type { GuestActor } from '#libs/kernel';

import { cartItemNotFound } from '../model/cart.errors.js';
import { changeTableLine, phoneOf } from '../model/table-cart.js';
import type { TableCartView } from '../model/table-cart-view.js';
import { TableCartChanges } from '../services/table-cart-changes.js';
import { TableCartViews } from '../services/table-cart-views.js';
import { assertEnough, TableSupply } from '../services/table-supply.js';

export interface ChangeTableCartItemInput {
  readonly actor: GuestActor;
  readonly itemId: string;
  readonly quantity?: number;
  /** Null takes it away. */
  readonly note?: string | null;
}

/** A phone changes a line of its own. */
@Injectable()
export class ChangeTableCartItem {
  constructor(
    private readonly carts: TableCartChanges,
    private readonly views: TableCartViews,
    private readonly supply: TableSupply,
  ) {}

  /**
   * Throws `CART_ITEM_NOT_YOURS` (403) for another phone's line, `CART_ITEM_NOT_FOUND` (404) for one that was taken out or ordered, `INSUFFICIENT_STOCK`
   * and `TABLE_SESSION_CLOSED` (409).
   */
  async execute({ actor, itemId: id, quantity, note }: ChangeTableCartItemInput): Promise<TableCartView> {
    const line = (await this.carts.look(actor)).lines.find((one) => one.id === id);
    if (!line) throw cartItemNotFound();
    const isMore = quantity !== undefined && quantity > line.quantity;
    const offer = isMore ? await this.supply.of(actor, line.productId) : null;
    const cart = await this.carts.change(actor, (before, now) => {
      const after = changeTableLine(before, { phone: phoneOf(actor), id, quantity, note }, now);
      if (offer) assertEnough(after, offer);
      return after;
    });
    return this.views.show(actor, cart);
  }
}

import { Injectable } from '@nestjs/common';

import type { GuestActor } from '#libs/kernel';

import { phoneOf, removeTableLine } from '../model/table-cart.js';
import { TableCartChanges } from '../services/table-cart-changes.js';

/** A phone takes a line of its own out. */
@Injectable()
export class RemoveTableCartItem {
  constructor(private readonly carts: TableCartChanges) {}

  /** Throws `CART_ITEM_NOT_YOURS` (403), `CART_ITEM_NOT_FOUND` (404) and `TABLE_SESSION_CLOSED` (409). */
  async execute({ actor, itemId: id }: { readonly actor: GuestActor; readonly itemId: string }): Promise<void> {
    await this.carts.change(actor, (cart, now) => removeTableLine(cart, { phone: phoneOf(actor), id }, now));
  }
}

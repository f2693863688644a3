import { Injectable } from '@nestjs/common';

import { assertAvailable, chooseModifiers } from '#libs/catalog';
import { type GuestActor, ruleBroken } from '#libs/kernel';

import { addTableLine, type NewTableCartLine, phoneOf } from '../model/table-cart.js';
import type { TableCartView } from '../model/table-cart-view.js';
import { TableCartChanges } from '../services/table-cart-changes.js';
import { TableCartViews } from '../services/table-cart-views.js';
import { assertEnough, TableSupply } from '../services/table-supply.js';

export interface AddTableCartItemInput extends Omit<NewTableCartLine, 'phone'> {
  readonly actor: GuestActor;
}

/** A phone puts something into what its table orders together, if there is enough of it. */
@Injectable()
export class AddTableCartItem {
  constructor(
    private readonly carts: TableCartChanges,
    private readonly views: TableCartViews,
    private readonly supply: TableSupply,
  ) {}

  /**
   * Throws `PRODUCT_NOT_FOUND` (404), `PRODUCT_UNAVAILABLE`, `INSUFFICIENT_STOCK` and `TABLE_SESSION_CLOSED` (409), `MODIFIERS_INVALID`,
   * `VARIANT_REQUIRED`, `CART_FULL` and `QUANTITY_TOO_LARGE` (422).
   */
  async execute({ actor, ...line }: AddTableCartItemInput): Promise<TableCartView> {
    const offer = await this.supply.of(actor, line.productId);
    assertAvailable(offer.product);
    const { faults } = chooseModifiers(offer.product, line.modifiers);
    if (faults.length > 0) {
      const errors = faults.map(({ at, ...fault }) => ({ pointer: `/modifiers${at}`, ...fault }));
      throw ruleBroken('MODIFIERS_INVALID', `The options chosen for ${offer.product.name} do not fit.`, { errors });
    }
    const cart = await this.carts.change(actor, (before, now) => {
      const after = addTableLine(before, { ...line, phone: phoneOf(actor) }, now);
      assertEnough(after, offer);
      return after;
    });
    return this.views.show(actor, cart);
  }
}

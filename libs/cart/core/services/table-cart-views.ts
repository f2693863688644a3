import { Injectable } from '@nestjs/common';

import { CatalogApi, channelOf, StockLevels } from '#libs/catalog';
import type { GuestActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { phoneOf, type TableCart } from '../model/table-cart.js';
import { showTableCart, type TableCartView } from '../model/table-cart-view.js';
import { TableCartChanges } from './table-cart-changes.js';

/** The cart of a table as it would cost now, as one of its phones sees it. */
@Injectable()
export class TableCartViews {
  constructor(
    private readonly carts: TableCartChanges,
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
  ) {}

  /** Throws `TABLE_SESSION_CLOSED` (409) once the sitting has ended. */
  async get(actor: GuestActor): Promise<TableCartView> {
    return this.show(actor, await this.carts.look(actor));
  }

  async show(actor: GuestActor, cart: TableCart): Promise<TableCartView> {
    const { outletId } = cart;
    const { currency } = await this.outlets.get(outletId);
    const ids = [...new Set(cart.lines.map(({ productId }) => productId))];
    const products = await this.catalog.sellable(outletId, ids, channelOf(actor));
    const tracked = ids.filter((id) => products.get(id)?.trackStock);
    const stock = tracked.length > 0 ? await this.stock.onHand(tracked, [outletId]) : new Map<string, number>();
    return showTableCart(cart, { phone: phoneOf(actor), currency, now: { products, stock } });
  }
}

import { Injectable } from '@nestjs/common';

import { CatalogApi, StockLevels } from '#libs/catalog';
import { Clock, UnitOfWork } from '#libs/kernel';

import { type Cart, merged, newCart } from '../model/cart.js';
import { CartRepository, CartTokens } from '../cart.ports.js';

/**
 * Brings what was filled before the login into the customer's cart, in one transaction, after which the token is dead. Carts of two outlets
 * cannot be one: both stay, and the token stays good. A token that is dead already changes nothing: a client may go on sending it.
 */
@Injectable()
export class CartMerging {
  constructor(
    private readonly carts: CartRepository,
    private readonly tokens: CartTokens,
    private readonly catalog: CatalogApi,
    private readonly stock: StockLevels,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async merge({ customerId, token }: { customerId: string; token: string }): Promise<void> {
    const owner = { tokenHash: this.tokens.hash(token) };
    const now = this.clock.now();
    if (!(await this.carts.find(owner, now))) return;
    await this.unitOfWork.run(async () => {
      const own = await this.carts.open(newCart({ customerId }, now));
      const other = await this.carts.lock(owner, now);
      const both = other && merged(own, other, await this.stockFor(other), now);
      if (!both) return;
      await this.carts.remove(other.id);
      await this.carts.save(both);
    });
  }

  private async stockFor({ outletId, lines }: Cart): Promise<ReadonlyMap<string, number>> {
    if (outletId === null) return new Map();
    const ids = [...new Set(lines.map((line) => line.productId))];
    const products = await this.catalog.sellable(outletId, ids);
    const tracked = ids.filter((id) => products.get(id)?.trackStock);
    return tracked.length > 0 ? this.stock.onHand(tracked, [outletId]) : new Map();
  }
}

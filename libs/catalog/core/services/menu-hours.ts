import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { ProductView, Timed } from '../catalog.ports.js';
import { type CatalogScope, sellersOf } from '../model/catalog-scope.js';
import { earliest, type MenuPlace, menuTurn, runs, type SalesChannel } from '../model/menu.js';
import { CatalogScopes } from './catalog-scopes.js';

/** What the menus' hours make of products, for whoever looks at them. */
@Injectable()
export class MenuHours {
  constructor(
    private readonly scopes: CatalogScopes,
    private readonly clock: Clock,
  ) {}

  /** Products, of which those are off that no outlet of the scope sells at this hour, and when that changes. Costs nothing where nothing is in a menu. */
  async applied(
    products: readonly ProductView[],
    scope: CatalogScope,
    channel: SalesChannel,
  ): Promise<Timed<readonly ProductView[]>> {
    if (!products.some(({ menus }) => menus)) return { value: products, changesAt: null };
    const now = this.clock.now();
    const places = new Map<string, MenuPlace>();
    for (const { id } of scope.outlets) {
      places.set(id, { outletId: id, timeZone: await this.scopes.zoneOf(id) });
    }
    const turns = new Map<string, Date | null>();
    const seen = (product: ProductView): ProductView => {
      const variants = product.variants?.map(seen);
      const whole = variants ? { ...product, variants } : product;
      const { menus } = product;
      const sellers = sellersOf(product, scope.outlets).flatMap(({ id }) => places.get(id) ?? []);
      if (!menus || sellers.length === 0) return whole;
      for (const slot of menus) {
        for (const place of sellers) {
          const key = JSON.stringify([slot, place.outletId]);
          if (!turns.has(key)) turns.set(key, menuTurn(slot, place, now, channel));
        }
      }
      if (sellers.some((place) => menus.some((slot) => runs(slot, place, now, channel)))) return whole;
      return { ...whole, available: false, unavailableReason: whole.unavailableReason ?? 'OFF_MENU' };
    };
    const value = products.map(seen);
    return { value, changesAt: earliest([...turns.values()]) };
  }
}

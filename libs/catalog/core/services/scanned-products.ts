import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogApi } from '../catalog.api.js';
import { barcodeNotSold } from '../model/catalog.errors.js';
import { channelOf } from '../model/menu.js';
import { CatalogScopes } from './catalog-scopes.js';
import { OutletPrices } from './outlet-prices.js';
import type { StockedProduct } from './product-stock.js';
import { ProductViews } from './product-views.js';

/** What somebody at a till has scanned. */
@Injectable()
export class ScannedProducts {
  constructor(
    private readonly catalog: CatalogApi,
    private readonly scopes: CatalogScopes,
    private readonly views: ProductViews,
    private readonly prices: OutletPrices,
  ) {}

  /**
   * The product as the outlet sells it over the counter at this moment, sold out or not. Throws `OUTLET_NOT_FOUND` and `BARCODE_UNKNOWN` (404), and
   * `BARCODE_INVALID` (422) for a code under which nothing is sold and whose check digit is wrong.
   */
  async find(actor: UserActor, outletId: string, code: string): Promise<StockedProduct> {
    const scope = await this.scopes.of(actor, outletId);
    const id = (await this.catalog.scanned(outletId, [code])).get(code);
    if (id === undefined) throw barcodeNotSold(code);
    const { value: kept } = await this.views.get({ actor, outletId, id });
    const { value: sold } = await this.prices.applied([kept], scope, channelOf(actor));
    return this.views.withStock({ actor, outletId, product: sold[0] ?? kept });
  }
}

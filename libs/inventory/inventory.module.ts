import { Global, Module } from '@nestjs/common';

import { CatalogApi, StockLevels } from '#libs/catalog';

import { CatalogueStock } from './core/catalogue-stock.js';
import { InventoryApi } from './core/inventory.api.js';
import { SalesStock } from './core/sales-stock.js';
import { StockLedger } from './core/stock-ledger.js';
import { SqlStockLedger } from './typeorm/sql-stock-ledger.js';

/** Global: ordering takes stock, and the catalogue, which must not call this module, shows it. */
@Global()
@Module({
  providers: [
    { provide: StockLedger, useClass: SqlStockLedger },
    {
      provide: InventoryApi,
      useFactory: (ledger: StockLedger, catalog: CatalogApi) => new SalesStock(ledger, catalog),
      inject: [StockLedger, CatalogApi],
    },
    {
      provide: StockLevels,
      useFactory: (ledger: StockLedger) => new CatalogueStock(ledger),
      inject: [StockLedger],
    },
  ],
  exports: [InventoryApi, StockLevels],
})
export class InventoryModule {}

import { Module } from '@nestjs/common';

import { CatalogApi, StockLevels } from '#libs/catalog';
import { AuditLog, EventLog } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { CatalogModule } from '#module/catalog';
import { OutletsModule } from '#module/outlets';

import { CatalogueStock } from './core/catalogue-stock.js';
import { InventoryApi } from './core/inventory.api.js';
import { StockCountRepository, StockQueries } from './core/inventory.ports.js';
import { SalesStock } from './core/sales-stock.js';
import { StockJournal } from './core/stock-journal.js';
import { StockLedger } from './core/stock-ledger.js';
import { StockedProducts } from './core/stocked-products.js';
import { ChangeStock } from './core/use-cases/change-stock.js';
import { ListStockCounts } from './core/use-cases/list-stock-counts.js';
import { ListStockLevels } from './core/use-cases/list-stock-levels.js';
import { ListStockMovements } from './core/use-cases/list-stock-movements.js';
import { RecordStockCount } from './core/use-cases/record-stock-count.js';
import { ViewStockCount } from './core/use-cases/view-stock-count.js';
import { StockController } from './http/stock.controller.js';
import { StockCountsController } from './http/stock-counts.controller.js';
import { SqlStockCounts } from './typeorm/sql-stock-counts.js';
import { SqlStockLedger } from './typeorm/sql-stock-ledger.js';
import { SqlStockQueries } from './typeorm/sql-stock-queries.js';

@Module({
  imports: [CatalogModule, OutletsModule],
  controllers: [StockController, StockCountsController],
  providers: [
    ChangeStock,
    ListStockCounts,
    ListStockLevels,
    ListStockMovements,
    RecordStockCount,
    ViewStockCount,
    { provide: StockLedger, useClass: SqlStockLedger },
    { provide: StockQueries, useClass: SqlStockQueries },
    { provide: StockCountRepository, useClass: SqlStockCounts },
    {
      provide: StockedProducts,
      useFactory: (outlets: OutletsApi, catalog: CatalogApi) => new StockedProducts(outlets, catalog),
      inject: [OutletsApi, CatalogApi],
    },
    {
      provide: StockJournal,
      useFactory: (audit: AuditLog, events: EventLog) => new StockJournal(audit, events),
      inject: [AuditLog, EventLog],
    },
    {
      provide: InventoryApi,
      useFactory: (ledger: StockLedger) => new SalesStock(ledger),
      inject: [StockLedger],
    },
    {
      provide: CatalogueStock,
      useFactory: (ledger: StockLedger) => new CatalogueStock(ledger),
      inject: [StockLedger],
    },
  ],
  exports: [InventoryApi, CatalogueStock],
})
export class InventoryModule {}

/** What the catalogue, which must not know inventory, shows of it. */
@Module({
  imports: [InventoryModule],
  providers: [{ provide: StockLevels, useExisting: CatalogueStock }],
  exports: [StockLevels],
})
export class InventoryPorts {}

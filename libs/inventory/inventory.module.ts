import { Module } from '@nestjs/common';

import { StockLevels } from '#libs/catalog';
import { CatalogModule } from '#module/catalog';
import { OutletsModule } from '#module/outlets';

import { InventoryApi } from './core/inventory.api.js';
import { InventoryFacade } from './core/inventory.facade.js';
import { StockCountRepository, StockLedger, StockQueries } from './core/inventory.ports.js';
import { LedgerStockLevels } from './core/services/ledger-stock-levels.js';
import { StockChangeLog } from './core/services/stock-change-log.js';
import { StockedProducts } from './core/services/stocked-products.js';
import { StockViews } from './core/services/stock-views.js';
import { ChangeProductStock } from './core/use-cases/change-product-stock.js';
import { RecordStockCount } from './core/use-cases/record-stock-count.js';
import { StockController } from './http/stock.controller.js';
import { StockCountsController } from './http/stock-counts.controller.js';
import { KeepStockMovementsJob } from './jobs/keep-stock-movements.job.js';
import { SqlStockCountRepository } from './typeorm/sql-stock-count.repository.js';
import { SqlStockLedger } from './typeorm/sql-stock-ledger.js';
import { SqlStockQueries } from './typeorm/sql-stock.queries.js';

@Module({
  imports: [CatalogModule, OutletsModule],
  controllers: [StockController, StockCountsController],
  providers: [
    ChangeProductStock,
    RecordStockCount,
    LedgerStockLevels,
    StockChangeLog,
    StockedProducts,
    StockViews,
    KeepStockMovementsJob,
    { provide: StockLedger, useClass: SqlStockLedger },
    { provide: StockQueries, useClass: SqlStockQueries },
    { provide: StockCountRepository, useClass: SqlStockCountRepository },
    { provide: InventoryApi, useClass: InventoryFacade },
  ],
  exports: [InventoryApi, LedgerStockLevels],
})
export class InventoryModule {}

/** What the catalogue, which must not know inventory, shows of it. */
@Module({
  imports: [InventoryModule],
  providers: [{ provide: StockLevels, useExisting: LedgerStockLevels }],
  exports: [StockLevels],
})
export class InventoryPorts {}

import { Global, Module } from '@nestjs/common';

import { AuditLog, Clock, EventLog, JobQueue, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { type Env, ENV } from '#libs/platform';

import { AvailabilitySwitch } from './core/availability-switch.js';
import { CatalogApi } from './core/catalog.api.js';
import { CatalogQueries, CatalogStops, CategoryRepository, ProductRepository } from './core/catalog.ports.js';
import { CatalogChangeLog } from './core/catalog-change-log.js';
import { CatalogVersions } from './core/catalog-versions.js';
import { CatalogViews } from './core/catalog-views.js';
import { CatalogWork } from './core/catalog-work.js';
import { ProductPlacement } from './core/product-placement.js';
import { ProductStock } from './core/product-stock.js';
import { SellableCatalog, SellableSource } from './core/sellable-catalog.js';
import { StockLevels } from './core/stock-levels.js';
import { StockTracking } from './core/stock-tracking.js';
import { BrowseProducts } from './core/use-cases/browse-products.js';
import { ChangeCategory } from './core/use-cases/change-category.js';
import { ChangeProduct } from './core/use-cases/change-product.js';
import { CreateCategory } from './core/use-cases/create-category.js';
import { CreateProduct } from './core/use-cases/create-product.js';
import { DeleteCategory } from './core/use-cases/delete-category.js';
import { DeleteProduct } from './core/use-cases/delete-product.js';
import { EndStop } from './core/use-cases/end-stop.js';
import { ExportProducts } from './core/use-cases/export-products.js';
import { GetCategory } from './core/use-cases/get-category.js';
import { GetProduct } from './core/use-cases/get-product.js';
import { ImportProducts } from './core/use-cases/import-products.js';
import { ListCategories } from './core/use-cases/list-categories.js';
import { ReadMenu } from './core/use-cases/read-menu.js';
import { SetCategoryAvailability } from './core/use-cases/set-category-availability.js';
import { SetProductAvailability } from './core/use-cases/set-product-availability.js';
import { ShowImportCurrencies } from './core/use-cases/show-import-currencies.js';
import { ShowStock } from './core/use-cases/show-stock.js';
import { CatalogAnswers } from './http/catalog-answers.js';
import { CategoriesController } from './http/categories.controller.js';
import { CategoriesAdminController } from './http/categories-admin.controller.js';
import { ProductFilesController } from './http/product-files.controller.js';
import { ProductsController } from './http/products.controller.js';
import { ProductsAdminController } from './http/products-admin.controller.js';
import { EndStopJob } from './jobs/end-stop.job.js';
import { FollowCatalogEvents } from './jobs/follow-catalog-events.js';
import { SqlCatalogQueries } from './typeorm/sql-catalog.queries.js';
import { SqlCatalogStops } from './typeorm/sql-catalog-stops.js';
import { SqlSellableSource } from './typeorm/sql-sellable.source.js';
import { TypeOrmCategoryRepository } from './typeorm/typeorm-category.repository.js';
import { TypeOrmProductRepository } from './typeorm/typeorm-product.repository.js';

/** Global: selling modules ask what is sold. `StockLevels` comes from inventory, which the catalogue must not call. */
@Global()
@Module({
  // `products/export` before `products/:id`.
  controllers: [
    ProductFilesController,
    ProductsController,
    ProductsAdminController,
    CategoriesController,
    CategoriesAdminController,
  ],
  providers: [
    BrowseProducts,
    ChangeCategory,
    ChangeProduct,
    CreateCategory,
    CreateProduct,
    DeleteCategory,
    DeleteProduct,
    EndStop,
    ExportProducts,
    GetCategory,
    GetProduct,
    ImportProducts,
    ListCategories,
    ReadMenu,
    SetCategoryAvailability,
    SetProductAvailability,
    ShowImportCurrencies,
    ShowStock,
    CatalogAnswers,
    EndStopJob,
    FollowCatalogEvents,
    { provide: ProductRepository, useClass: TypeOrmProductRepository },
    { provide: CategoryRepository, useClass: TypeOrmCategoryRepository },
    { provide: CatalogQueries, useClass: SqlCatalogQueries },
    { provide: CatalogStops, useClass: SqlCatalogStops },
    { provide: SellableSource, useClass: SqlSellableSource },
    { provide: CatalogVersions, useFactory: () => new CatalogVersions() },
    {
      provide: CatalogViews,
      useFactory: (outlets: OutletsApi) => new CatalogViews(outlets),
      inject: [OutletsApi],
    },
    {
      provide: CatalogWork,
      useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new CatalogWork(unitOfWork, clock),
      inject: [UnitOfWork, Clock],
    },
    {
      provide: CatalogChangeLog,
      useFactory: (...parts: ConstructorParameters<typeof CatalogChangeLog>) => new CatalogChangeLog(...parts),
      inject: [AuditLog, EventLog, CatalogVersions, UnitOfWork, CatalogStops],
    },
    {
      provide: AvailabilitySwitch,
      useFactory: (...parts: ConstructorParameters<typeof AvailabilitySwitch>) => new AvailabilitySwitch(...parts),
      inject: [CatalogStops, CatalogChangeLog, JobQueue, Clock],
    },
    {
      provide: ProductPlacement,
      useFactory: (outlets: OutletsApi, categories: CategoryRepository) => new ProductPlacement(outlets, categories),
      inject: [OutletsApi, CategoryRepository],
    },
    {
      provide: ProductStock,
      useFactory: (levels: StockLevels, outlets: OutletsApi) => new ProductStock(levels, outlets),
      inject: [StockLevels, OutletsApi],
    },
    {
      provide: StockTracking,
      useFactory: (...parts: ConstructorParameters<typeof StockTracking>) => new StockTracking(...parts),
      inject: [ProductRepository, ProductStock, CatalogViews, CatalogChangeLog, CatalogWork],
    },
    {
      provide: CatalogApi,
      useFactory: (
        source: SellableSource,
        views: CatalogViews,
        versions: CatalogVersions,
        tracking: StockTracking,
        clock: Clock,
        env: Env,
      ) =>
        new SellableCatalog(source, views, versions, tracking, clock, {
          enabled: env.CACHE_ENABLED,
          ttlMs: env.CACHE_TTL_PRODUCTS,
        }),
      inject: [SellableSource, CatalogViews, CatalogVersions, StockTracking, Clock, ENV],
    },
  ],
  exports: [CatalogApi],
})
export class CatalogModule {}

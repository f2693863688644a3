import { Module } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { type Env, ENV } from '#libs/platform';
import { OutletsModule } from '#module/outlets';

import { CatalogApi } from './core/catalog.api.js';
import { CatalogFacade } from './core/catalog.facade.js';
import {
  CatalogQueries,
  CatalogStops,
  CategoryRepository,
  MenuRepository,
  ProductRepository,
  ProductTermsRepository,
  SellableQueries,
} from './core/catalog.ports.js';
import { AvailabilitySwitch } from './core/services/availability-switch.js';
import { CatalogChangeLog } from './core/services/catalog-change-log.js';
import { CatalogScopes } from './core/services/catalog-scopes.js';
import { CatalogVersions } from './core/services/catalog-versions.js';
import { CategoryViews } from './core/services/category-views.js';
import { ImportCurrencies } from './core/services/import-currencies.js';
import { MenuDefinitions } from './core/services/menu-definitions.js';
import { MenuHours } from './core/services/menu-hours.js';
import { MenuTurns } from './core/services/menu-turns.js';
import { MenuViews } from './core/services/menu-views.js';
import { MenuWriting } from './core/services/menu-writing.js';
import { OutletPrices } from './core/services/outlet-prices.js';
import { PriceLists } from './core/services/price-lists.js';
import { ProductExport } from './core/services/product-export.js';
import { ProductPlacement } from './core/services/product-placement.js';
import { ProductStock } from './core/services/product-stock.js';
import { ProductViews } from './core/services/product-views.js';
import { TermsLog } from './core/services/terms-log.js';
import { ScannedProducts } from './core/services/scanned-products.js';
import { StockTracking } from './core/services/stock-tracking.js';
import { AddProductVariant } from './core/use-cases/add-product-variant.js';
import { CreateCategory } from './core/use-cases/create-category.js';
import { CreateMenu } from './core/use-cases/create-menu.js';
import { CreateProduct } from './core/use-cases/create-product.js';
import { DeleteCategory } from './core/use-cases/delete-category.js';
import { DeleteMenu } from './core/use-cases/delete-menu.js';
import { DeleteProduct } from './core/use-cases/delete-product.js';
import { DeleteProductVariant } from './core/use-cases/delete-product-variant.js';
import { EndStop } from './core/use-cases/end-stop.js';
import { FollowSchedules } from './core/use-cases/follow-schedules.js';
import { ImportProducts } from './core/use-cases/import-products.js';
import { ReplaceCategory } from './core/use-cases/replace-category.js';
import { ReplaceProduct } from './core/use-cases/replace-product.js';
import { ReplaceProductPrices } from './core/use-cases/replace-product-prices.js';
import { ResetOutletProduct } from './core/use-cases/reset-outlet-product.js';
import { SetCategoryAvailability } from './core/use-cases/set-category-availability.js';
import { SetOutletProduct } from './core/use-cases/set-outlet-product.js';
import { SetProductAvailability } from './core/use-cases/set-product-availability.js';
import { TurnMenus } from './core/use-cases/turn-menus.js';
import { UpdateCategory } from './core/use-cases/update-category.js';
import { UpdateMenu } from './core/use-cases/update-menu.js';
import { UpdateProduct } from './core/use-cases/update-product.js';
import { CatalogAnswers } from './http/catalog-answers.js';
import { CategoriesController } from './http/categories.controller.js';
import { CategoriesAdminController } from './http/categories-admin.controller.js';
import { MenusController } from './http/menus.controller.js';
import { OutletTermsController } from './http/outlet-terms.controller.js';
import { ProductFilesController } from './http/product-files.controller.js';
import { ProductsController } from './http/products.controller.js';
import { ProductsAdminController } from './http/products-admin.controller.js';
import { ScansController } from './http/scans.controller.js';
import { VariantsController } from './http/variants.controller.js';
import { EndStopJob } from './jobs/end-stop.job.js';
import { FollowSchedulesJob } from './jobs/follow-schedules.job.js';
import { TurnMenusJob } from './jobs/turn-menus.job.js';
import { FollowCatalogEvents } from './jobs/follow-catalog-events.js';
import { SqlCatalogQueries } from './typeorm/sql-catalog.queries.js';
import { SqlCatalogStops } from './typeorm/sql-catalog-stops.js';
import { SqlMenuRepository } from './typeorm/sql-menu.repository.js';
import { SqlProductRepository } from './typeorm/sql-product.repository.js';
import { SqlProductTermsRepository } from './typeorm/sql-product-terms.repository.js';
import { SqlSellableQueries } from './typeorm/sql-sellable.queries.js';
import { TypeOrmCategoryRepository } from './typeorm/typeorm-category.repository.js';

/** Its port `StockLevels` is filled by inventory (`InventoryPorts`). */
@Module({
  imports: [OutletsModule],
  // `products/export` before `products/:id`, and `products/scan/:code` before `products/:id/prices`.
  controllers: [
    ProductFilesController,
    ScansController,
    ProductsController,
    ProductsAdminController,
    VariantsController,
    OutletTermsController,
    MenusController,
    CategoriesController,
    CategoriesAdminController,
  ],
  providers: [
    AddProductVariant,
    CreateMenu,
    DeleteMenu,
    UpdateMenu,
    FollowSchedules,
    TurnMenus,
    MenuDefinitions,
    MenuHours,
    MenuTurns,
    MenuWriting,
    SetOutletProduct,
    ResetOutletProduct,
    ReplaceProductPrices,
    OutletPrices,
    PriceLists,
    TermsLog,
    { provide: ProductTermsRepository, useClass: SqlProductTermsRepository },
    FollowSchedulesJob,
    TurnMenusJob,
    { provide: MenuRepository, useClass: SqlMenuRepository },
    CreateCategory,
    CreateProduct,
    DeleteCategory,
    DeleteProduct,
    DeleteProductVariant,
    EndStop,
    ImportProducts,
    ReplaceCategory,
    ReplaceProduct,
    SetCategoryAvailability,
    SetProductAvailability,
    UpdateCategory,
    UpdateProduct,
    AvailabilitySwitch,
    CatalogChangeLog,
    CatalogScopes,
    CatalogVersions,
    CategoryViews,
    ImportCurrencies,
    MenuViews,
    ProductExport,
    ProductPlacement,
    ProductStock,
    ProductViews,
    ScannedProducts,
    StockTracking,
    CatalogAnswers,
    EndStopJob,
    FollowCatalogEvents,
    { provide: ProductRepository, useClass: SqlProductRepository },
    { provide: CategoryRepository, useClass: TypeOrmCategoryRepository },
    { provide: CatalogQueries, useClass: SqlCatalogQueries },
    { provide: CatalogStops, useClass: SqlCatalogStops },
    { provide: SellableQueries, useClass: SqlSellableQueries },
    {
      provide: CatalogApi,
      useFactory: (
        queries: SellableQueries,
        scopes: CatalogScopes,
        versions: CatalogVersions,
        tracking: StockTracking,
        clock: Clock,
        env: Env,
      ) =>
        new CatalogFacade(queries, scopes, versions, tracking, clock, {
          enabled: env.CACHE_ENABLED,
          ttlMs: env.CACHE_TTL_PRODUCTS,
        }),
      inject: [SellableQueries, CatalogScopes, CatalogVersions, StockTracking, Clock, ENV],
    },
  ],
  exports: [CatalogApi],
})
export class CatalogModule {}

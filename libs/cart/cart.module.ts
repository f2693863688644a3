import { Module } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';
import { PromotionsModule } from '#module/promotions';
import { TablesModule } from '#module/tables';

import { CartApi } from './core/cart.api.js';
import { CartPersonalData } from './core/services/cart-personal-data.js';
import { CartRepository, CartTokens, TableCartRepository } from './core/cart.ports.js';
import { CartViews } from './core/services/cart-views.js';
import { CartFacade } from './core/cart.facade.js';
import { AddCartItem } from './core/use-cases/add-cart-item.js';
import { CartChanges } from './core/services/cart-changes.js';
import { EmptyCart } from './core/use-cases/empty-cart.js';
import { ExpireCarts } from './core/use-cases/expire-carts.js';
import { CartMerging } from './core/services/cart-merging.js';
import { RefreshCart } from './core/use-cases/refresh-cart.js';
import { RemoveCartCoupon } from './core/use-cases/remove-cart-coupon.js';
import { RemoveCartItem } from './core/use-cases/remove-cart-item.js';
import { SetCartCoupon } from './core/use-cases/set-cart-coupon.js';
import { SetCartItem } from './core/use-cases/set-cart-item.js';
import { TableCartChanges } from './core/services/table-cart-changes.js';
import { TableCartViews } from './core/services/table-cart-views.js';
import { TableSupply } from './core/services/table-supply.js';
import { AddTableCartItem } from './core/use-cases/add-table-cart-item.js';
import { ChangeTableCartItem } from './core/use-cases/change-table-cart-item.js';
import { RemoveTableCartItem } from './core/use-cases/remove-table-cart-item.js';
import { CartPricing } from './core/services/cart-pricing.js';
import { CartCouponController } from './http/cart-coupon.controller.js';
import { CartController } from './http/cart.controller.js';
import { TableCartController } from './http/table-cart.controller.js';
import { ExpireCartsJob } from './jobs/expire-carts.job.js';
import { RandomCartTokens } from './secrets/random-cart-tokens.js';
import { SqlCartRepository } from './typeorm/sql-cart.repository.js';
import { SqlTableCartRepository } from './typeorm/sql-table-cart.repository.js';

@Module({
  imports: [CatalogModule, IdentityModule, OutletsModule, PromotionsModule, TablesModule],
  controllers: [CartController, CartCouponController, TableCartController],
  providers: [
    CartChanges,
    CartPricing,
    CartViews,
    AddCartItem,
    SetCartItem,
    RefreshCart,
    RemoveCartItem,
    EmptyCart,
    SetCartCoupon,
    RemoveCartCoupon,
    CartMerging,
    ExpireCarts,
    ExpireCartsJob,
    TableCartChanges,
    TableCartViews,
    TableSupply,
    AddTableCartItem,
    ChangeTableCartItem,
    RemoveTableCartItem,
    { provide: TableCartRepository, useClass: SqlTableCartRepository },
    { provide: CartRepository, useClass: SqlCartRepository },
    { provide: CartTokens, useClass: RandomCartTokens },
    { provide: CartApi, useClass: CartFacade },
  ],
  exports: [CartApi],
})
export class CartModule {
  constructor(personalData: PersonalData, carts: CartRepository, clock: Clock) {
    personalData.register('cart', new CartPersonalData(carts, clock));
  }
}

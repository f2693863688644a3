import { Module } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { Clock } from '#libs/kernel';
import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';
import { PromotionsModule } from '#module/promotions';

import { CartApi } from './core/cart.api.js';
import { CartPersonalData } from './core/cart-personal-data.js';
import { CartRepository, CartTokens } from './core/cart.ports.js';
import { CustomerCarts } from './core/customer-carts.js';
import { AddCartItem } from './core/use-cases/add-cart-item.js';
import { CartDesk } from './core/use-cases/cart-desk.js';
import { EmptyCart } from './core/use-cases/empty-cart.js';
import { ExpireCarts } from './core/use-cases/expire-carts.js';
import { MergeCarts } from './core/use-cases/merge-carts.js';
import { RefreshCart } from './core/use-cases/refresh-cart.js';
import { RemoveCartItem } from './core/use-cases/remove-cart-item.js';
import { SetCartCoupon } from './core/use-cases/set-cart-coupon.js';
import { SetCartItem } from './core/use-cases/set-cart-item.js';
import { ShowCart } from './core/use-cases/show-cart.js';
import { ViewCart } from './core/use-cases/view-cart.js';
import { CartCouponController } from './http/cart-coupon.controller.js';
import { CartController } from './http/cart.controller.js';
import { ExpireCartsJob } from './jobs/expire-carts.job.js';
import { RandomCartTokens } from './secrets/random-cart-tokens.js';
import { SqlCartRepository } from './typeorm/sql-cart.repository.js';

/** Global: an order takes what is in a customer's cart. */
@Module({
  imports: [CatalogModule, IdentityModule, OutletsModule, PromotionsModule],
  controllers: [CartController, CartCouponController],
  providers: [
    CartDesk,
    ShowCart,
    ViewCart,
    AddCartItem,
    SetCartItem,
    RefreshCart,
    RemoveCartItem,
    EmptyCart,
    SetCartCoupon,
    MergeCarts,
    ExpireCarts,
    ExpireCartsJob,
    { provide: CartRepository, useClass: SqlCartRepository },
    { provide: CartTokens, useClass: RandomCartTokens },
    {
      provide: CartApi,
      useFactory: (...parts: ConstructorParameters<typeof CustomerCarts>) => new CustomerCarts(...parts),
      inject: [CartRepository, CartTokens, Clock],
    },
  ],
  exports: [CartApi],
})
export class CartModule {
  constructor(personalData: PersonalData, carts: CartRepository, clock: Clock) {
    personalData.register('cart', new CartPersonalData(carts, clock));
  }
}

import { Module } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { CouponPersonalData } from './core/coupon-personal-data.js';
import { PromotionsApi } from './core/promotions.api.js';
import { CouponRepository } from './core/promotions.ports.js';
import { RedeemableCoupons } from './core/redeemable-coupons.js';
import { CreateCoupon } from './core/use-cases/create-coupon.js';
import { DeleteCoupon } from './core/use-cases/delete-coupon.js';
import { UpdateCoupon } from './core/use-cases/update-coupon.js';
import { CouponsController } from './http/coupons.controller.js';
import { SqlCouponRepository } from './typeorm/sql-coupon.repository.js';

/** Global: carts and orders ask what a code gives. */
@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [CouponsController],
  providers: [
    CreateCoupon,
    UpdateCoupon,
    DeleteCoupon,
    { provide: CouponRepository, useClass: SqlCouponRepository },
    {
      provide: PromotionsApi,
      useFactory: (coupons: CouponRepository) => new RedeemableCoupons(coupons),
      inject: [CouponRepository],
    },
  ],
  exports: [PromotionsApi],
})
export class PromotionsModule {
  constructor(personalData: PersonalData, coupons: CouponRepository) {
    personalData.register('coupons', new CouponPersonalData(coupons));
  }
}

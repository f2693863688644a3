import { Module } from '@nestjs/common';

import { PersonalData } from '#libs/identity';
import { IdentityModule } from '#module/identity';
import { OutletsModule } from '#module/outlets';

import { PromotionsApi } from './core/promotions.api.js';
import { PromotionsFacade } from './core/promotions.facade.js';
import { CouponQueries, CouponRepository } from './core/promotions.ports.js';
import { CouponPersonalData } from './core/services/coupon-personal-data.js';
import { CreateCoupon } from './core/use-cases/create-coupon.js';
import { DeleteCoupon } from './core/use-cases/delete-coupon.js';
import { ReplaceCoupon } from './core/use-cases/replace-coupon.js';
import { UpdateCoupon } from './core/use-cases/update-coupon.js';
import { CouponsController } from './http/coupons.controller.js';
import { SqlCouponRepository } from './typeorm/sql-coupon.repository.js';
import { TypeOrmCouponQueries } from './typeorm/typeorm-coupon.queries.js';

@Module({
  imports: [IdentityModule, OutletsModule],
  controllers: [CouponsController],
  providers: [
    CreateCoupon,
    UpdateCoupon,
    ReplaceCoupon,
    DeleteCoupon,
    CouponPersonalData,
    { provide: CouponRepository, useClass: SqlCouponRepository },
    { provide: CouponQueries, useClass: TypeOrmCouponQueries },
    { provide: PromotionsApi, useClass: PromotionsFacade },
  ],
  exports: [PromotionsApi],
})
export class PromotionsModule {
  constructor(personalData: PersonalData, coupons: CouponPersonalData) {
    personalData.register('coupons', coupons);
  }
}

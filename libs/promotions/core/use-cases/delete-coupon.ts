import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { couponAudit } from '../services/coupon-audit.js';
import { couponNotFound } from '../model/promotions.errors.js';
import { CouponRepository } from '../promotions.ports.js';

export interface DeleteCouponInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Ends a coupon. Orders that used it keep their price, and its code may be given to another. */
@Injectable()
export class DeleteCoupon {
  constructor(
    private readonly coupons: CouponRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, version }: DeleteCouponInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const coupon = await this.coupons.find(id);
      if (!coupon) throw couponNotFound();
      assertVersion(version, coupon.version);
      if (!(await this.coupons.remove(id, this.clock.now()))) throw couponNotFound();
      await this.audit.record(couponAudit(actor, 'deleted', coupon, { used: coupon.used }));
    });
  }
}

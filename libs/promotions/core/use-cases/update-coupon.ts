import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, UnitOfWork, versionConflict } from '#libs/kernel';

import { type Coupon, type CouponChanges, reviseCoupon } from '../model/coupon.js';
import { couponAudit } from '../services/coupon-audit.js';
import { couponNotFound } from '../model/promotions.errors.js';
import { CouponRepository } from '../promotions.ports.js';

export interface UpdateCouponInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: CouponChanges;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. Orders keep the terms that they were placed with. */
@Injectable()
export class UpdateCoupon {
  constructor(
    private readonly coupons: CouponRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `COUPON_NOT_FOUND`, `VERSION_CONFLICT`, `COUPON_CODE_TAKEN`, `COUPON_LIMIT_TOO_LOW`. */
  execute({ actor, id, changes, version }: UpdateCouponInput): Promise<Coupon> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(id);
      assertVersion(version, before.version);
      const after = reviseCoupon(before, changes, this.clock.now());
      if (after === before) return before;
      if (!(await this.coupons.update(after))) throw versionConflict((await this.find(id)).version);
      await this.audit.record(couponAudit(actor, 'updated', after, { fields: Object.keys(changes) }));
      return after;
    });
  }

  private async find(id: string): Promise<Coupon> {
    const coupon = await this.coupons.find(id);
    if (!coupon) throw couponNotFound();
    return coupon;
  }
}

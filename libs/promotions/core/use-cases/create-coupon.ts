import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog, Clock, newId, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type Coupon, type CouponDraft, newCoupon } from '../model/coupon.js';
import { currencyWrong } from '../model/promotions.errors.js';
import { couponAudit } from '../services/coupon-audit.js';
import { CouponRepository } from '../promotions.ports.js';

export interface CreateCouponInput {
  readonly actor: Actor;
  /** The currency may be left out with an outlet: it is the outlet's. */
  readonly draft: Omit<CouponDraft, 'currency'> & { readonly currency?: string };
}

@Injectable()
export class CreateCoupon {
  constructor(
    private readonly coupons: CouponRepository,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `COUPON_CODE_TAKEN`, `OUTLET_NOT_FOUND`. */
  async execute({ actor, draft }: CreateCouponInput): Promise<Coupon> {
    const currency = await this.currencyOf(draft);
    const coupon = newCoupon(newId(), { ...draft, currency }, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.coupons.insert(coupon);
      await this.audit.record(couponAudit(actor, 'created', coupon));
    });
    return coupon;
  }

  private async currencyOf({ outletId, currency }: CreateCouponInput['draft']): Promise<string> {
    const outlet = outletId === null ? undefined : await this.outlets.get(outletId);
    const chosen = currency ?? outlet?.currency;
    if (chosen === undefined) throw currencyWrong('REQUIRED', 'currency is required when outlet_id is left out');
    if (outlet && outlet.currency !== chosen) throw currencyWrong('OUTLET_CURRENCY', 'currency must be the outlet’s');
    return chosen;
  }
}

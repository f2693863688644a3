import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';

import { CouponRepository } from '../promotions.ports.js';

/** Which coupons somebody used. Erasure leaves the uses, which orders and limits count, and forgets whose they were. */
@Injectable()
export class CouponPersonalData implements PersonalDataHolder {
  constructor(private readonly coupons: CouponRepository) {}

  async export(userId: string): Promise<unknown> {
    const uses = await this.coupons.usesOf(userId);
    return uses.map((use) => ({
      code: use.code,
      order_id: use.orderId,
      discount: use.discount,
      used_at: use.usedAt.toISOString(),
      given_back_at: use.givenBackAt?.toISOString() ?? null,
    }));
  }

  erase(userId: string): Promise<void> {
    return this.coupons.forgetCustomer(userId);
  }
}

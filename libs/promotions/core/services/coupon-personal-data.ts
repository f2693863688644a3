import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';

import { CouponRepository } from '../promotions.ports.js';

/** The coupons that a customer used. Erasure keeps the uses, which orders and limits count, and removes the customer from them. */
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

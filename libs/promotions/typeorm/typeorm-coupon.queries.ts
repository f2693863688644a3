import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import type { Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import { type Coupon, normalCode } from '../core/model/coupon.js';
import { couponNotFound } from '../core/model/promotions.errors.js';
import { type CouponFilter, CouponQueries } from '../core/promotions.ports.js';
import { toCoupon } from './coupon-rows.js';
import { CouponSchema } from './coupon.schema.js';

@Injectable()
export class TypeOrmCouponQueries extends CouponQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(id: string): Promise<Coupon> {
    const row = await this.database.rows(CouponSchema).findOneBy({ id, deleted_at: IsNull() });
    if (!row) throw couponNotFound();
    return toCoupon(row);
  }

  async page({ code, outletId, active }: CouponFilter, { limit, offset }: PageRequest): Promise<Page<Coupon>> {
    const [rows, total] = await this.database.rows(CouponSchema).findAndCount({
      where: {
        ...(code !== undefined && { code: normalCode(code) }),
        ...(outletId !== undefined && { outlet_id: outletId }),
        ...(active !== undefined && { active }),
        deleted_at: IsNull(),
      },
      order: { id: 'DESC' },
      take: limit,
      skip: offset,
    });
    return { data: rows.map(toCoupon), total, limit, offset };
  }
}

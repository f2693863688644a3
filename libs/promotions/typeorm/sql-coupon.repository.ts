import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { unavailable } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { Coupon } from '../core/model/coupon.js';
import type { CouponUse } from '../core/promotions.api.js';
import { couponCodeTaken, couponLimitTooLow } from '../core/model/promotions.errors.js';
import { CouponRepository, type CouponUseRecord, type Redemption } from '../core/promotions.ports.js';
import { toCoupon, toRow } from './coupon-rows.js';
import { type CouponRow, CouponSchema } from './coupon.schema.js';

/**
 * The whole of a redemption: coupon first, then the customer's count, then the use. Who waits for the coupon's row finds its new count,
 * and a condition that fails gives no row to the steps after it.
 */
const REDEEM = `
  WITH taken AS (
    UPDATE coupons SET used = used + 1
    WHERE id = $1 AND version = $2 AND deleted_at IS NULL AND active AND (ends_at IS NULL OR ends_at > $7)
      AND (max_uses IS NULL OR used < max_uses)
    RETURNING id, max_uses_per_customer
  ), mine AS (
    INSERT INTO coupon_customers AS c (coupon_id, customer_id, used) SELECT id, $5::uuid, 1 FROM taken WHERE $5::uuid IS NOT NULL
    ON CONFLICT (coupon_id, customer_id) DO UPDATE SET used = c.used + 1
      WHERE c.used < coalesce((SELECT max_uses_per_customer FROM taken), 2147483647)
    RETURNING coupon_id
  ), noted AS (
    INSERT INTO coupon_uses (order_id, coupon_id, outlet_id, customer_id, discount, used_at)
      SELECT $3, id, $4, $5::uuid, $6, $7 FROM taken
    ON CONFLICT (order_id) DO NOTHING
    RETURNING order_id
  )
  SELECT (SELECT count(*) FROM taken) AS taken, (SELECT count(*) FROM noted) AS noted,
    (SELECT count(*) FROM taken WHERE ($5::uuid IS NULL AND max_uses_per_customer IS NOT NULL)
       OR ($5::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM mine))) AS refused`;

/** In the order in which a redemption locks. */
const GIVE_BACK = `
  WITH back AS (
    UPDATE coupon_uses SET given_back_at = $2 WHERE order_id = $1 AND given_back_at IS NULL
    RETURNING coupon_id, customer_id
  ), freed AS (
    UPDATE coupons SET used = used - 1 FROM back WHERE coupons.id = back.coupon_id
    RETURNING coupons.id, back.customer_id
  )
  UPDATE coupon_customers c SET used = c.used - 1 FROM freed
  WHERE c.coupon_id = freed.id AND c.customer_id = freed.customer_id AND c.used > 0`;

/** The customer's count is looked at before anything is taken, so that a refusal has changed nothing. */
const RENEW = `
  WITH gone AS (
    SELECT coupon_id, customer_id FROM coupon_uses WHERE order_id = $1 AND given_back_at IS NOT NULL FOR UPDATE
  ), taken AS (
    UPDATE coupons SET used = coupons.used + 1 FROM gone
    WHERE coupons.id = gone.coupon_id AND (max_uses IS NULL OR coupons.used < max_uses)
      AND (max_uses_per_customer IS NULL OR max_uses_per_customer > coalesce((SELECT m.used FROM coupon_customers m
        WHERE m.coupon_id = gone.coupon_id AND m.customer_id = gone.customer_id), 0))
    RETURNING coupons.id, gone.customer_id, max_uses_per_customer
  ), mine AS (
    INSERT INTO coupon_customers AS c (coupon_id, customer_id, used)
      SELECT id, customer_id, 1 FROM taken WHERE customer_id IS NOT NULL
    ON CONFLICT (coupon_id, customer_id) DO UPDATE SET used = c.used + 1
      WHERE c.used < coalesce((SELECT max_uses_per_customer FROM taken), 2147483647)
    RETURNING coupon_id
  ), noted AS (
    UPDATE coupon_uses SET given_back_at = NULL FROM taken WHERE order_id = $1
  )
  SELECT (SELECT count(*) FROM gone) AS gone, (SELECT count(*) FROM taken) AS taken,
    (SELECT count(*) FROM taken WHERE customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM mine)) AS refused`;

/** Those of a coupon, for the statement that also reads what a customer has used of it. */
const COLUMNS = Object.keys(CouponSchema.options.columns)
  .map((name) => `c.${name}`)
  .join(', ');

@Injectable()
export class SqlCouponRepository extends CouponRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(id: string): Promise<Coupon | null> {
    const row = await this.rows.findOneBy({ id, deleted_at: IsNull() });
    return row && toCoupon(row);
  }

  async findByCode(code: string, customerId: string | null) {
    const [row] = await this.database.query<CouponRow & { by_customer: number | null } & Record<string, unknown>>({
      name: 'promotions.coupon-by-code',
      text: `SELECT ${COLUMNS}, m.used AS by_customer
             FROM coupons c LEFT JOIN coupon_customers m ON m.coupon_id = c.id AND m.customer_id = $2
             WHERE c.code = $1 AND c.deleted_at IS NULL`,
      values: [code, customerId],
    });
    return row ? { coupon: toCoupon(row), usedByCustomer: row.by_customer ?? 0 } : null;
  }

  async insert(coupon: Coupon): Promise<void> {
    await this.checked(coupon, () => this.rows.insert({ ...toRow(coupon), used: coupon.used }));
  }

  async update(coupon: Coupon): Promise<boolean> {
    const { id, ...columns } = toRow(coupon);
    const before = { id, version: coupon.version - 1, deleted_at: IsNull() };
    const { affected } = await this.checked(coupon, () => this.rows.update(before, columns));
    return affected === 1;
  }

  async remove(id: string, at: Date): Promise<boolean> {
    const removed = await this.database.execute({
      text: `UPDATE coupons SET deleted_at = $2, updated_at = $2, active = false, version = version + 1
             WHERE id = $1 AND deleted_at IS NULL`,
      values: [id, at],
    });
    return removed === 1;
  }

  async redeem({ coupon, orderId, outletId, customerId, at }: CouponUse): Promise<Redemption> {
    const [outcome] = await this.database.query<{ taken: number; noted: number; refused: number }>({
      name: 'promotions.redeem',
      text: REDEEM,
      values: [coupon.couponId, coupon.version, orderId, outletId, customerId, coupon.discount, at],
    });
    if (!outcome || outcome.taken === 0) return 'COUPON';
    if (outcome.noted === 0) throw new Error('This order has used a coupon already');
    return outcome.refused === 0 ? 'TAKEN' : 'CUSTOMER';
  }

  async giveBack(orderId: string, at: Date): Promise<void> {
    await this.database.execute({ name: 'promotions.give-back', text: GIVE_BACK, values: [orderId, at] });
  }

  async renew(orderId: string): Promise<boolean> {
    const [outcome] = await this.database.query<{ gone: number; taken: number; refused: number }>({
      name: 'promotions.renew',
      text: RENEW,
      values: [orderId],
    });
    // Another order of theirs took it at this very moment: all of this is undone, and the next try is told.
    if (outcome?.refused) throw unavailable('COUPON_BUSY', 'The coupon is being used. Try again in a moment.');
    return outcome?.gone === outcome?.taken;
  }

  async usesOf(customerId: string): Promise<CouponUseRecord[]> {
    return this.database.query<CouponUseRecord & Record<string, unknown>>({
      text: `SELECT c.code, u.order_id AS "orderId", u.discount, u.used_at AS "usedAt", u.given_back_at AS "givenBackAt"
             FROM coupon_uses u JOIN coupons c ON c.id = u.coupon_id WHERE u.customer_id = $1 ORDER BY u.used_at`,
      values: [customerId],
    });
  }

  async forgetCustomer(customerId: string): Promise<void> {
    await this.database.execute({
      text: `WITH uses AS (UPDATE coupon_uses SET customer_id = NULL WHERE customer_id = $1)
             DELETE FROM coupon_customers WHERE customer_id = $1`,
      values: [customerId],
    });
  }

  private get rows() {
    return this.database.rows(CouponSchema);
  }

  private async checked<T>({ code, used }: Coupon, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (violates(error, 'coupons_code_is_taken_once')) throw couponCodeTaken(code);
      if (violates(error, 'coupons_are_not_used_up')) throw couponLimitTooLow(used);
      throw error;
    }
  }
}

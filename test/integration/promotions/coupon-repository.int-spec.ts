import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import type { CouponDraft } from '../../../libs/promotions/core/model/coupon.js';
import { PromotionsFacade } from '../../../libs/promotions/core/promotions.facade.js';
import { aCoupon, NOON } from '../../../libs/promotions/testing/a-coupon.js';
import { couponRepositoryContract } from '../../../libs/promotions/testing/coupon-repository.contract.js';
import { CouponSchema } from '../../../libs/promotions/typeorm/coupon.schema.js';
import { SqlCouponRepository } from '../../../libs/promotions/typeorm/sql-coupon.repository.js';
import { TypeOrmCouponQueries } from '../../../libs/promotions/typeorm/typeorm-coupon.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const CONNECTIONS = 40;
const LOCK_NOT_AVAILABLE = '55P03';

describe('coupons in PostgreSQL', () => {
  let store: TestDatabase;
  let database: Database;
  let coupons: SqlCouponRepository;
  let queries: TypeOrmCouponQueries;
  let api: PromotionsFacade;
  let outletId: string;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [OutletSchema, CouponSchema], CONNECTIONS);
    const outlet = anOutlet();
    outletId = outlet.id;
    await new TypeOrmOutletRepository(database).insert(outlet);
    coupons = new SqlCouponRepository(database);
    queries = new TypeOrmCouponQueries(database);
    api = new PromotionsFacade(coupons);
  });

  couponRepositoryContract(
    () => coupons,
    () => outletId,
  );

  async function stored(more: Partial<CouponDraft>) {
    const coupon = aCoupon(more);
    await coupons.insert(coupon);
    return coupon;
  }

  it('lists coupons newest first, by code, outlet and whether they count', async () => {
    const [first, second] = [await stored({ outletId }), await stored({ active: false })];
    const page = { limit: 100, offset: 0 };

    const ids = (await queries.page({}, page)).data.map(({ id }) => id);

    expect(ids.indexOf(second.id)).toBeLessThan(ids.indexOf(first.id));
    expect((await queries.page({ code: first.code.toLowerCase() }, page)).data).toEqual([first]);
    const ofOutlet = (await queries.page({ outletId }, page)).data.map(({ id }) => id);
    expect(ofOutlet).toContain(first.id);
    expect(ofOutlet).not.toContain(second.id);
    expect((await queries.page({ code: second.code, active: true }, page)).total).toBe(0);
  });

  it('shows a coupon until it is removed', async () => {
    const coupon = await stored({ terms: { type: 'FIXED', amount: 25_000 }, maxUses: 3, startsAt: NOON });

    expect(await queries.get(coupon.id)).toEqual(coupon);
    await coupons.remove(coupon.id, NOON);
    await expect(queries.get(coupon.id)).rejects.toMatchObject({ code: 'COUPON_NOT_FOUND' });
    expect((await queries.page({ code: coupon.code }, { limit: 1, offset: 0 })).total).toBe(0);
  });

  /**
   * An order of this customer that wants the coupon, in a transaction of its own; its refusal's code, or `TAKEN`. Whoever waited too long for
   * a lock is told that the database is busy, and asks again.
   */
  async function order(coupon: { id: string; version: number }, customerId: string | null, orderId = newId()) {
    const { id: couponId, version } = coupon;
    const use = { coupon: { couponId, version, discount: 10 }, orderId, outletId, customerId, at: NOON };
    const attempt = () =>
      database
        .run(() => api.redeem(use))
        .then(
          () => 'TAKEN',
          (error: Error & { code?: string }) => error.code ?? error.message,
        );
    let outcome = await attempt();
    for (let again = 1; outcome === LOCK_NOT_AVAILABLE && again < 10; again++) outcome = await attempt();
    return outcome;
  }
  const tally = (outcomes: readonly string[]) =>
    Object.fromEntries(
      [...new Set(outcomes)].sort().map((outcome) => [outcome, outcomes.filter((o) => o === outcome).length]),
    );
  const kept = async (couponId: string) =>
    (
      await store.query(
        `SELECT (SELECT used FROM coupons WHERE id = $1) AS used,
           (SELECT count(*)::int FROM coupon_uses WHERE coupon_id = $1 AND given_back_at IS NULL) AS uses,
           (SELECT coalesce(sum(used), 0)::int FROM coupon_customers WHERE coupon_id = $1) AS by_customers,
           (SELECT coalesce(max(used), 0)::int FROM coupon_customers WHERE coupon_id = $1) AS most_by_one`,
        [couponId],
      )
    )[0];

  it('of 100 uses, wanted by 1,000 customers in parallel and 50 times by one of them, go to 100, one each', async () => {
    const coupon = await stored({ maxUses: 100, maxUsesPerCustomer: 1 });
    const greedy = newId();
    const customers = Array.from({ length: 1_050 }, (_, i) => (i % 21 === 0 ? greedy : newId()));
    const waiting = [...customers];
    const outcomes: string[] = [];
    // As many at once as there are connections: the others would wait for one, and be told that the database is busy.
    const till = async () => {
      for (let customer = waiting.shift(); customer; customer = waiting.shift())
        outcomes.push(await order(coupon, customer));
    };

    await Promise.all(Array.from({ length: CONNECTIONS }, till));

    expect(customers.filter((customer) => customer === greedy)).toHaveLength(50);
    expect(tally(outcomes)['TAKEN']).toBe(100);
    expect(outcomes.filter((o) => !['TAKEN', 'COUPON_USED_UP', 'COUPON_ALREADY_USED'].includes(o))).toEqual([]);
    expect(await kept(coupon.id)).toEqual({ used: 100, uses: 100, by_customers: 100, most_by_one: 1 });
  }, 60_000);

  it('of two uses each are two, however often one customer tries at once', async () => {
    const coupon = await stored({ maxUsesPerCustomer: 2 });
    const customer = newId();

    const outcomes = await Promise.all(Array.from({ length: 50 }, () => order(coupon, customer)));

    expect(tally(outcomes)).toEqual({ COUPON_ALREADY_USED: 48, TAKEN: 2 });
    expect(await kept(coupon.id)).toEqual({ used: 2, uses: 2, by_customers: 2, most_by_one: 2 });
  });

  it('come back once for an order that ends many times at once, while others take them', async () => {
    const coupon = await stored({ maxUses: 10, maxUsesPerCustomer: 1 });
    const [orderId, customer] = [newId(), newId()];
    await order(coupon, customer, orderId);

    await Promise.all([
      ...Array.from({ length: 20 }, () => database.run(() => api.giveBack(orderId, NOON))),
      ...Array.from({ length: 30 }, () => order(coupon, newId())),
    ]);
    const again = await Promise.all(Array.from({ length: 30 }, () => order(coupon, newId())));

    expect(tally(again)['TAKEN'] ?? 0).toBeLessThanOrEqual(1);
    expect(await kept(coupon.id)).toEqual({ used: 10, uses: 10, by_customers: 10, most_by_one: 1 });
  });

  it('are not taken when the order fails after them', async () => {
    const coupon = await stored({ maxUses: 1, maxUsesPerCustomer: 1 });
    const use = {
      coupon: { couponId: coupon.id, version: 1, discount: 1 },
      orderId: newId(),
      outletId,
      customerId: newId(),
      at: NOON,
    };

    await expect(
      database.run(async () => {
        await api.redeem(use);
        throw new Error('out of stock');
      }),
    ).rejects.toThrow('out of stock');

    expect(await kept(coupon.id)).toEqual({ used: 0, uses: 0, by_customers: 0, most_by_one: 0 });
  });

  it('refuse in the database itself what no rule lets through', async () => {
    const coupon = await stored({ maxUses: 1 });
    const change = (set: string) => store.query(`UPDATE coupons SET ${set} WHERE id = $1`, [coupon.id]);

    await expect(change('used = 2')).rejects.toMatchObject({ constraint: 'coupons_are_not_used_up' });
    await expect(change('amount = 5')).rejects.toMatchObject({ constraint: 'coupons_take_one_thing_off' });
    await expect(change("code = 'lower'")).rejects.toMatchObject({ code: '23514' });
  });
});

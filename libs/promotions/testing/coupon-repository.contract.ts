import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Coupon, CouponDraft } from '../core/model/coupon.js';
import type { CouponRepository } from '../core/promotions.ports.js';
import { aCoupon, NOON } from './a-coupon.js';

const LATER = new Date('2026-11-22T05:00:00Z');
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (error: { code?: string }) => error.code,
  );

/** What every CouponRepository does; run on the fake and on PostgreSQL. `outletId` is an outlet that there is. */
export function couponRepositoryContract(repository: () => CouponRepository, outletId: () => string): void {
  const stored = async (more: Partial<CouponDraft> = {}): Promise<Coupon> => {
    const coupon = aCoupon(more);
    await repository().insert(coupon);
    return coupon;
  };
  const useOf = (coupon: Coupon, customerId: string | null = newId(), orderId = newId()) => ({
    coupon: { couponId: coupon.id, version: coupon.version, discount: 1_500 },
    orderId,
    outletId: outletId(),
    customerId,
    at: NOON,
  });
  const usedOf = async ({ id }: Coupon) => (await repository().find(id))?.used;

  it('gives back a coupon exactly as it was stored, by id and by code', async () => {
    const coupon = await stored({
      outletId: outletId(),
      terms: { type: 'FIXED', amount: 25_000 },
      description: 'Welcome',
      minimumSubtotal: 100_000,
      startsAt: NOON,
      endsAt: LATER,
      maxUses: 100,
      maxUsesPerCustomer: 2,
      active: false,
    });

    expect(await repository().find(coupon.id)).toEqual(coupon);
    expect(await repository().findByCode(coupon.code, newId())).toEqual({ coupon, usedByCustomer: 0 });
    expect(await repository().findByCode('NO-SUCH', null)).toBeNull();
  });

  it('takes a code once among living coupons', async () => {
    const coupon = await stored();

    expect(await codeOf(repository().insert(aCoupon({ code: coupon.code })))).toBe('COUPON_CODE_TAKEN');
    expect(await repository().remove(coupon.id, LATER)).toBe(true);
    expect(await repository().remove(coupon.id, LATER)).toBe(false);
    expect(await repository().find(coupon.id)).toBeNull();
    expect(await codeOf(stored({ code: coupon.code }))).toBe('nothing thrown');
  });

  it('writes a change over the version before it alone, and never the count of uses', async () => {
    const coupon = await stored();
    expect(await repository().redeem(useOf(coupon))).toBe('TAKEN');

    expect(await repository().update({ ...coupon, version: 2, active: false })).toBe(true);
    expect(await repository().update({ ...coupon, version: 2 })).toBe(false);
    expect(await repository().find(coupon.id)).toMatchObject({ version: 2, active: false, used: 1 });
  });

  it('takes uses until there are no more, or none of this customer, and counts what was given back as free', async () => {
    const customer = newId();
    const coupon = await stored({ maxUses: 2, maxUsesPerCustomer: 1 });
    const first = useOf(coupon, customer);

    expect(await repository().redeem(first)).toBe('TAKEN');
    expect((await repository().findByCode(coupon.code, customer))?.usedByCustomer).toBe(1);
    expect(await repository().redeem(useOf(coupon))).toBe('TAKEN');
    expect(await repository().redeem(useOf(coupon))).toBe('COUPON');
    await repository().giveBack(first.orderId, LATER);
    await repository().giveBack(first.orderId, LATER);

    expect(await usedOf(coupon)).toBe(1);
    expect((await repository().findByCode(coupon.code, customer))?.usedByCustomer).toBe(0);
    expect(await repository().renew(first.orderId)).toBe(true);
    expect(await usedOf(coupon)).toBe(2);
  });

  it('takes a use back for an order that lives again, within the limits of now', async () => {
    const [customer, coupon] = [newId(), await stored({ maxUses: 1, maxUsesPerCustomer: 1 })];
    const first = useOf(coupon, customer);
    await repository().redeem(first);
    expect(await repository().renew(first.orderId)).toBe(true);
    expect(await repository().renew(newId())).toBe(true);
    await repository().giveBack(first.orderId, LATER);
    const second = useOf(coupon, customer);
    await repository().redeem(second);

    expect(await repository().renew(first.orderId)).toBe(false);
    expect(await usedOf(coupon)).toBe(1);
    await repository().giveBack(second.orderId, LATER);
    expect(await repository().renew(first.orderId)).toBe(true);
    expect(await usedOf(coupon)).toBe(1);
  });

  it('refuses another version, what is switched off, what is over, and nobody where each customer has a limit', async () => {
    const coupon = await stored();
    expect(await repository().redeem({ ...useOf(coupon), coupon: { ...useOf(coupon).coupon, version: 7 } })).toBe(
      'COUPON',
    );
    expect(await repository().redeem(useOf(await stored({ active: false })))).toBe('COUPON');
    expect(await repository().redeem(useOf(await stored({ endsAt: NOON })))).toBe('COUPON');
  });

  it('tells a customer their uses, and forgets on demand whose they were', async () => {
    const [customer, coupon] = [newId(), await stored({ maxUsesPerCustomer: 1 })];
    const use = useOf(coupon, customer);
    await repository().redeem(use);
    await repository().giveBack(use.orderId, LATER);

    expect(await repository().usesOf(customer)).toEqual([
      { code: coupon.code, orderId: use.orderId, discount: 1_500, usedAt: NOON, givenBackAt: LATER },
    ]);
    await repository().forgetCustomer(customer);
    expect(await repository().usesOf(customer)).toEqual([]);
  });
}

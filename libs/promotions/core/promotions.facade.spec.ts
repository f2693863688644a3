import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aCoupon, NOON } from '../testing/a-coupon.js';
import { InMemoryCouponRepository } from '../testing/in-memory-coupon.repository.js';
import { type CouponDraft, reviseCoupon } from './model/coupon.js';
import type { CouponRequest } from './promotions.api.js';
import { PromotionsFacade } from './promotions.facade.js';

const HOUR = 3_600_000;
const before = new Date(NOON.getTime() - HOUR);
const after = new Date(NOON.getTime() + HOUR);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (error: { code?: string }) => error.code,
  );

async function shop(more: Partial<CouponDraft> = {}) {
  const coupons = new InMemoryCouponRepository();
  const coupon = aCoupon(more);
  await coupons.insert(coupon);
  const api = new PromotionsFacade(coupons);
  const outletId = more.outletId ?? newId();
  const price = (request: Partial<CouponRequest> = {}) =>
    api.price({
      code: coupon.code,
      outletId,
      currency: 'IDR',
      subtotal: 100_000,
      customerId: newId(),
      at: NOON,
      ...request,
    });
  const redeem = async (customerId: string | null, orderId = newId()) =>
    api.redeem({ coupon: await price({ customerId }), orderId, outletId, customerId, at: NOON });
  return { coupons, coupon, api, price, redeem, outletId };
}

describe('a coupon, as carts and orders use it', () => {
  it('takes a rate of the subtotal off, however its code is written', async () => {
    const { coupon, price } = await shop({ terms: { type: 'PERCENT', rate: 1_250 } });

    expect(await price({ code: ` ${coupon.code.toLowerCase()} `, subtotal: 999 })).toMatchObject({ discount: 125 });
  });

  it('takes an amount off, and never more than there is', async () => {
    const { price } = await shop({ terms: { type: 'FIXED', amount: 25_000 } });

    expect(await price()).toMatchObject({ discount: 25_000 });
    expect(await price({ subtotal: 10_000 })).toMatchObject({ discount: 10_000 });
  });

  it('is refused with the reason', async () => {
    const refusal = async (more: Partial<CouponDraft>, request: Partial<CouponRequest> = {}) =>
      codeOf((await shop(more)).price(request));

    expect(await refusal({}, { code: 'NOPE' })).toBe('COUPON_INVALID');
    expect(await refusal({ active: false })).toBe('COUPON_INVALID');
    expect(await refusal({ outletId: newId() }, { outletId: newId() })).toBe('COUPON_INVALID');
    expect(await refusal({ currency: 'BRL' })).toBe('COUPON_INVALID');
    expect(await refusal({ startsAt: after })).toBe('COUPON_NOT_STARTED');
    expect(await refusal({ endsAt: before })).toBe('COUPON_EXPIRED');
    expect(await refusal({ endsAt: NOON })).toBe('COUPON_EXPIRED');
    expect(await refusal({ minimumSubtotal: 100_001 })).toBe('COUPON_MINIMUM_NOT_MET');
    expect(await refusal({ maxUsesPerCustomer: 1 }, { customerId: null })).toBe('COUPON_NEEDS_CUSTOMER');
    expect(await refusal({ startsAt: NOON, endsAt: after, minimumSubtotal: 100_000 })).toBe('nothing thrown');
    expect(await refusal({ maxUsesPerCustomer: 1 }, { customerId: null, beforeLogin: true })).toBe('nothing thrown');
  });

  it('is used as often as it may be, in all and by each', async () => {
    const { price, redeem } = await shop({ maxUses: 2, maxUsesPerCustomer: 1 });
    const customer = newId();

    await redeem(customer);
    expect(await codeOf(price({ customerId: customer }))).toBe('COUPON_ALREADY_USED');
    await redeem(newId());
    expect(await codeOf(price())).toBe('COUPON_USED_UP');
  });

  it('says at the till why it went away since its price was shown', async () => {
    const late = async (
      change: (world: Awaited<ReturnType<typeof shop>>) => Promise<unknown>,
      more?: Partial<CouponDraft>,
    ) => {
      const world = await shop(more);
      const [customerId, orderId] = [newId(), newId()];
      const use = {
        coupon: await world.price({ customerId }),
        orderId,
        outletId: world.outletId,
        customerId,
        at: NOON,
      };
      await change(world);
      return codeOf(world.api.redeem(use));
    };

    expect(await late(({ redeem }) => redeem(newId()), { maxUses: 1 })).toBe('COUPON_USED_UP');
    expect(await late(({ coupons, coupon }) => coupons.remove(coupon.id))).toBe('COUPON_INVALID');
    expect(
      await late(({ coupons, coupon }) =>
        coupons.update(reviseCoupon(coupon, { terms: { type: 'PERCENT', rate: 100 } }, NOON)),
      ),
    ).toBe('COUPON_CHANGED');
  });
});

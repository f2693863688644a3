import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock, newId, type UserActor } from '#libs/kernel';

import { KeptAuditLog, PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemoryOutletRepository } from '../../../outlets/testing/in-memory-outlet.repository.js';
import { OutletsFacade } from '../../../outlets/core/outlets.facade.js';
import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aCoupon, NOON } from '../../testing/a-coupon.js';
import { InMemoryCouponRepository } from '../../testing/in-memory-coupon.repository.js';
import type { Coupon } from '../model/coupon.js';
import { CreateCoupon, type CreateCouponInput } from './create-coupon.js';
import { DeleteCoupon } from './delete-coupon.js';
import { ReplaceCoupon } from './replace-coupon.js';
import { UpdateCoupon } from './update-coupon.js';

const LATER = new Date(NOON.getTime() + 3_600_000);
const actor: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };

describe('changing coupons', () => {
  let coupons: InMemoryCouponRepository;
  let audit: KeptAuditLog;
  let create: CreateCoupon;
  let update: UpdateCoupon;
  let replace: ReplaceCoupon;
  let remove: DeleteCoupon;
  const outlet = anOutlet({ currency: 'BRL' });

  beforeEach(async () => {
    const outlets = new InMemoryOutletRepository();
    await outlets.insert(outlet);
    const [unitOfWork, clock] = [new PlainUnitOfWork(), new FixedClock(LATER)];
    [coupons, audit] = [new InMemoryCouponRepository(), new KeptAuditLog()];
    create = new CreateCoupon(coupons, new OutletsFacade(outlets, clock), audit, unitOfWork, clock);
    update = new UpdateCoupon(coupons, audit, unitOfWork, clock);
    replace = new ReplaceCoupon(update);
    remove = new DeleteCoupon(coupons, audit, unitOfWork, clock);
  });

  const draft = (more: Partial<CreateCouponInput['draft']> = {}): CreateCouponInput['draft'] => {
    const { id: _, used: __, version: ___, createdAt: ____, updatedAt: _____, ...fields } = aCoupon();
    return { ...fields, ...more };
  };
  const made = (more: Partial<CreateCouponInput['draft']> = {}): Promise<Coupon> =>
    create.execute({ actor, draft: draft(more) });

  it('makes one, and tells the audit log', async () => {
    const coupon = await made({ code: 'SENJA10' });

    expect(coupon).toMatchObject({ code: 'SENJA10', currency: 'IDR', used: 0, version: 1, createdAt: LATER });
    expect(await coupons.find(coupon.id)).toEqual(coupon);
    expect(audit.entries).toMatchObject([
      { action: 'coupon.created', subjectType: 'coupon', subjectId: coupon.id, details: { code: 'SENJA10' } },
    ]);
    await expect(made({ code: 'SENJA10' })).rejects.toMatchObject({ code: 'COUPON_CODE_TAKEN' });
  });

  it('has the currency of its outlet, and must say it without one', async () => {
    const fault = (code: string) => ({ faults: [expect.objectContaining({ pointer: '/currency', code })] });

    expect((await made({ outletId: outlet.id, currency: undefined })).currency).toBe('BRL');
    await expect(made({ currency: undefined })).rejects.toMatchObject(fault('REQUIRED'));
    await expect(made({ outletId: outlet.id, currency: 'IDR' })).rejects.toMatchObject(fault('OUTLET_CURRENCY'));
    await expect(made({ outletId: newId() })).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('changes some fields, and tells which', async () => {
    const { id } = await made();
    const after = await update.execute({ actor, id, changes: { active: false, maxUses: 9 }, version: 1 });

    expect(after).toMatchObject({ active: false, maxUses: 9, version: 2, updatedAt: LATER });
    expect(await coupons.find(id)).toEqual(after);
    expect(audit.entries.at(-1)).toMatchObject({
      action: 'coupon.updated',
      details: { code: after.code, fields: ['active', 'maxUses'] },
    });
  });

  it('makes no version of a change that changes nothing', async () => {
    const { id } = await made();

    expect((await update.execute({ actor, id, changes: { active: true } })).version).toBe(1);
    expect(audit.entries).toHaveLength(1);
  });

  it('refuses a version that is not the newest, and says which is', async () => {
    const { id } = await made();
    await update.execute({ actor, id, changes: { active: false } });
    const stale = { code: 'VERSION_CONFLICT', details: { version: 2 } };

    await expect(update.execute({ actor, id, changes: { active: true }, version: 1 })).rejects.toMatchObject(stale);
    const { outletId: _, currency: __, ...fields } = draft();
    await expect(replace.execute({ actor, id, draft: fields, version: 1 })).rejects.toMatchObject(stale);
  });

  it('sets every field of a replacement, and keeps the outlet, the currency and the uses', async () => {
    const coupon = await made({ maxUses: 5, description: 'Welcome', endsAt: LATER });
    const use = { couponId: coupon.id, version: 1, discount: 1 };
    await coupons.redeem({ coupon: use, orderId: newId(), outletId: outlet.id, customerId: null, at: NOON });
    const { outletId: _, currency: __, ...fields } = draft({ terms: { type: 'FIXED', amount: 5 } });
    const after = await replace.execute({ actor, id: coupon.id, draft: fields });

    expect(after).toMatchObject({ ...fields, currency: 'IDR', outletId: null, version: 2 });
    expect(await coupons.find(coupon.id)).toMatchObject({ description: null, maxUses: null, endsAt: null, used: 1 });
  });

  it('cannot be limited to fewer uses than there were', async () => {
    const coupon = await made();
    for (const orderId of [newId(), newId()]) {
      const use = { couponId: coupon.id, version: 1, discount: 1 };
      await coupons.redeem({ coupon: use, orderId, outletId: outlet.id, customerId: null, at: NOON });
    }

    await expect(update.execute({ actor, id: coupon.id, changes: { maxUses: 1 } })).rejects.toMatchObject({
      code: 'COUPON_LIMIT_TOO_LOW',
      details: { used: 2 },
    });
    await update.execute({ actor, id: coupon.id, changes: { maxUses: 2 } });
  });

  it('ends one for good, and frees its code', async () => {
    const { id, code } = await made();
    const missing = { code: 'COUPON_NOT_FOUND' };
    await remove.execute({ actor, id });

    expect(audit.entries.at(-1)).toMatchObject({ action: 'coupon.deleted', details: { code, used: 0 } });
    await expect(remove.execute({ actor, id })).rejects.toMatchObject(missing);
    await expect(update.execute({ actor, id, changes: {} })).rejects.toMatchObject(missing);
    expect((await made({ code })).id).not.toBe(id);
  });
});

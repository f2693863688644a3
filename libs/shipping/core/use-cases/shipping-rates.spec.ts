import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { shippingWorld } from '../../testing/shipping-world.js';
import type { RateFields, ShippingRate } from '../model/shipping-rate.js';

const city: RateFields = {
  carrier: 'Motoboy',
  service: 'Today',
  cepFrom: '01000000',
  cepTo: '05999999',
  maxWeightGrams: 1_000,
  price: 1_500,
  days: 0,
};

describe("changing an outlet's rates", () => {
  let world: ReturnType<typeof shippingWorld>;
  let rate: ShippingRate;
  let stranger: UserActor;

  beforeEach(async () => {
    world = shippingWorld();
    const { id: outletId } = world.opens();
    rate = await world.create.execute({ actor: world.admin, outletId, fields: city });
    stranger = { ...world.admin, role: 'SUPERVISOR', outletIds: [newId()] };
  });

  it('leaves an audit entry behind', async () => {
    const { admin: actor } = world;
    await world.update.execute({ actor, id: rate.id, changes: { price: 1_600 } });
    await world.remove.execute({ actor, id: rate.id });

    const named = { outletId: rate.outletId, subjectType: 'shipping_rate', subjectId: rate.id };
    expect(world.audit.entries).toMatchObject([
      { ...named, action: 'shipping_rate.created', details: { carrier: 'Motoboy', service: 'Today' } },
      { ...named, action: 'shipping_rate.updated', details: { changes: { price: 1_600 } } },
      { ...named, action: 'shipping_rate.deleted', actor: { id: actor.id } },
    ]);
  });

  it('gives an outlet one rate for a carrier, service, first CEP and weight', async () => {
    const { admin: actor } = world;
    const taken = { code: 'SHIPPING_RATE_TAKEN' };
    const fields = { ...city, service: 'Tomorrow' };
    const other = await world.create.execute({ actor, outletId: rate.outletId, fields });

    await expect(world.create.execute({ actor, outletId: rate.outletId, fields })).rejects.toMatchObject(taken);
    await expect(world.replace.execute({ actor, id: other.id, fields: city })).rejects.toMatchObject(taken);
  });

  it('refuses a change to a version that is not the newest, and says which is', async () => {
    const { admin: actor } = world;
    await world.update.execute({ actor, id: rate.id, changes: { price: 1_600 }, version: 1 });

    const late = { actor, id: rate.id, version: 1 };
    const conflict = { code: 'VERSION_CONFLICT', details: { version: 2 } };
    await expect(world.update.execute({ ...late, changes: { price: 1_700 } })).rejects.toMatchObject(conflict);
    await expect(world.replace.execute({ ...late, fields: city })).rejects.toMatchObject(conflict);
  });

  it('that another change overtakes is refused with the version that is there then', async () => {
    const { admin: actor, rates } = world;
    const find = rates.find.bind(rates);
    rates.find = async (scope, id) => {
      const before = await find(scope, id);
      rates.find = find;
      if (before) await rates.update({ ...before, days: 3, version: 2 });
      return before;
    };

    const change = world.update.execute({ actor, id: rate.id, changes: { price: 1_600 } });
    await expect(change).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { version: 2 } });
    expect(await rates.find('all', rate.id)).toMatchObject({ price: 1_500, days: 3 });
  });

  it('makes no version of a change that changes nothing', async () => {
    const same = await world.replace.execute({ actor: world.admin, id: rate.id, fields: city });

    expect(same.version).toBe(1);
    expect(world.audit.entries).toHaveLength(1);
  });

  it('sets every field of a replacement, and refuses a range that ends before it begins', async () => {
    const { admin: actor } = world;
    const fields = { ...city, cepFrom: '20000000', cepTo: '28999999', price: 0, days: 2 };

    expect(await world.replace.execute({ actor, id: rate.id, fields })).toEqual({
      ...rate,
      ...fields,
      version: 2,
      updatedAt: world.clock.now(),
    });
    const reversed = world.update.execute({ actor, id: rate.id, changes: { cepTo: '19999999' } });
    await expect(reversed).rejects.toMatchObject({ code: 'CEP_RANGE_REVERSED' });
  });

  it('does not know a rate or an outlet that is unknown or of somebody else', async () => {
    const missing = { code: 'SHIPPING_RATE_NOT_FOUND' };
    const { id, outletId } = rate;

    await expect(world.update.execute({ actor: stranger, id, changes: {} })).rejects.toMatchObject(missing);
    await expect(world.remove.execute({ actor: stranger, id })).rejects.toMatchObject(missing);
    await expect(world.remove.execute({ actor: world.admin, id: newId() })).rejects.toMatchObject(missing);
    const nowhere = { code: 'OUTLET_NOT_FOUND' };
    await expect(world.create.execute({ actor: stranger, outletId, fields: city })).rejects.toMatchObject(nowhere);
    const unknown = { actor: world.admin, outletId: newId(), fields: city };
    await expect(world.create.execute(unknown)).rejects.toMatchObject(nowhere);
    expect(world.audit.entries).toHaveLength(1);
  });
});

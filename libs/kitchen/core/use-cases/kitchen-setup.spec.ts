import { describe, expect, it } from '@jest/globals';

import { aLine } from '../../../ordering/testing/an-order.js';
import { KitchenWorld } from '../../testing/kitchen-world.js';
import { undescribed } from '../model/station.js';
import { DeleteStation } from './delete-station.js';
import { PutOutletKitchen } from './put-outlet-kitchen.js';
import { PutStation } from './put-station.js';

describe('a kitchen’s stations and rules', () => {
  const world = new KitchenWorld();
  const { setup, outlets, setupChanges, unitOfWork, clock } = world;
  const actor = world.user('SUPERVISOR');
  const put = new PutStation(setup, outlets, setupChanges, unitOfWork, clock);
  const remove = new DeleteStation(setup, outlets, setupChanges, unitOfWork);
  const rules = new PutOutletKitchen(setup, outlets, setupChanges, unitOfWork, clock);
  const fields = {
    ...undescribed('grill'),
    name: 'Grill',
    prepSeconds: 600,
    thresholds: [
      { orderType: null, warnSeconds: 300, lateSeconds: 700 },
      { orderType: 'DINE_IN' as const, warnSeconds: 400, lateSeconds: 800 },
    ],
  };

  it('decide the times of the next ticket at once, and are changed by versions', async () => {
    await world.place([aLine('Steak', 1, 1, { station: 'grill' })]);
    expect(await put.execute({ actor, code: 'grill', fields })).toMatchObject({ version: 1 });
    await world.place([aLine('Steak', 1, 1, { station: 'grill' })]);

    const [before, after] = world.all().map(({ ticket }) => ticket);
    const seconds = (at: Date | null) => (Number(at) - Number(before!.firedAt)) / 1000;
    expect([before!.dueAt, before!.warnAt, before!.lateAt].map(seconds)).toEqual([480, 480, 900]);
    expect([after!.dueAt, after!.warnAt, after!.lateAt].map(seconds)).toEqual([600, 400, 800]);
    await expect(put.execute({ actor, code: 'grill', fields, version: 0 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await put.execute({ actor, code: 'grill', fields, version: 1 })).toMatchObject({ version: 2 });
    await remove.execute({ actor, code: 'grill' });
    await expect(remove.execute({ actor, code: 'grill' })).rejects.toMatchObject({ code: 'STATION_NOT_FOUND' });
    expect(world.audit.entries.map(({ action }) => action)).toEqual([
      'kitchen.station_put',
      'kitchen.station_put',
      'kitchen.station_removed',
    ]);
  });

  it('have rules of their own once somebody sets them', async () => {
    const settings = { recallMinutes: 5, readyIsServed: true };
    const input = { actor, outletId: world.outlet.id, settings };
    expect(await rules.execute({ ...input, version: 0 })).toEqual({ ...settings, version: 1 });
    await expect(rules.execute({ ...input, version: 0 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((await world.book.rules(world.outlet.id)).settings).toMatchObject(settings);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aTable } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';
import type { Floor, FloorLayout, TableSpot } from '../model/floor.js';

describe('floors', () => {
  const outletId = newId();
  const actor: UserActor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [outletId] };
  let world: ReturnType<typeof tableWorld>;
  let [one, other]: DiningTable[] = [];
  let terrace: Floor;

  beforeEach(async () => {
    world = tableWorld();
    [one, other] = [aTable(outletId, { name: 'Table 1' }), aTable(outletId, { name: 'Table 2' })];
    await world.tables.insert(one);
    await world.tables.insert(other);
    terrace = await add('Terrace');
  });

  const add = (name: string, more: object = {}) =>
    world.createFloor.execute({ actor, draft: { outletId, name, position: 0, width: 20, height: 10, ...more } });
  const spot = (table: DiningTable, more: Partial<TableSpot> = {}): TableSpot => ({
    ...{ tableId: table.id, x: 1, y: 1, width: 4, height: 2, rotation: 0, shape: 'RECT' },
    ...more,
  });
  const arrange = (layout: Partial<FloorLayout>, version = 1, floor = terrace) =>
    world.arrangeFloor.execute({ actor, id: floor.id, version, layout: { spots: [], pairs: [], ...layout } });
  const layoutOf = async (floor = terrace) => (await world.floors.layouts([floor.id])).get(floor.id);
  const last = () => world.audit.entries.at(-1);

  it('are added, changed and taken away, each traced; a change that changes nothing is no version', async () => {
    expect(terrace).toMatchObject({ outletId, name: 'Terrace', version: 1 });
    expect(last()).toMatchObject({ action: 'floor.created', subjectId: terrace.id, details: { name: 'Terrace' } });
    await expect(add('TERRACE')).rejects.toMatchObject({ code: 'FLOOR_NAME_TAKEN' });

    const bigger = await world.updateFloor.execute({ actor, id: terrace.id, changes: { width: 30 }, version: 1 });
    expect(bigger).toMatchObject({ width: 30, version: 2 });
    expect(await world.updateFloor.execute({ actor, id: terrace.id, changes: { width: 30 } })).toEqual(bigger);
    await expect(
      world.updateFloor.execute({ actor, id: terrace.id, changes: { width: 31 }, version: 1 }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });

    await world.deleteFloor.execute({ actor, id: terrace.id, version: 2 });
    expect(last()).toMatchObject({ action: 'floor.deleted' });
    await expect(world.deleteFloor.execute({ actor, id: terrace.id })).rejects.toMatchObject({
      code: 'FLOOR_NOT_FOUND',
    });
  });

  it('have all their tables put where they are at once, each pair once', async () => {
    const spots = [spot(one!), spot(other!, { x: 6, rotation: 45, shape: 'ROUND' })];
    const pairs = [[one!.id, other!.id] as const, [other!.id, one!.id] as const];

    expect(await arrange({ spots, pairs })).toMatchObject({ version: 2 });

    expect(await layoutOf()).toEqual({ spots, pairs: [[one!.id, other!.id].sort()] });
    expect(last()).toMatchObject({ action: 'floor.arranged', details: { name: 'Terrace', tables: 2 } });
    await arrange({ spots: [spots[0]!] }, 2);
    expect(await layoutOf()).toEqual({ spots: [spots[0]], pairs: [] });
  });

  it('give up a table to another floor, with its pairs, which is a change of both', async () => {
    await arrange({ spots: [spot(one!), spot(other!, { x: 6 })], pairs: [[one!.id, other!.id]] });
    const hall = await add('Hall');

    await arrange({ spots: [spot(other!)] }, 1, hall);

    expect(await layoutOf()).toEqual({ spots: [spot(one!)], pairs: [] });
    expect(await world.floors.find('all', terrace.id)).toMatchObject({ version: 3 });
  });

  it('take no table that is off them, twice, of elsewhere or gone, and no pair of others', async () => {
    const stranger = aTable(newId());
    await world.tables.insert(stranger);
    const refused = (layout: Partial<FloorLayout>) =>
      arrange(layout).then(
        () => 'arranged',
        (error: { code: string }) => error.code,
      );

    expect(await refused({ spots: [spot(one!, { x: 17 })] })).toBe('LAYOUT_OFF_THE_FLOOR');
    expect(await refused({ spots: [spot(one!, { y: 9 })] })).toBe('LAYOUT_OFF_THE_FLOOR');
    expect(await refused({ spots: [spot(one!), spot(one!)] })).toBe('LAYOUT_TABLE_TWICE');
    expect(await refused({ spots: [spot(stranger)] })).toBe('TABLE_NOT_FOUND');
    expect(await refused({ spots: [spot(one!)], pairs: [[one!.id, other!.id]] })).toBe('LAYOUT_PAIR_INVALID');
    expect(await refused({ spots: [spot(one!)], pairs: [[one!.id, one!.id]] })).toBe('LAYOUT_PAIR_INVALID');
    await expect(arrange({}, 5)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await layoutOf()).toEqual({ spots: [], pairs: [] });

    await arrange({ spots: [spot(one!, { x: 16, y: 8 })] });
    await expect(world.updateFloor.execute({ actor, id: terrace.id, changes: { width: 19 } })).rejects.toMatchObject({
      code: 'LAYOUT_OFF_THE_FLOOR',
    });
  });

  it('of another outlet are not there', async () => {
    const stranger = { ...actor, outletIds: [newId()] };

    await expect(
      world.updateFloor.execute({ actor: stranger, id: terrace.id, changes: { name: 'Mine' } }),
    ).rejects.toMatchObject({ code: 'FLOOR_NOT_FOUND' });
    await expect(
      world.arrangeFloor.execute({ actor: stranger, id: terrace.id, version: 1, layout: { spots: [], pairs: [] } }),
    ).rejects.toMatchObject({ code: 'FLOOR_NOT_FOUND' });
    const draft = { outletId, name: 'Garden', position: 0, width: 10, height: 10 };
    await expect(world.createFloor.execute({ actor: stranger, draft })).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
  });
});

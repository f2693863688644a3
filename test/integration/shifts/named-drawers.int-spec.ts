import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { newDrawer } from '../../../libs/shifts/core/model/named-drawer.js';
import { anActor, MORNING } from '../../../libs/shifts/testing/a-shift.js';
import { namedDrawersContract } from '../../../libs/shifts/testing/named-drawers.contract.js';
import { SqlNamedDrawers } from '../../../libs/shifts/typeorm/sql-named-drawers.js';
import { SqlShiftRepository } from '../../../libs/shifts/typeorm/sql-shift.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const FLOAT = 200_000;
const ROUNDS = 12;
const OUTLET = anOutlet();

describe('named drawers on PostgreSQL', () => {
  let store: TestDatabase;
  let tills: readonly [Till, Till];

  beforeAll(async () => {
    store = await createTestDatabase();
    const till = async () => tillOn(await connect(store, [], 12), OUTLET);
    tills = [await till(), await till()];
  }, 60_000);

  namedDrawersContract(() => ({
    drawers: new SqlNamedDrawers(tills[0].database),
    shifts: new SqlShiftRepository(tills[0].database),
  }));

  const aDrawer = async () => {
    const drawer = newDrawer(OUTLET.id, `Till ${newId()}`, MORNING);
    await tills[0].drawers.insert(drawer);
    return drawer;
  };
  const openOn = (drawerId: string, actor: UserActor, at: number) =>
    tills[at % 2 === 0 ? 0 : 1].open.execute({ actor, outletId: OUTLET.id, startCash: FLOAT, drawerId });
  const onDrawer = (drawerId: string) =>
    store.query<{ id: string; user_id: string; floats: number }>(
      `SELECT s.id, s.user_id, (SELECT count(*)::int FROM cash_movements WHERE shift_id = s.id) AS floats
       FROM shifts s WHERE drawer_id = $1`,
      [drawerId],
    );
  const boss = anActor('SUPERVISOR', OUTLET.id);
  const owner = anActor('ADMIN', OUTLET.id);

  it(`of ten people who open one drawer at once one has it, ${ROUNDS} times of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const drawer = await aDrawer();
      const people = Array.from({ length: 10 }, () => anActor('KASIR', OUTLET.id));

      const outcomes = await Promise.allSettled(people.map((person, n) => openOn(drawer.id, person, n)));

      const opened = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const [winner, ...others] = opened;
      expect(others).toEqual([]);
      expect(winner).toMatchObject({ drawer: { id: drawer.id, name: drawer.name } });
      const name = `Person ${winner!.userId.slice(-4)}`;
      for (const each of outcomes) {
        if (each.status === 'fulfilled') continue;
        expect(each.reason).toMatchObject({
          code: 'DRAWER_TAKEN',
          message: `${name} has ${drawer.name}. Their shift is closed, or handed over, first.`,
          details: { drawer_id: drawer.id, shift_id: winner!.id, user_id: winner!.userId, user_name: name },
        });
      }
      expect(await onDrawer(drawer.id)).toEqual([{ id: winner!.id, user_id: winner!.userId, floats: 1 }]);
    }
  }, 120_000);

  it('a drawer that is deleted while people open it is deleted, or somebody has it', async () => {
    const ends = { deleted: 0, taken: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const drawer = await aDrawer();
      const people = Array.from({ length: 4 }, () => anActor('KASIR', OUTLET.id));
      const deleting = () => tills[1].deleteDrawer.execute({ actor: owner, id: drawer.id });
      const opening = people.map((person, n) => () => openOn(drawer.id, person, n));
      // Who comes first differs from round to round.
      const acts = round % 2 === 0 ? [deleting, ...opening] : [...opening, deleting];

      const outcomes = await Promise.allSettled(acts.map(async (act) => act()));

      const codes = outcomes.flatMap((each) =>
        each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
      );
      const shifts = await onDrawer(drawer.id);
      const [row] = await store.query<{ gone: boolean }>(
        'SELECT deleted_at IS NOT NULL AS gone FROM drawers WHERE id = $1',
        [drawer.id],
      );
      expect(shifts).toHaveLength(row!.gone ? 0 : 1);
      expect(new Set(codes)).toEqual(new Set([row!.gone ? 'DRAWER_NOT_FOUND' : 'DRAWER_TAKEN']));
      expect(codes).toHaveLength(4);
      ends[row!.gone ? 'deleted' : 'taken']++;
    }
    expect(ends.deleted + ends.taken).toBe(ROUNDS);
  }, 120_000);

  it('of a handover and an opening at once the drawer is the next cashier’s, and one shift is open on it', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const drawer = await aDrawer();
      const [first, next, other] = [0, 1, 2].map(() => anActor('KASIR', OUTLET.id)) as [
        UserActor,
        UserActor,
        UserActor,
      ];
      const { id: shiftId } = await openOn(drawer.id, first, round);

      const [handover, opening] = await Promise.allSettled([
        tills[1].handOver.execute({ actor: boss, shiftId, toUserId: next.id, endCash: FLOAT }),
        openOn(drawer.id, other, 0),
      ]);

      expect(handover.status).toBe('fulfilled');
      expect(opening).toMatchObject({ status: 'rejected', reason: { code: 'DRAWER_TAKEN' } });
      const open = await store.query<{ user_id: string; drawer_name: string }>(
        `SELECT user_id, drawer_name FROM shifts WHERE drawer_id = $1 AND status = 'OPEN'`,
        [drawer.id],
      );
      expect(open).toEqual([{ user_id: next.id, drawer_name: drawer.name }]);
    }
  }, 120_000);
});

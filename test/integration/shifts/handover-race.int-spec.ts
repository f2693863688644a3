import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId, type UserActor } from '#libs/kernel';

import { propertyRuns } from '../../../libs/kernel/testing/index.js';
import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { anActor } from '../../../libs/shifts/testing/a-shift.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const FLOAT = 200_000;
const ROUNDS = 12;
const OUTLET = anOutlet();

interface Sums {
  readonly ledger: number;
  readonly payments: number;
  readonly float: number;
  readonly counted: number | null;
  readonly from: string | null;
}

describe('people on one drawer', () => {
  let store: TestDatabase;
  let tills: readonly [Till, Till];

  beforeAll(async () => {
    store = await createTestDatabase();
    const till = async () => tillOn(await connect(store, [], 12), OUTLET);
    tills = [await till(), await till()];
  });

  const pay = async (actor: UserActor, amount: number, at: number): Promise<'paid' | 'refused'> => {
    const { database, takeCash } = tills[at % 2 === 0 ? 0 : 1];
    const payable = {
      id: newId(),
      outletId: OUTLET.id,
      currency: 'IDR',
      label: 'JKT-1',
      sessionId: null,
      customerId: null,
    };
    try {
      await database.run(() => takeCash.execute({ payable, amount, cashRounding: 100, actor }));
      return 'paid';
    } catch (error) {
      expect(error).toMatchObject({ kind: 'conflict', code: 'NO_OPEN_SHIFT' });
      return 'refused';
    }
  };
  const openedBy = async (cashier: UserActor) =>
    (await tills[0].open.execute({ actor: cashier, outletId: OUTLET.id, startCash: FLOAT })).id;
  const sumsOf = async (shiftId: string): Promise<Sums> => {
    const [sums] = await store.query<Sums & Record<string, unknown>>(
      `SELECT (SELECT sum(amount) FROM cash_movements WHERE shift_id = s.id)::float8 AS ledger,
         (SELECT coalesce(sum(amount), 0) FROM payments WHERE shift_id = s.id)::float8 AS payments,
         start_cash::float8 AS float, end_cash::float8 AS counted, handed_over_from AS from
       FROM shifts s WHERE id = $1`,
      [shiftId],
    );
    return sums!;
  };

  it(`each payment is in exactly one shift, or refused, when a handover and a join race it, ${ROUNDS} times of ${ROUNDS}`, async () => {
    const refused = { owner: 0, next: 0, late: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const [owner, next, late] = [0, 1, 2].map(() => anActor('KASIR', OUTLET.id)) as [UserActor, UserActor, UserActor];
      const waiters = [0, 1].map(() => anActor('WAITER', OUTLET.id));
      const shiftId = await openedBy(owner);
      for (const { id } of waiters) await tills[0].addMember.execute({ actor: owner, shiftId, userId: id });
      const people = [owner, next, late, ...waiters];
      let settled = 0;
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const boss = anActor('SUPERVISOR', OUTLET.id);
      const handover = begun.then(() =>
        tills[1].handOver.execute({ actor: boss, shiftId, toUserId: next.id, endCash: 77_700 }),
      );
      const join = begun.then(() =>
        tills[0].addMember.execute({ actor: late, shiftId }).then(
          () => 'joined',
          (error: { code: string }) => error.code,
        ),
      );
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          const who = people[n % people.length]!;
          const amount = 10_000 + 100 * n;
          const outcome = await pay(who, amount, n);
          if (++settled === 2 + round) begin();
          return { who, amount, outcome };
        }),
      );
      const { ended, begun: after } = await handover;
      expect(['joined', 'SHIFT_CLOSED']).toContain(await join);

      const [first, second] = [await sumsOf(shiftId), await sumsOf(after.id)];
      const paid = outcomes.filter(({ outcome }) => outcome === 'paid');
      expect(first.ledger).toBe(FLOAT + first.payments);
      expect(first.ledger).toBe(ended.expectedCash);
      expect(second).toMatchObject({ float: 77_700, from: shiftId, counted: null, ledger: 77_700 + second.payments });
      expect(first.payments + second.payments).toBe(paid.reduce((sum, { amount }) => sum + amount, 0));
      for (const { who, outcome } of outcomes.filter(({ outcome: each }) => each === 'refused')) {
        // Who is at the drawer all the time is never turned away.
        expect(waiters).not.toContain(who);
        refused[who === owner ? 'owner' : who === next ? 'next' : 'late'] += Number(outcome === 'refused');
      }
      const still = await store.query('SELECT user_id FROM shift_members WHERE shift_id = $1 AND left_at IS NULL', [
        shiftId,
      ]);
      expect(still).toEqual([]);
      for (const waiter of waiters) expect(await pay(waiter, 100, round)).toBe('paid');
      expect((await sumsOf(after.id)).payments).toBe(second.payments + 200);
    }
    expect(refused.owner + refused.next + refused.late).toBeGreaterThan(0);
  }, 120_000);

  it('of those who open, join and are handed a drawer at once, each ends up in one open shift', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [owner, other, wanted] = [0, 1, 2].map(() => anActor('KASIR', OUTLET.id)) as [
        UserActor,
        UserActor,
        UserActor,
      ];
      const [one, two] = [await openedBy(owner), await openedBy(other)];
      const boss = anActor('SUPERVISOR', OUTLET.id);
      const tries: Promise<unknown>[] = [
        tills[0].open.execute({ actor: wanted, outletId: OUTLET.id, startCash: FLOAT }),
        tills[1].addMember.execute({ actor: wanted, shiftId: one }),
        tills[0].addMember.execute({ actor: wanted, shiftId: two }),
        tills[1].handOver.execute({ actor: boss, shiftId: two, toUserId: wanted.id, endCash: FLOAT }),
      ];

      const outcomes = await Promise.allSettled(tries);

      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as object] : []));
      for (const refusal of refusals) {
        expect(['ALREADY_IN_SHIFT', 'SHIFT_ALREADY_OPEN', 'SHIFT_CLOSED']).toContain(
          (refusal as { code: string }).code,
        );
      }
      const open = await store.query(
        `SELECT id FROM shifts WHERE user_id = $1 AND status = 'OPEN'
         UNION ALL SELECT shift_id FROM shift_members WHERE user_id = $1 AND left_at IS NULL`,
        [wanted.id],
      );
      expect(open).toHaveLength(1);
    }
  }, 120_000);

  it('of random joins, leavings and handovers: each drawer holds what its people took, and floats chain', async () => {
    const step = fc.record({
      what: fc.constantFrom('pay', 'pay', 'pay', 'join', 'leave', 'handOver'),
      who: fc.nat(3),
      amount: fc.integer({ min: 1, max: 900 }).map((hundreds) => hundreds * 100),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const till = tills[0];
        const people = Array.from({ length: 4 }, () => anActor('KASIR', OUTLET.id));
        const boss = anActor('SUPERVISOR', OUTLET.id);
        // What the steps alone say: who is at the drawer, and what it holds.
        let [owner, members, held] = [people[0]!, new Set<string>(), FLOAT];
        let shiftId = await openedBy(owner);
        const ended: { id: string; held: number; from: string | null; float: number }[] = [];
        let begun: { from: string | null; float: number } = { from: null, float: FLOAT };
        for (const { what, who, amount } of steps) {
          const person = people[who]!;
          const isIn = person === owner || members.has(person.id);
          if (what === 'pay') {
            expect(await pay(person, amount, who)).toBe(isIn ? 'paid' : 'refused');
            if (isIn) held += amount;
          } else if (what === 'join' && person !== owner) {
            await till.addMember.execute({ actor: person, shiftId });
            members.add(person.id);
          } else if (what === 'leave' && members.has(person.id)) {
            await till.removeMember.execute({ actor: person, shiftId });
            members.delete(person.id);
          } else if (what === 'handOver' && person !== owner) {
            const counted = held - (amount % 500);
            const count = { actor: boss, shiftId, toUserId: person.id, endCash: counted };
            const { begun: after } = await till.handOver.execute(count);
            ended.push({ id: shiftId, held, ...begun });
            begun = { from: shiftId, float: counted };
            members = new Set([...members].filter((id) => id !== person.id));
            [owner, held, shiftId] = [person, counted, after.id];
          }
        }
        ended.push({ id: shiftId, held, ...begun });
        for (const shift of ended) {
          const sums = await sumsOf(shift.id);
          expect(sums).toMatchObject({ ledger: shift.held, float: shift.float, from: shift.from });
          expect(sums.payments).toBe(shift.held - shift.float);
        }
        await till.close.execute({ actor: boss, shiftId, endCash: held });
      }),
      { numRuns: propertyRuns(100) },
    );
  }, 240_000);
});

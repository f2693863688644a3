import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor, EVENING, MORNING } from '../../testing/a-shift.js';
import { PIN, shiftWorld } from '../../testing/shift-world.js';

const OUTLET = anOutlet({ cashDifferenceLimit: 0 });
const FLOAT = 200_000;

describe('people on a drawer', () => {
  let world: ReturnType<typeof shiftWorld>;
  let cashier: UserActor;
  let waiter: UserActor;
  let boss: UserActor;
  let shiftId: string;

  const staff = (role: 'KASIR' | 'WAITER' | 'SUPERVISOR' | 'KITCHEN'): UserActor => {
    const actor = anActor(role, OUTLET.id);
    world.roles.set(actor.id, role);
    return actor;
  };
  const opens = async (actor: UserActor): Promise<string> =>
    (await world.open.execute({ actor, outletId: OUTLET.id, startCash: FLOAT })).id;
  const sale = (actor: UserActor, cash: number) =>
    world.drawer.record({ outletId: OUTLET.id, userId: actor.id, type: 'SALE', cash, paymentId: newId() });
  const audited = () => world.audit.map(({ action }) => action);

  beforeEach(async () => {
    world = shiftWorld(OUTLET);
    [cashier, waiter, boss] = [staff('KASIR'), staff('WAITER'), staff('SUPERVISOR')];
    shiftId = await opens(cashier);
  });

  describe('joining', () => {
    it('is asked for by the owner, and what the member takes is in the owner’s drawer under their own name', async () => {
      const members = await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });

      expect(members).toEqual([{ userId: waiter.id, joinedAt: MORNING, joinedBy: cashier.id, leftAt: null }]);
      expect(await sale(waiter, 45_000)).toEqual({ shiftId });
      expect(world.movements.at(-1)).toMatchObject({ shiftId, amount: 45_000, createdBy: waiter.id });
      expect(audited()).toEqual(['shift.opened', 'shift.member_joined']);
    });

    it('is a cashier’s own to do, and a waiter’s with an approval', async () => {
      const other = staff('KASIR');

      await world.addMember.execute({ actor: other, shiftId });
      await expect(world.addMember.execute({ actor: waiter, shiftId })).rejects.toMatchObject({
        code: 'APPROVAL_REQUIRED',
      });
      await world.addMember.execute({ actor: waiter, shiftId, approval: { userId: boss.id, pin: PIN } });

      expect((await world.members.of(OUTLET.id, shiftId)).map(({ userId }) => userId)).toEqual([other.id, waiter.id]);
      expect(world.audit.at(-1)).toMatchObject({ action: 'shift.member_joined', approvedBy: boss.id });
    });

    it('is once: again changes nothing', async () => {
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });

      expect(await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id })).toHaveLength(1);
      expect(audited()).toHaveLength(2);
    });

    it.each([
      [
        'a colleague, by somebody who neither has the drawer nor oversees it',
        'NOT_YOUR_SHIFT',
        () => [waiter, staff('KASIR').id],
      ],
      ['the owner', 'ALREADY_IN_SHIFT', () => [cashier, cashier.id]],
      ['somebody who takes no cash', 'ROLE_HAS_NO_DRAWER', () => [cashier, staff('KITCHEN').id]],
      ['somebody who is not of this outlet', 'USER_NOT_FOUND', () => [cashier, newId()]],
    ] as const)('is refused of %s', async (_, code, who) => {
      const [actor, userId] = who() as [UserActor, string];

      await expect(world.addMember.execute({ actor, shiftId, userId })).rejects.toMatchObject({ code });
      expect(await world.members.of(OUTLET.id, shiftId)).toEqual([]);
    });

    it('is refused of who is in another open shift, and nobody in one opens their own', async () => {
      const other = staff('KASIR');
      const second = await opens(other);

      await expect(world.addMember.execute({ actor: other, shiftId })).rejects.toMatchObject({
        code: 'ALREADY_IN_SHIFT',
        details: { shift_id: second },
      });
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });
      await expect(world.addMember.execute({ actor: boss, shiftId: second, userId: waiter.id })).rejects.toMatchObject({
        code: 'ALREADY_IN_SHIFT',
        details: { shift_id: shiftId },
      });
      await expect(
        world.open.execute({ actor: boss, outletId: OUTLET.id, userId: waiter.id, startCash: FLOAT }),
      ).rejects.toMatchObject({ code: 'ALREADY_IN_SHIFT', details: { shift_id: shiftId } });
    });
  });

  describe('leaving', () => {
    it('ends what the member takes into the drawer', async () => {
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });
      world.clock.set(EVENING);

      expect(await world.removeMember.execute({ actor: waiter, shiftId })).toMatchObject([{ leftAt: EVENING }]);
      await expect(sale(waiter, 1)).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
      await expect(world.removeMember.execute({ actor: waiter, shiftId })).rejects.toMatchObject({
        code: 'MEMBER_NOT_FOUND',
      });
      expect(audited()).toEqual(['shift.opened', 'shift.member_joined', 'shift.member_left']);
    });

    it('is the member’s, the owner’s or a supervisor’s to do', async () => {
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });

      await expect(
        world.removeMember.execute({ actor: staff('KASIR'), shiftId, userId: waiter.id }),
      ).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
      await world.removeMember.execute({ actor: boss, shiftId, userId: waiter.id });
    });
  });

  describe('a handover', () => {
    it('ends one shift and begins the next with what was counted, for the same members', async () => {
      const next = staff('KASIR');
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });
      await sale(waiter, 50_000);
      world.clock.set(EVENING);

      const { ended, begun } = await world.handOver.execute({
        actor: cashier,
        shiftId,
        toUserId: next.id,
        endCash: FLOAT + 50_000,
      });

      expect(ended).toMatchObject({
        expectedCash: FLOAT + 50_000,
        shift: { status: 'CLOSED', endCash: FLOAT + 50_000 },
      });
      expect(begun).toMatchObject({
        userId: next.id,
        status: 'OPEN',
        startCash: FLOAT + 50_000,
        openedBy: cashier.id,
        handedOverFrom: shiftId,
      });
      expect(await sale(waiter, 10_000)).toEqual({ shiftId: begun.id });
      expect(await sale(next, 10_000)).toEqual({ shiftId: begun.id });
      await expect(sale(cashier, 10_000)).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
      expect(await world.ledger.expectedCash(OUTLET.id, begun.id)).toBe(FLOAT + 70_000);
      expect(audited().slice(2)).toEqual(['shift.closed', 'shift.opened', 'shift.handed_over']);
      expect(world.jobs.map(({ key }) => key)).toEqual([shiftId]);
    });

    it('may be to a member', async () => {
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });

      const { begun } = await world.handOver.execute({ actor: cashier, shiftId, toUserId: waiter.id, endCash: FLOAT });

      expect(await sale(waiter, 1)).toEqual({ shiftId: begun.id });
      expect(await world.members.of(OUTLET.id, begun.id)).toEqual([]);
    });

    it.each([
      ['to who has it', 'HANDED_TO_ONESELF', () => [cashier.id, FLOAT]],
      ['to somebody who is not of this outlet', 'USER_NOT_FOUND', () => [newId(), FLOAT]],
      ['to somebody who takes no cash', 'ROLE_HAS_NO_DRAWER', () => [staff('KITCHEN').id, FLOAT]],
      ['of a count that is off', 'APPROVAL_REQUIRED', () => [waiter.id, FLOAT - 1]],
    ] as const)('is refused %s', async (_, code, wish) => {
      const [toUserId, endCash] = wish() as [string, number];

      await expect(world.handOver.execute({ actor: cashier, shiftId, toUserId, endCash })).rejects.toMatchObject({
        code,
      });
      expect(audited()).toEqual(['shift.opened']);
    });

    it('and a close are refused by a colleague who may not audit drawers, and done by whoever may', async () => {
      const other = staff('KASIR');
      const count = { shiftId, endCash: FLOAT };

      await expect(world.close.execute({ actor: other, ...count })).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
      world.permissions.ruled.set('drawer.audit', () => 'ALLOW');
      expect(await world.close.execute({ actor: other, ...count })).toMatchObject({ shift: { closedBy: other.id } });
    });
  });

  describe('opening the drawer without a sale', () => {
    const open = (actor = cashier) => world.openDrawer.execute({ actor, shiftId, reason: 'change for a note' });

    it('moves nothing, is told to supervisors, and is written down', async () => {
      const { movement } = await open();

      expect(movement).toMatchObject({
        type: 'NO_SALE',
        amount: 0,
        reason: 'change for a note',
        createdBy: cashier.id,
      });
      expect(world.movements.map(({ type }) => type)).toEqual(['FLOAT']);
      expect(world.events.at(-1)).toMatchObject({
        type: 'DRAWER_OPENED',
        payload: { id: movement.id, shift_id: shiftId, opened_by: cashier.id, reason: 'change for a note' },
      });
      expect(world.audit.at(-1)).toMatchObject({ action: 'shift.drawer_opened', reason: 'change for a note' });
    });

    it('is asked for with how often it was done in this shift, and refused beyond what a rule lets', async () => {
      world.permissions.ruled.set('drawer.no_sale', ({ perShift = 0 }) => (perShift <= 2 ? 'ALLOW' : 'APPROVE'));

      await open();
      await open();
      await expect(open()).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
      await world.openDrawer.execute({ actor: cashier, shiftId, reason: 'again', approval: { userId: boss.id } });

      expect(world.audit.at(-1)).toMatchObject({ approvedBy: boss.id });
      expect(world.permissions.asked.map(({ facts }) => facts)).toEqual([1, 2, 3, 3].map((perShift) => ({ perShift })));
    });

    it('is a member’s to do as well, and of a closed shift nobody’s', async () => {
      await expect(open(waiter)).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
      await world.addMember.execute({ actor: cashier, shiftId, userId: waiter.id });
      world.permissions.ruled.set('drawer.no_sale', () => 'ALLOW');
      await open(waiter);
      await world.close.execute({ actor: cashier, shiftId, endCash: FLOAT });

      await expect(open()).rejects.toMatchObject({ code: 'SHIFT_CLOSED' });
    });
  });
});

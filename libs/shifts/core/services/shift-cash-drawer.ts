import { Injectable } from '@nestjs/common';

import { Clock, newId, UnitOfWork } from '#libs/kernel';
import { CashDrawer, type DrawerEntry, type RetenderEntry, type ShiftEntry } from '#libs/payments';

import { CASH } from '../model/shift-report.js';
import { FULLEST_DRAWER, seesExpectedCash, type Shift, type ShiftState } from '../model/shift.js';
import { drawerTooFull, drawerTooLow, noOpenShift, shiftNotFound } from '../model/shifts.errors.js';
import { LateAdjustments } from './late-adjustments.js';
import { DrawerLedger, type HeldDrawer, type NewMovement, ShiftRepository } from '../shifts.ports.js';

/**
 * The drawer as payments see it: two round trips, the lock and the line in the ledger. What comes in shares the lock; what goes out holds it
 * alone, so that of two who give cash out at once each sees what the other left.
 */
@Injectable()
export class ShiftCashDrawer extends CashDrawer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: DrawerLedger,
    private readonly clock: Clock,
    private readonly shifts: ShiftRepository,
    private readonly late: LateAdjustments,
  ) {
    super();
  }

  async record(entry: DrawerEntry): Promise<{ readonly shiftId: string }> {
    return this.unitOfWork.run(async () => {
      const movement: NewMovement = {
        id: newId(),
        type: entry.type,
        amount: entry.cash,
        reason: null,
        paymentId: entry.paymentId,
        refundId: entry.refundId ?? null,
        createdBy: entry.userId,
        occurredAt: this.clock.now(),
      };
      const shiftId = entry.cash < 0 ? await this.giveOut(entry, movement) : await this.takeIn(entry, movement);
      if (shiftId === null) throw noOpenShift();
      return { shiftId };
    });
  }

  async correct({ outletId, shiftId, cash, ...entry }: ShiftEntry): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const shift = await this.held(outletId, shiftId);
      if (!shift?.isOpen) return false;
      return this.write(shift.state, { ...entry, cash, reason: null });
    });
  }

  async retender({ outletId, shiftId, from, to, amount, tip, ...entry }: RetenderEntry): Promise<void> {
    await this.unitOfWork.run(async () => {
      const shift = await this.held(outletId, shiftId);
      if (!shift) throw shiftNotFound();
      const sign = Number(to.method === CASH) - Number(from.method === CASH);
      if (!shift.isClosed) {
        await this.write(shift.state, { ...entry, type: 'CORRECTION', cash: sign * amount });
        await this.write(shift.state, { ...entry, type: 'TIP', cash: sign * tip });
        return;
      }
      const charged = amount + tip;
      const { actor, reason, paymentId } = entry;
      const money = [
        { method: from.method, tender: from.tender, amount: -charged },
        { method: to.method, tender: to.tender, amount: charged },
      ];
      if (charged !== 0) await this.late.add(shift.state, { actor, money, paymentId, reason });
    });
  }

  /** A shift as it stands once its drawer's lock is held alone. */
  private async held(outletId: string, shiftId: string): Promise<Shift | null> {
    const shift = await this.shifts.find([outletId], shiftId);
    if (!shift) return null;
    await this.ledger.holdAlone(shift.state);
    return this.shifts.find([outletId], shiftId);
  }

  /** A line of a payment in the drawer of a shift that is not closed; none for nothing. False when it is closed. */
  private async write(shift: ShiftState, { actor, cash, ...entry }: PaymentLine): Promise<boolean> {
    if (cash === 0) return true;
    const made = { id: newId(), createdBy: actor.id, occurredAt: this.clock.now(), refundId: null };
    const outcome = await this.ledger.move(shift, { ...entry, ...made, amount: cash }, FULLEST_DRAWER);
    if (outcome.kind === 'too-full') throw drawerTooFull();
    if (outcome.kind === 'too-low') throw drawerTooLow(seesExpectedCash(actor, 'OPEN') ? outcome : null);
    return outcome.kind === 'recorded';
  }

  private async takeIn(entry: DrawerEntry, movement: NewMovement): Promise<string | null> {
    return this.inDrawer(
      () => this.ledger.share(entry),
      (drawer) => this.ledger.record(drawer, movement),
    );
  }

  private async giveOut(entry: DrawerEntry, movement: NewMovement): Promise<string | null> {
    const give = async (drawer: HeldDrawer): Promise<string | null> => {
      const outcome = await this.ledger.giveOut(drawer, movement);
      if (outcome.kind === 'too-low') throw drawerTooLow(mayKnow(entry) ? outcome : null);
      return outcome.kind === 'recorded' ? outcome.shiftId : null;
    };
    return this.inDrawer(() => this.ledger.holdAlone(entry), give);
  }

  /**
   * The shift that was written to; null for none. Who found no shift on the drawer that they were locked out of meanwhile looks again whose
   * drawer is theirs now: it was handed over, or they joined another.
   */
  private async inDrawer(
    hold: () => Promise<HeldDrawer>,
    write: (drawer: HeldDrawer) => Promise<string | null>,
  ): Promise<string | null> {
    for (let drawer = await hold(); ;) {
      const shiftId = await write(drawer);
      if (shiftId !== null) return shiftId;
      const now = await hold();
      if (now.ownerId === drawer.ownerId) return null;
      drawer = now;
    }
  }
}

interface PaymentLine extends Pick<ShiftEntry, 'paymentId' | 'actor' | 'cash'> {
  readonly type: 'TIP' | 'CORRECTION';
  readonly reason: string | null;
}

/** A count stays blind: a cashier learns nothing of what an open drawer holds. */
const mayKnow = ({ askedBy }: DrawerEntry): boolean => askedBy !== undefined && seesExpectedCash(askedBy, 'OPEN');

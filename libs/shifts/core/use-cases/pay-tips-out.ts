import { Injectable } from '@nestjs/common';

import { Clock, type MinorUnits, newId, Permissions, UnitOfWork, type UserActor } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { seesExpectedCash } from '../model/shift.js';
import { drawerTooLow, shiftClosed } from '../model/shifts.errors.js';
import { openShiftOf } from '../services/open-shift-of.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { DrawerLedger, type NewMovement, ShiftRepository } from '../shifts.ports.js';
import type { RecordedMovement } from './record-cash-movement.js';

export interface PayTipsOutInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** Who gets it. */
  readonly userId: string;
  readonly amount: MinorUnits;
  readonly reason?: string;
}

/** Cash from an open drawer to somebody who is owed tips, at most what they are owed: one transaction with the ledger of tips. */
@Injectable()
export class PayTipsOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly ledger: DrawerLedger,
    private readonly payments: PaymentsApi,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
    private readonly permissions: Permissions,
  ) {}

  /** Throws `SHIFT_NOT_FOUND`, `NOT_YOUR_SHIFT`, `SHIFT_CLOSED`, `TIP_OUT_TOO_LARGE`, `DRAWER_TOO_LOW`, and what `Permissions.require` throws. */
  async execute({ actor, shiftId, userId, amount, reason }: PayTipsOutInput): Promise<RecordedMovement> {
    const { state } = await openShiftOf(this.shifts, actor, shiftId);
    const { outletId, currency } = state;
    await this.permissions.require({ actor, outletId, key: 'tip.pay_out', facts: { amount } });
    const movement: NewMovement = {
      id: newId(),
      type: 'TIP_OUT',
      amount: -amount,
      reason: reason ?? null,
      paymentId: null,
      refundId: null,
      paidTo: userId,
      createdBy: actor.id,
      occurredAt: this.clock.now(),
    };
    await this.unitOfWork.run(async () => {
      await this.ledger.holdAlone(state);
      const tip = { outletId, userId, amount, currency, shiftId, movementId: movement.id, actor };
      await this.payments.payOutTip(tip);
      const outcome = await this.ledger.move(state, movement, amount);
      if (outcome.kind === 'closed') throw shiftClosed(shiftId);
      if (outcome.kind !== 'recorded') throw drawerTooLow(seesExpectedCash(actor, state.status) ? outcome : null);
      await this.changes.moved(actor, state, movement);
    });
    return { movement: { ...movement, outletId, shiftId }, currency };
  }
}

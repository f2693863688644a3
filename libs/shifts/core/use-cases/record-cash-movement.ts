import { Injectable } from '@nestjs/common';

import { Clock, type MinorUnits, mostCashAtOnce, newId, Permissions, UnitOfWork, type UserActor } from '#libs/kernel';

import { type CashMovement, effectOf, type HandMovementType } from '../model/cash-movement.js';
import { openShiftOf } from '../services/open-shift-of.js';
import { FULLEST_DRAWER, seesExpectedCash } from '../model/shift.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { drawerTooFull, drawerTooLow, payInUnlikely, shiftClosed } from '../model/shifts.errors.js';
import { DrawerLedger, type NewMovement, ShiftRepository } from '../shifts.ports.js';

export interface RecordCashMovementInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  readonly type: HandMovementType;
  /** Positive; the type says which way. */
  readonly amount: MinorUnits;
  readonly reason: string;
  /** Somebody looked again at more than anybody brings to a drawer at once. */
  readonly isConfirmed?: boolean;
}

export interface RecordedMovement {
  readonly movement: CashMovement;
  readonly currency: string;
}

/** Puts cash into an open drawer or takes it out, with a reason. Nobody takes out what is not in it. */
@Injectable()
export class RecordCashMovement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly ledger: DrawerLedger,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
    private readonly permissions: Permissions,
  ) {}

  async execute({
    actor,
    shiftId,
    type,
    amount,
    reason,
    isConfirmed,
  }: RecordCashMovementInput): Promise<RecordedMovement> {
    const { state } = await openShiftOf(this.shifts, actor, shiftId);
    if (type === 'PAY_IN' && !isConfirmed && amount > mostCashAtOnce(state.currency)) throw payInUnlikely();
    await this.permissions.require({ actor, outletId: state.outletId, key: 'drawer.move', facts: { amount } });
    const movement: NewMovement = {
      id: newId(),
      type,
      amount: effectOf(type, amount),
      reason,
      paymentId: null,
      refundId: null,
      createdBy: actor.id,
      occurredAt: this.clock.now(),
    };
    await this.unitOfWork.run(async () => {
      await this.ledger.holdAlone(state);
      const outcome = await this.ledger.move(state, movement, FULLEST_DRAWER);
      if (outcome.kind === 'closed') throw shiftClosed(shiftId);
      if (outcome.kind === 'too-full') throw drawerTooFull();
      if (outcome.kind === 'too-low') throw drawerTooLow(seesExpectedCash(actor, state.status) ? outcome : null);
      await this.changes.moved(actor, state, movement);
    });
    return { movement: { ...movement, outletId: state.outletId, shiftId }, currency: state.currency };
  }
}

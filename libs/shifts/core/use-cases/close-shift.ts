import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { Clock, type MinorUnits, mostCashAtOnce, UnitOfWork, type UserActor } from '#libs/kernel';

import { openShiftOf } from '../services/open-shift-of.js';
import type { ShiftState } from '../model/shift.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { ShiftSurroundings } from '../services/shift-surroundings.js';
import { endCashUnlikely, shiftClosed } from '../model/shifts.errors.js';
import {
  assertDenominations,
  declare,
  type Declaration,
  type Denomination,
  tenderCounts,
} from '../model/tender-count.js';
import { DrawerLedger, ShiftFigures, ShiftRepository } from '../shifts.ports.js';

export interface CloseShiftInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** What was counted in the drawer. */
  readonly endCash: MinorUnits;
  /** Somebody looked again at a count that is far beyond what the drawer can hold. */
  readonly isConfirmed?: boolean;
  /** The coins and notes that make it up. */
  readonly denominations?: readonly Denomination[];
  /** What the tenders took, as their terminals and slips say. */
  readonly declared?: readonly Declaration[];
  readonly note?: string;
  readonly approval?: Approval;
}

export interface ClosedShift {
  readonly shift: ShiftState;
  readonly expectedCash: MinorUnits;
}

/**
 * Counts a drawer, and what its tenders took, and ends its shift. Under the drawer's lock alone: a payment is counted, or it comes too late and
 * is refused.
 */
@Injectable()
export class CloseShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly ledger: DrawerLedger,
    private readonly surroundings: ShiftSurroundings,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
    private readonly figures: ShiftFigures,
  ) {}

  async execute({
    actor,
    shiftId,
    endCash,
    isConfirmed,
    note,
    approval,
    ...said
  }: CloseShiftInput): Promise<ClosedShift> {
    const { denominations, declared = [] } = said;
    if (denominations) assertDenominations(denominations, endCash);
    const found = await openShiftOf(this.shifts, actor, shiftId);
    const { outletId } = found.state;
    const { tenders, ...terms } = await this.surroundings.ofClose(actor, outletId, approval);
    const declarations = declare(tenders, declared);
    const closing = {
      ...terms.closing,
      ...(declarations.length > 0 && { tenders: declarations }),
      ...(denominations && { denominations }),
    };
    return this.unitOfWork.run(async () => {
      await this.ledger.holdAlone(found.state);
      const shift = await openShiftOf(this.shifts, actor, shiftId);
      const expectedCash = await this.ledger.expectedCash(outletId, shiftId);
      const most = Math.max(expectedCash, 0) + mostCashAtOnce(found.state.currency);
      if (!isConfirmed && endCash > most) throw endCashUnlikely();
      const took = declared.length > 0 ? await this.figures.byTender(outletId, shiftId) : [];
      const at = this.clock.now();
      shift.close({
        endCash,
        expectedCash,
        ...terms,
        closing,
        tenders: tenderCounts(tenders, declarations, took),
        note: note ?? null,
        closedBy: actor.id,
        closedAt: at,
      });
      if (!(await this.shifts.saveClosed(shift))) throw shiftClosed(shiftId);
      await this.changes.closed(actor, shift.state, expectedCash, at);
      return { shift: shift.state, expectedCash };
    });
  }
}

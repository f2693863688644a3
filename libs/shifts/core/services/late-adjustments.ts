import { Injectable } from '@nestjs/common';

import { Clock, newId, type UserActor } from '#libs/kernel';

import type { AdjustedMoney, ShiftAdjustment } from '../model/shift-adjustment.js';
import type { ShiftState } from '../model/shift.js';
import { ShiftAdjustments, ShiftReports } from '../shifts.ports.js';
import { MakeShiftReport } from '../use-cases/make-shift-report.js';
import { ShiftChangeLog } from './shift-change-log.js';

export interface LateFinding {
  readonly actor: UserActor;
  readonly money: readonly AdjustedMoney[];
  readonly paymentId: string | null;
  readonly reason: string;
}

/** Keeps what was found of a closed shift after its Z. */
@Injectable()
export class LateAdjustments {
  constructor(
    private readonly makeReport: MakeShiftReport,
    private readonly reports: ShiftReports,
    private readonly adjustments: ShiftAdjustments,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  /**
   * In the ambient transaction, under the lock of the outlet's numbering: the Z that is made next tells of it. The shift's own Z is made before, where
   * its job has not come to it yet, so that it counts what was known at the close. Throws `SHIFT_NOT_FOUND` for a shift that is not closed.
   */
  async add(shift: ShiftState, { actor, money, paymentId, reason }: LateFinding): Promise<ShiftAdjustment[]> {
    const { outletId, id: shiftId } = shift;
    await this.makeReport.execute({ outletId, shiftId });
    const { number: afterNumber } = await this.reports.lockChain(outletId);
    const report = await this.reports.ofShift(outletId, shiftId);
    if (!report) throw new Error('A Z that was made is gone');
    const found = money.map((one) => ({
      ...one,
      id: newId(),
      outletId,
      shiftId,
      reportNumber: report.number,
      afterNumber,
      paymentId,
      reason,
      createdBy: actor.id,
      createdAt: this.clock.now(),
    }));
    await this.adjustments.add(found);
    for (const adjustment of found) await this.changes.adjusted(actor, shift, adjustment);
    return found;
  }
}

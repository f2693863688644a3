import { Injectable } from '@nestjs/common';

import { outletScope, type UserActor } from '#libs/kernel';

import { maySeeShiftOf, seesExpectedCash } from '../shift.js';
import { blinded, type SealedReport } from '../shift-report.js';
import { ShiftReporter } from '../shift-reporter.js';
import { shiftNotFound } from '../shifts.errors.js';
import { ShiftReports, ShiftRepository } from '../shifts.ports.js';

@Injectable()
export class ReadShiftReport {
  constructor(
    private readonly shifts: ShiftRepository,
    private readonly reports: ShiftReports,
    private readonly reporter: ShiftReporter,
  ) {}

  /** The live X of an open shift, the Z of a closed one; null while the Z is being made. */
  async execute({ actor, shiftId }: { actor: UserActor; shiftId: string }): Promise<SealedReport | null> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift || !maySeeShiftOf(actor, shift.state.userId)) throw shiftNotFound();
    if (shift.isOpen) {
      const report = await this.reporter.report(shift.state);
      return seesExpectedCash(actor, 'OPEN') ? report : blinded(report);
    }
    const kept = await this.reports.ofShift(shift.state.outletId, shiftId);
    return kept && { ...kept.body, hash: kept.hash };
  }
}

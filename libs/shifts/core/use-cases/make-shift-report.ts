import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { ReportChain } from '../report-chain.js';
import { ShiftJournal } from '../shift-journal.js';
import { ShiftReporter } from '../shift-reporter.js';
import { shiftNotFound } from '../shifts.errors.js';
import { ShiftReports, ShiftRepository } from '../shifts.ports.js';

/** Makes the Z of a closed shift, once however often it is asked. */
@Injectable()
export class MakeShiftReport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly reports: ShiftReports,
    private readonly reporter: ShiftReporter,
    private readonly chain: ReportChain,
    private readonly journal: ShiftJournal,
  ) {}

  async execute({ outletId, shiftId }: { outletId: string; shiftId: string }): Promise<void> {
    const shift = await this.shifts.find([outletId], shiftId);
    if (!shift || shift.isOpen) throw shiftNotFound();
    if (await this.reports.ofShift(outletId, shiftId)) return;
    // No payment can join the shift any more: its figures stand still.
    const report = await this.reporter.report(shift.state);
    await this.unitOfWork.run(async () => {
      const kept = await this.chain.append(outletId, report);
      if (kept) await this.journal.reported(outletId, shiftId, kept.number);
    });
  }
}

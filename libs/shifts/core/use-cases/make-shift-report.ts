import { Injectable } from '@nestjs/common';

import { AuditLog, UnitOfWork } from '#libs/kernel';

import { ReportChain } from '../services/report-chain.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { ShiftReporter } from '../services/shift-reporter.js';
import { shiftNotFound } from '../model/shifts.errors.js';
import { ShiftAdjustments, ShiftReports, ShiftRepository } from '../shifts.ports.js';

/** Makes the Z of a closed shift, once however often it is asked. */
@Injectable()
export class MakeShiftReport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly reports: ShiftReports,
    private readonly reporter: ShiftReporter,
    private readonly chain: ReportChain,
    private readonly changes: ShiftChangeLog,
    private readonly audit: AuditLog,
    private readonly adjustments: ShiftAdjustments,
  ) {}

  async execute({ outletId, shiftId }: { outletId: string; shiftId: string }): Promise<void> {
    const shift = await this.shifts.find([outletId], shiftId);
    const closing = shift?.state.closing;
    if (!shift?.isClosed || !closing) throw shiftNotFound();
    if (await this.reports.ofShift(outletId, shiftId)) return;
    // No payment can join the shift any more: its figures stand still.
    const head = await this.audit.head(outletId);
    const report = { ...(await this.reporter.report(shift.state, closing)), ...(head && { audit_head: head }) };
    await this.unitOfWork.run(async () => {
      const kept = await this.chain.append(outletId, report, async (made, lastNumber) =>
        this.reporter.withAdjustments(made, await this.adjustments.untold(outletId, lastNumber)),
      );
      if (kept) await this.changes.reported(outletId, shiftId, kept.number);
    });
  }
}

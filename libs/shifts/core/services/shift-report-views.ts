import { Injectable } from '@nestjs/common';

import { assertOutlet, outletScope, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { maySeeShiftOf, seesExpectedCash } from '../model/shift.js';
import { blinded, type SealedReport } from '../model/shift-report.js';
import { shiftNotFound } from '../model/shifts.errors.js';
import { ShiftReports, ShiftRepository } from '../shifts.ports.js';
import { type ChainVerdict, ReportChain } from './report-chain.js';
import { ShiftReporter } from './shift-reporter.js';
import { ShiftSurroundings } from './shift-surroundings.js';

/** X and Z reports, as far as the actor may see them. */
@Injectable()
export class ShiftReportViews {
  constructor(
    private readonly shifts: ShiftRepository,
    private readonly reports: ShiftReports,
    private readonly reporter: ShiftReporter,
    private readonly chain: ReportChain,
    private readonly outlets: OutletsApi,
    private readonly surroundings: ShiftSurroundings,
  ) {}

  /** The live X of a shift that is open or waits for its audit, the Z of a closed one; null while the Z is being made. Throws `SHIFT_NOT_FOUND`. */
  async get(actor: UserActor, shiftId: string): Promise<SealedReport | null> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift || !maySeeShiftOf(actor, shift.state.userId)) throw shiftNotFound();
    const { outletId, status, closing } = shift.state;
    if (!shift.isClosed) {
      const report = await this.reporter.report(shift.state, closing ?? (await this.surroundings.closing(outletId)));
      return seesExpectedCash(actor, status) ? report : blinded(report);
    }
    const kept = await this.reports.ofShift(shift.state.outletId, shiftId);
    return kept && { ...kept.body, hash: kept.hash };
  }

  /** Reads an outlet's Zs again and says whether every one is as it was made. */
  async verify(actor: UserActor, outletId: string): Promise<ChainVerdict> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return this.chain.verify(outletId);
  }
}

import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { Clock } from '#libs/kernel';

import { adjustmentsIn, type ShiftAdjustment } from '../model/shift-adjustment.js';
import type { Closing, ShiftState } from '../model/shift.js';
import { composeReport, peopleIn, type ShiftReport } from '../model/shift-report.js';
import { ShiftFigures } from '../shifts.ports.js';

/** Gathers what a report tells: figures, names, and the outlet as `closing` has it. */
@Injectable()
export class ShiftReporter {
  constructor(
    private readonly figures: ShiftFigures,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  async report(shift: ShiftState, closing: Closing): Promise<ShiftReport> {
    const figures = await this.figures.of(shift.outletId, shift.id);
    const names = await this.identity.namesOf(peopleIn(shift, figures));
    return composeReport({ shift, figures, names, closing, madeAt: this.clock.now() });
  }

  /** A Z with what it tells of earlier ones. */
  async withAdjustments(report: ShiftReport, adjustments: readonly ShiftAdjustment[]): Promise<ShiftReport> {
    if (adjustments.length === 0) return report;
    const names = await this.identity.namesOf([...new Set(adjustments.map(({ createdBy }) => createdBy))]);
    return { ...report, ...adjustmentsIn(adjustments, names) };
  }
}

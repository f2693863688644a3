import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { ShiftState } from '../model/shift.js';
import { composeReport, peopleIn, type ShiftReport } from '../model/shift-report.js';
import { ShiftSurroundings } from './shift-surroundings.js';
import { ShiftFigures } from '../shifts.ports.js';

/** Gathers what a report tells: figures, names, and the outlet as it is now or, for a closed shift, as it was. */
@Injectable()
export class ShiftReporter {
  constructor(
    private readonly figures: ShiftFigures,
    private readonly surroundings: ShiftSurroundings,
    private readonly clock: Clock,
  ) {}

  async report(shift: ShiftState): Promise<ShiftReport> {
    const closing = shift.closing ?? (await this.surroundings.closing(shift.outletId));
    const figures = await this.figures.of(shift.outletId, shift.id);
    const names = await this.surroundings.namesOf(peopleIn(shift, figures));
    return composeReport({ shift, figures, names, closing, madeAt: this.clock.now() });
  }
}

import type { Clock } from '#libs/kernel';

import type { ShiftState } from './shift.js';
import { composeReport, peopleIn, type ShiftReport } from './shift-report.js';
import type { ShiftSurroundings } from './shift-surroundings.js';
import type { ShiftFigures } from './shifts.ports.js';

/** Gathers what a report tells: figures, names, and the outlet as it is now or, for a closed shift, as it was. */
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

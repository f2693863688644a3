import { Injectable } from '@nestjs/common';

import { assertOutlet, outletScope, type UserActor } from '#libs/kernel';

import { noShiftToShow } from '../shifts.errors.js';
import { ShiftQueries, type ShiftView } from '../shifts.ports.js';

@Injectable()
export class GetCurrentShift {
  constructor(private readonly queries: ShiftQueries) {}

  /** The actor's own open shift. Throws `NO_OPEN_SHIFT` (404). */
  async execute({ actor, outletId }: { actor: UserActor; outletId?: string }): Promise<ShiftView> {
    if (outletId !== undefined) assertOutlet(actor, outletId);
    const shift = await this.queries.current(actor.id, outletScope(actor), outletId);
    if (!shift) throw noShiftToShow();
    return shift;
  }
}

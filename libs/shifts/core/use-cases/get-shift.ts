import { Injectable } from '@nestjs/common';

import { outletScope, type Page, type UserActor } from '#libs/kernel';

import { type CashMovement, MOVEMENT_TYPES } from '../cash-movement.js';
import { maySeeShiftOf } from '../shift.js';
import { shiftNotFound } from '../shifts.errors.js';
import { ShiftQueries, type ShiftView } from '../shifts.ports.js';

const MOST_MOVEMENTS = 100;

export interface ShiftDetail {
  readonly shift: ShiftView;
  /** The first of the ledger, for a supervisor; a cashier reads the list that shows what they may see. */
  readonly movements: Page<CashMovement> | null;
}

@Injectable()
export class GetShift {
  constructor(private readonly queries: ShiftQueries) {}

  /** Throws `SHIFT_NOT_FOUND`, also for another cashier's shift. */
  async execute({ actor, shiftId }: { actor: UserActor; shiftId: string }): Promise<ShiftDetail> {
    const shift = await this.queries.view(outletScope(actor), shiftId);
    if (!shift || !maySeeShiftOf(actor, shift.userId)) throw shiftNotFound();
    if (actor.role === 'KASIR') return { shift, movements: null };
    const movements = await this.queries.movements(shift, MOVEMENT_TYPES, { limit: MOST_MOVEMENTS, offset: 0 });
    return { shift, movements };
  }
}

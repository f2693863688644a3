import { Injectable } from '@nestjs/common';

import {
  Clock,
  type MinorUnits,
  mostCashAtOnce,
  outletScope,
  Permissions,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';

import type { Shift } from '../model/shift.js';
import { countHandedOver, endCashUnlikely, shiftClosed, shiftNotFound } from '../model/shifts.errors.js';
import { tenderCounts } from '../model/tender-count.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import type { ClosedShift } from '../services/shift-count.js';
import { ShiftSurroundings } from '../services/shift-surroundings.js';
import { DrawerLedger, ShiftFigures, ShiftRepository } from '../shifts.ports.js';

export interface AuditShiftInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** What they counted again; the first count stands when absent. */
  readonly recount?: MinorUnits;
  /** Somebody looked again at a count that is far beyond what the drawer can hold. */
  readonly isConfirmed?: boolean;
  readonly note?: string;
}

/** The second of two steps: somebody else than whoever counted looks at the count, and closes the shift. Its Z is made then. */
@Injectable()
export class AuditShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly ledger: DrawerLedger,
    private readonly figures: ShiftFigures,
    private readonly surroundings: ShiftSurroundings,
    private readonly permissions: Permissions,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `SHIFT_NOT_FOUND` (404), `SHIFT_NOT_ENDED` and `COUNT_HANDED_OVER` (409), `OWN_COUNT` (403), `END_CASH_UNLIKELY` (422), and what
   * `Permissions.require` throws.
   */
  async execute({ actor, shiftId, recount, isConfirmed, note }: AuditShiftInput): Promise<ClosedShift> {
    const { state } = await this.find(actor, shiftId);
    const { outletId, currency } = state;
    await this.permissions.require({ actor, outletId, key: 'drawer.audit' });
    const { differenceLimit, tenders } = await this.surroundings.ofAudit(outletId);
    return this.unitOfWork.run(async () => {
      // Payments are put right under the same lock.
      await this.ledger.holdAlone(state);
      const shift = await this.find(actor, shiftId);
      const expectedCash = await this.ledger.expectedCash(outletId, shiftId);
      const declared = shift.state.closing?.tenders ?? [];
      const took = declared.length > 0 ? await this.figures.byTender(outletId, shiftId) : [];
      const at = this.clock.now();
      shift.audit({
        ...{ auditor: actor.id, at, recount, note: note ?? null, expectedCash, differenceLimit },
        tenders: tenderCounts(tenders, declared, took),
      });
      if (recount !== undefined) {
        if (await this.shifts.isHandedOver(state)) throw countHandedOver();
        if (!isConfirmed && recount > Math.max(expectedCash, 0) + mostCashAtOnce(currency)) throw endCashUnlikely();
      }
      if (!(await this.shifts.saveClosed(shift))) throw shiftClosed(shiftId);
      await this.changes.closed(actor, shift.state, expectedCash, at);
      return { shift: shift.state, expectedCash };
    });
  }

  private async find(actor: UserActor, shiftId: string): Promise<Shift> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    return shift;
  }
}

import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { Clock, type MinorUnits, mostCashAtOnce, outletScope, Permissions, type UserActor } from '#libs/kernel';

import type { Closing, Shift, ShiftState } from '../model/shift.js';
import { endCashUnlikely, notYourShift, shiftClosed, shiftNotFound } from '../model/shifts.errors.js';
import {
  assertDenominations,
  declare,
  type Declaration,
  type Denomination,
  tenderCounts,
} from '../model/tender-count.js';
import { DrawerLedger, ShiftFigures, ShiftRepository } from '../shifts.ports.js';
import { ShiftChangeLog } from './shift-change-log.js';
import { type CloseTerms, ShiftSurroundings } from './shift-surroundings.js';

export interface CountInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** What was counted in the drawer. */
  readonly endCash: MinorUnits;
  /** Somebody looked again at a count that is far beyond what the drawer can hold. */
  readonly isConfirmed?: boolean;
  /** The coins and notes that make it up. */
  readonly denominations?: readonly Denomination[];
  /** What the tenders took, as their terminals and slips say. */
  readonly declared?: readonly Declaration[];
  readonly note?: string;
  readonly approval?: Approval;
  /** Ends the shift for an audit, whatever the outlet's way of closing is. */
  readonly isAudited?: boolean;
}

/** A count whose every word was looked at; what the drawer holds is not known yet. */
export interface PreparedCount {
  readonly input: CountInput;
  readonly state: ShiftState;
  readonly terms: CloseTerms;
  readonly closing: Closing;
}

export interface ClosedShift {
  readonly shift: ShiftState;
  readonly expectedCash: MinorUnits;
}

/** Counts a drawer blind, and ends its shift with the count. */
@Injectable()
export class ShiftCount {
  constructor(
    private readonly shifts: ShiftRepository,
    private readonly ledger: DrawerLedger,
    private readonly surroundings: ShiftSurroundings,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
    private readonly figures: ShiftFigures,
    private readonly permissions: Permissions,
  ) {}

  /** What a close needs to know before its transaction. Throws what a count may be refused for, whatever the drawer holds. */
  async prepare(input: CountInput): Promise<PreparedCount> {
    const { actor, shiftId, endCash, denominations, declared = [], approval } = input;
    if (denominations) assertDenominations(denominations, endCash);
    const { state } = await this.open(actor, shiftId);
    await this.assertMayEnd(actor, state);
    const terms = await this.surroundings.ofClose(actor, state.outletId, approval);
    const declarations = declare(terms.tenders, declared);
    const closing = {
      ...terms.closing,
      ...(declarations.length > 0 && { tenders: declarations }),
      ...(denominations && { denominations }),
    };
    return { input, state, terms, closing };
  }

  /** Closes the shift in the ambient transaction, or ends it where somebody else audits it. Under the drawer's lock alone: a payment is counted, or it comes too late and is refused. */
  async close({ input, state, terms, closing }: PreparedCount): Promise<ClosedShift> {
    const { actor, shiftId, endCash, declared = [] } = input;
    const { outletId } = state;
    const { tenders } = terms;
    await this.ledger.holdAlone(state);
    const shift = await this.open(actor, shiftId);
    const expectedCash = await this.ledger.expectedCash(outletId, shiftId);
    const most = Math.max(expectedCash, 0) + mostCashAtOnce(state.currency);
    if (!input.isConfirmed && endCash > most) throw endCashUnlikely();
    const at = this.clock.now();
    if (terms.isAudited || input.isAudited === true) {
      shift.end({ endCash, note: input.note ?? null, endedBy: actor.id, endedAt: at, closing });
      if (!(await this.shifts.saveEnded(shift))) throw shiftClosed(shiftId);
      await this.changes.ended(actor, shift.state, at);
      return { shift: shift.state, expectedCash };
    }
    const took = declared.length > 0 ? await this.figures.byTender(outletId, shiftId) : [];
    shift.close({
      endCash,
      expectedCash,
      differenceLimit: terms.differenceLimit,
      approver: terms.approver,
      closing,
      tenders: tenderCounts(tenders, closing.tenders ?? [], took),
      note: input.note ?? null,
      closedBy: actor.id,
      closedAt: at,
    });
    if (!(await this.shifts.saveClosed(shift))) throw shiftClosed(shiftId);
    await this.changes.closed(actor, shift.state, expectedCash, at);
    return { shift: shift.state, expectedCash };
  }

  private async open(actor: UserActor, shiftId: string): Promise<Shift> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    shift.assertOpen();
    return shift;
  }

  /** One's own drawer, or a colleague's with the permission `drawer.audit`. */
  private async assertMayEnd(actor: UserActor, { userId, outletId }: ShiftState): Promise<void> {
    if (userId === actor.id) return;
    const { effect } = await this.permissions.may(actor, outletId, 'drawer.audit');
    if (effect === 'DENY') throw notYourShift();
    await this.permissions.require({ actor, outletId, key: 'drawer.audit' });
  }
}

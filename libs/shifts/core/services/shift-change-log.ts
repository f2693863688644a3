import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, EventLog, JobQueue, type MinorUnits, type UserActor } from '#libs/kernel';

import { DrawerOpened, ShiftClosed, ShiftEnded, ShiftOpened, ShiftReportReady } from '../model/shifts.events.js';
import type { NewMovement } from '../shifts.ports.js';
import type { DrawerOpening } from '../model/shift-member.js';
import type { ShiftAdjustment } from '../model/shift-adjustment.js';
import type { ShiftState } from '../model/shift.js';

/** The kind of job that makes a Z; its key is the shift's id, so that there is one for each. */
export const MAKE_REPORT = 'shifts.make-report';

/**
 * What every change of a shift leaves behind, in its transaction: events, an audit entry, the job that makes the Z. Events never carry an
 * amount: cashiers' own tablets hear them, and cashiers count blind.
 */
@Injectable()
export class ShiftChangeLog {
  constructor(
    private readonly events: EventLog,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
  ) {}

  async opened(actor: UserActor, shift: ShiftState): Promise<void> {
    await this.events.append([
      ShiftOpened.of({
        outletId: shift.outletId,
        payload: { ...payloadOf(shift), opened_at: shift.openedAt.toISOString() },
      }),
    ]);
    await this.audit.record({
      ...about(actor, shift, 'shift.opened'),
      details: { user_id: shift.userId, start_cash: shift.startCash },
    });
  }

  async closed(actor: UserActor, shift: ShiftState, expectedCash: MinorUnits, at: Date): Promise<void> {
    await this.events.append([
      ShiftClosed.of({ outletId: shift.outletId, payload: { ...payloadOf(shift), closed_at: at.toISOString() } }),
    ]);
    await this.audit.record({
      ...about(actor, shift, 'shift.closed'),
      approvedBy: shift.approvedBy,
      details: {
        user_id: shift.userId,
        end_cash: shift.endCash,
        expected_cash: expectedCash,
        ...(shift.endedBy !== null && { counted_by: shift.endedBy, first_count: shift.firstCount }),
      },
    });
    await this.jobs.enqueue({
      kind: MAKE_REPORT,
      key: shift.id,
      outletId: shift.outletId,
      payload: { shift_id: shift.id, outlet_id: shift.outletId },
    });
  }

  /** A count that waits for its audit: what was expected is nobody's to know yet. */
  async ended(actor: UserActor, shift: ShiftState, at: Date): Promise<void> {
    await this.events.append([
      ShiftEnded.of({ outletId: shift.outletId, payload: { ...payloadOf(shift), ended_at: at.toISOString() } }),
    ]);
    await this.audit.record({
      ...about(actor, shift, 'shift.ended'),
      details: { user_id: shift.userId, end_cash: shift.endCash },
    });
  }

  async moved(actor: UserActor, shift: ShiftState, movement: NewMovement): Promise<void> {
    await this.audit.record({
      ...about(actor, shift, 'shift.cash_moved'),
      reason: movement.reason,
      details: { movement_id: movement.id, type: movement.type, amount: movement.amount },
    });
  }

  /** After the close of one and before the next is told of: the shift that goes on with the drawer. */
  async handedOver(actor: UserActor, from: ShiftState, to: ShiftState): Promise<void> {
    await this.opened(actor, to);
    await this.audit.record({
      ...about(actor, from, 'shift.handed_over'),
      details: { from_user_id: from.userId, to_user_id: to.userId, to_shift_id: to.id, counted: from.endCash },
    });
  }

  async joined(actor: UserActor, shift: ShiftState, userId: string, approvedBy: string | null): Promise<void> {
    await this.audit.record({
      ...about(actor, shift, 'shift.member_joined'),
      approvedBy,
      details: { user_id: userId },
    });
  }

  async left(actor: UserActor, shift: ShiftState, userId: string): Promise<void> {
    await this.audit.record({ ...about(actor, shift, 'shift.member_left'), details: { user_id: userId } });
  }

  async openedDrawer(
    actor: UserActor,
    shift: ShiftState,
    { id, reason }: DrawerOpening,
    approvedBy: string | null,
  ): Promise<void> {
    const { outletId } = shift;
    await this.events.append([
      DrawerOpened.of({
        outletId,
        payload: { id, shift_id: shift.id, outlet_id: outletId, opened_by: actor.id, reason },
      }),
    ]);
    await this.audit.record({ ...about(actor, shift, 'shift.drawer_opened'), reason, approvedBy, details: { id } });
  }

  /** A closed shift should have had more or less. */
  async adjusted(actor: UserActor, shift: ShiftState, adjustment: ShiftAdjustment): Promise<void> {
    const { id, method, tender, amount, paymentId, reason, reportNumber } = adjustment;
    await this.audit.record({
      ...about(actor, shift, 'shift.adjusted'),
      reason,
      details: {
        id,
        method,
        tender_id: tender?.id ?? null,
        amount,
        payment_id: paymentId,
        report_number: reportNumber,
      },
    });
  }

  async reported(outletId: string, shiftId: string, number: number): Promise<void> {
    await this.events.append([
      ShiftReportReady.of({ outletId, payload: { shift_id: shiftId, outlet_id: outletId, number } }),
    ]);
  }
}

const about = (actor: UserActor, shift: ShiftState, action: string) => ({
  outletId: shift.outletId,
  actor: actorRef(actor),
  action,
  subjectType: 'shift',
  subjectId: shift.id,
});

const payloadOf = (shift: ShiftState) => ({
  id: shift.id,
  outlet_id: shift.outletId,
  user_id: shift.userId,
  status: shift.status,
});

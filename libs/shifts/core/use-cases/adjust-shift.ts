import { Injectable } from '@nestjs/common';

import { type MinorUnits, notFound, outletScope, Permissions, UnitOfWork, type UserActor } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { CASH } from '../model/shift-report.js';
import type { AdjustedMoney, ShiftAdjustment } from '../model/shift-adjustment.js';
import type { ShiftState } from '../model/shift.js';
import { shiftNotClosed, shiftNotFound, tenderUnnamed } from '../model/shifts.errors.js';
import { LateAdjustments } from '../services/late-adjustments.js';
import { ShiftAdjustments, ShiftRepository } from '../shifts.ports.js';

export interface AdjustShiftInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** `cash`, or a tender's. */
  readonly method: string;
  /** May be absent where the outlet has one tender of the method. */
  readonly tenderId?: string;
  /** What there is more of it, negative for less; not 0. */
  readonly amount: MinorUnits;
  /** The payment of the shift that it is about, where there is one. */
  readonly paymentId?: string;
  readonly reason: string;
}

export interface AdjustedShift {
  readonly adjustment: ShiftAdjustment;
  readonly currency: string;
}

/** Keeps money that was found or missed after a shift's Z, which never changes: the outlet's next Z tells of it. */
@Injectable()
export class AdjustShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly adjustments: ShiftAdjustments,
    private readonly late: LateAdjustments,
    private readonly payments: PaymentsApi,
    private readonly permissions: Permissions,
  ) {}

  /** Throws `SHIFT_NOT_FOUND` and `PAYMENT_NOT_FOUND` (404), `SHIFT_NOT_CLOSED` (409), `TENDER_UNNAMED` (422), and what `Permissions.require` throws. */
  async execute(input: AdjustShiftInput): Promise<AdjustedShift> {
    const { actor, shiftId, amount, paymentId, reason } = input;
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    const { state } = shift;
    const { outletId, currency } = state;
    await this.permissions.require({ actor, outletId, key: 'drawer.adjust' });
    if (!shift.isClosed) throw shiftNotClosed(shiftId);
    const money = { amount, method: input.method, tender: await this.tenderOf(state, input) };
    if (paymentId !== undefined && !(await this.adjustments.isPaymentOf(state, paymentId))) {
      throw notFound('payment', 'PAYMENT_NOT_FOUND');
    }
    const found = { actor, money: [money], paymentId: paymentId ?? null, reason };
    const [adjustment] = await this.unitOfWork.run(() => this.late.add(state, found));
    return { adjustment: adjustment!, currency };
  }

  private async tenderOf(
    { outletId }: ShiftState,
    { method, tenderId }: AdjustShiftInput,
  ): Promise<AdjustedMoney['tender']> {
    if (method === CASH && tenderId === undefined) return null;
    const alike = (await this.payments.tendersOf(outletId)).filter((tender) => tender.method === method);
    const [tender, ...others] = tenderId === undefined ? alike : alike.filter(({ id }) => id === tenderId);
    if (!tender || others.length > 0) {
      throw tenderUnnamed(
        method,
        alike.map(({ id }) => id),
      );
    }
    return { id: tender.id, name: tender.name };
  }
}

import { newId, type UserActor, type UserRole } from '#libs/kernel';

import type { CashMovement, MovementType } from '../core/model/cash-movement.js';
import { type Closing, type NewShift, Shift } from '../core/model/shift.js';
import { NO_TIPS } from '../core/model/report-tips.js';
import type { Figures } from '../core/model/shift-report.js';

export const MORNING = new Date('2026-03-02T01:00:00Z');
export const EVENING = new Date('2026-03-02T10:00:00Z');

export const aClosing = (closing: Partial<Closing> = {}): Closing => ({
  outlet_name: 'Kopi Senja',
  locale: 'id',
  open_orders: [],
  ...closing,
});

/** An open shift in Jakarta with a float of Rp200.000; a test says what matters to it. */
export const aShift = (shift: Partial<NewShift> = {}): Shift => {
  const userId = shift.userId ?? newId();
  return Shift.open({
    id: newId(),
    outletId: newId(),
    userId,
    currency: 'IDR',
    timeZone: 'Asia/Jakarta',
    businessDate: '2026-03-02',
    startCash: 200_000,
    openedAt: MORNING,
    openedBy: userId,
    ...shift,
  });
};

export const aMovement = (type: MovementType, amount: number, movement: Partial<CashMovement> = {}): CashMovement => ({
  id: newId(),
  outletId: newId(),
  shiftId: newId(),
  type,
  amount,
  reason: 'ice',
  paymentId: null,
  refundId: null,
  createdBy: newId(),
  occurredAt: MORNING,
  ...movement,
});

export const noFigures = (figures: Partial<Figures> = {}): Figures => ({
  expectedCash: 200_000,
  sales: [],
  refunds: [],
  tenders: [],
  tips: NO_TIPS,
  movements: [],
  members: [],
  takers: [],
  openings: [],
  ...figures,
});

export const anActor = (role: UserRole, outletId: string, id = newId()): UserActor => ({
  kind: 'user',
  id,
  role,
  outletIds: role === 'ADMIN' ? [] : [outletId],
});

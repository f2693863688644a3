import { newId, SYSTEM } from '#libs/kernel';

import type { Payable } from '../core/model/payable.js';
import type { NewGatewayPayment } from '../core/model/new-payment.js';
import { Payment } from '../core/model/payment.js';
import type { NewRefund } from '../core/model/refund.js';

export const AT = new Date('2026-03-02T12:00:00Z');

export const aPayable = (given: Partial<Payable> = {}): Payable => ({
  id: newId(),
  outletId: newId(),
  currency: 'BRL',
  label: 'A-017',
  sessionId: null,
  customerId: null,
  ...given,
});

/** A reserved payment of 10,000 by PIX, whose charge is not opened. */
export const aPayment = (given: Partial<NewGatewayPayment> = {}): Payment =>
  Payment.throughGateway({
    id: newId(),
    payable: aPayable(),
    shiftId: null,
    method: 'pix',
    gateway: 'propay',
    amount: 10_000,
    expiresAt: new Date(AT.getTime() + 3_600_000),
    actor: SYSTEM,
    at: AT,
    ...given,
  });

/** Cash of 10,000 in a drawer. */
export const aCashPayment = (given: { payable?: Payable; userId?: string } = {}): Payment =>
  Payment.inCash({
    id: newId(),
    payable: given.payable ?? aPayable(),
    shiftId: newId(),
    cash: { amount: 10_000, rounding: 0 },
    tendered: 12_000,
    actor: { kind: 'user', id: given.userId ?? newId(), role: 'KASIR' },
    at: AT,
  });

export const aRefundOf = (amount: number, given: Partial<NewRefund> = {}): NewRefund => ({
  id: newId(),
  amount,
  reason: 'The soup was cold',
  actor: { kind: 'user', id: newId(), role: null },
  at: AT,
  ...given,
});

import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { Payment } from '../model/payment.js';
import { PaymentRepository } from '../payments.ports.js';
import { GatewaySync } from '../services/gateway-sync.js';
import { ReconciliationSchedule } from '../services/reconciliation-schedule.js';
import { Reviews } from '../services/reviews.js';

/** Compares one payment with its gateway: webhooks may be lost, the process may have died while calling. Ends when the payment is settled. */
@Injectable()
export class ReconcilePayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly sync: GatewaySync,
    private readonly reviews: Reviews,
    private readonly schedule: ReconciliationSchedule,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, paymentId, check }: { outletId: string; paymentId: string; check: number }): Promise<void> {
    const payment = await this.payments.find([outletId], paymentId);
    if (!payment || !(payment.isLive || isTriedAgain(payment))) return;
    await this.sync.ask(payment);
    const after = await this.payments.find([outletId], paymentId);
    if (!after || !this.isOpen(after)) return;
    const isAskedAgain = await this.schedule.paymentLater(outletId, paymentId, check + 1);
    if (!isAskedAgain) await this.reviews.flag(after, 'unresolved');
  }

  private isOpen(payment: Payment): boolean {
    const { expiresAt } = payment.view;
    return payment.isLive || (isTriedAgain(payment) && expiresAt !== null && expiresAt > this.clock.now());
  }
}

/** A refused card leaves the payer's page open for another one, until its time is over. */
const isTriedAgain = ({ view: { status, reference } }: Payment): boolean => status === 'FAILED' && reference !== null;

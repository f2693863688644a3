import { Injectable } from '@nestjs/common';

import { Clock, JobQueue } from '#libs/kernel';

import { nextCheckAt } from '../model/check-times.js';

export const RECONCILE_PAYMENT = 'payments.ask-gateway';
export const RECONCILE_REFUND = 'payments.settle-refund';

/** Reconciliation that must happen, as jobs in the ambient transaction. `check` counts how often something was asked for. */
@Injectable()
export class ReconciliationSchedule {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** False when the gateway was asked often enough: then a person must look. */
  async paymentLater(outletId: string, paymentId: string, check: number): Promise<boolean> {
    const runAt = nextCheckAt(check, this.clock.now());
    if (runAt) await this.payment(outletId, paymentId, String(check), check, runAt);
    return runAt !== null;
  }

  /** The payment is no longer wanted: its gateway is told at once. */
  paymentGivenUp(outletId: string, paymentId: string): Promise<void> {
    return this.payment(outletId, paymentId, 'given-up', 0);
  }

  async refundNow(outletId: string, refundId: string): Promise<void> {
    await this.refund(outletId, refundId, 0);
  }

  /** False when the gateway was asked often enough: then a person must look. */
  async refundLater(outletId: string, refundId: string, check: number): Promise<boolean> {
    const runAt = nextCheckAt(check, this.clock.now());
    if (runAt) await this.refund(outletId, refundId, check + 1, runAt);
    return runAt !== null;
  }

  private payment(outletId: string, paymentId: string, turn: string, check: number, runAt?: Date): Promise<void> {
    const payload = { outlet_id: outletId, payment_id: paymentId, check };
    return this.jobs.enqueue({ kind: RECONCILE_PAYMENT, key: `${paymentId}:${turn}`, payload, outletId, runAt });
  }

  private refund(outletId: string, refundId: string, check: number, runAt?: Date): Promise<void> {
    const payload = { outlet_id: outletId, refund_id: refundId, check };
    return this.jobs.enqueue({ kind: RECONCILE_REFUND, key: `${refundId}:${check}`, payload, outletId, runAt });
  }
}

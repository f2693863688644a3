import { type Clock, type JobQueue } from '#libs/kernel';

import { nextCheckAt } from './check-times.js';

export const ASK_GATEWAY = 'payments.ask-gateway';
export const SETTLE_REFUND = 'payments.settle-refund';

/** Work at gateways that must happen, as jobs in the ambient transaction. `check` counts how often something was asked for. */
export class FollowUps {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** False when it was asked for often enough: then it is a person's. */
  async askLater(outletId: string, paymentId: string, check: number): Promise<boolean> {
    const runAt = nextCheckAt(check, this.clock.now());
    if (runAt) await this.ask(outletId, paymentId, String(check), check, runAt);
    return runAt !== null;
  }

  /** It is no longer wanted: the gateway is told at once. */
  cancelNow(outletId: string, paymentId: string): Promise<void> {
    return this.ask(outletId, paymentId, 'given-up', 0);
  }

  async refundNow(outletId: string, refundId: string): Promise<void> {
    await this.refund(outletId, refundId, 0);
  }

  async refundLater(outletId: string, refundId: string, check: number): Promise<boolean> {
    const runAt = nextCheckAt(check, this.clock.now());
    if (runAt) await this.refund(outletId, refundId, check + 1, runAt);
    return runAt !== null;
  }

  private ask(outletId: string, paymentId: string, turn: string, check: number, runAt?: Date): Promise<void> {
    const payload = { outlet_id: outletId, payment_id: paymentId, check };
    return this.jobs.enqueue({ kind: ASK_GATEWAY, key: `${paymentId}:${turn}`, payload, outletId, runAt });
  }

  private refund(outletId: string, refundId: string, check: number, runAt?: Date): Promise<void> {
    const payload = { outlet_id: outletId, refund_id: refundId, check };
    return this.jobs.enqueue({ kind: SETTLE_REFUND, key: `${refundId}:${check}`, payload, outletId, runAt });
  }
}

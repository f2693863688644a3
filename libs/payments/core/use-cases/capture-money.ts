import { Injectable } from '@nestjs/common';

import { Clock, SYSTEM } from '#libs/kernel';

import { Payables } from '../payables.js';
import { type Attempt, PaymentAttempts } from '../payment-attempts.js';
import type { ChargeState } from '../payment-gateway.js';
import { RefundDesk } from '../refund-desk.js';
import { Till } from '../till.js';
import { UnwantedIntents } from '../unwanted-intents.js';

/**
 * Money of a gateway becomes a paid bill, once: in the ambient transaction, under the bill's lock. It counts in the shift that the one who
 * asked for it has open now. What the bill does not take goes back.
 */
@Injectable()
export class CaptureMoney {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly payables: Payables,
    private readonly refundDesk: RefundDesk,
    private readonly till: Till,
    private readonly unwanted: UnwantedIntents,
    private readonly clock: Clock,
  ) {}

  /** False when it was taken before. */
  async execute({ payment }: Attempt, { paidAt, reference }: ChargeState): Promise<boolean> {
    const { outletId, id, orderId, method, amount, createdBy: userId } = payment;
    if (!(await this.attempts.capture(outletId, id, { at: paidAt ?? this.clock.now(), reference }))) return false;
    const { applied, due } = await this.payables.captured(orderId, outletId, { paymentId: id, method, amount });
    const shiftId = await this.till.shiftOf({ outletId, userId, type: 'SALE', paymentId: id });
    await this.attempts.account(outletId, id, { applied, shiftId });
    if (applied < amount) {
      await this.refundDesk.askGateway({ payment, amount: amount - applied, reason: 'not needed', actor: SYSTEM });
    }
    await this.unwanted.makeRoom(outletId, orderId, due);
    return true;
  }
}

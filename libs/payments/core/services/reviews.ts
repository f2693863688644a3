import { Injectable } from '@nestjs/common';

import type { Payment } from '../model/payment.js';
import { PaymentRepository, ReviewAlarm } from '../payments.ports.js';

/** Flags payments for review: a person must look at them. */
@Injectable()
export class Reviews {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly alarm: ReviewAlarm,
  ) {}

  /** Once for each reason. A review that stands is not replaced by another. */
  async flag(payment: Payment, review: string): Promise<void> {
    if (payment.isHeldForReview) return;
    payment.flagForReview(review);
    if (await this.payments.save(payment)) this.alarm.raise(payment.view.gateway ?? 'cash', review);
  }

  /** A gateway's event tells of a payment that is not known here. */
  unknownPayment(gateway: string): void {
    this.alarm.raise(gateway, 'unknown_payment');
  }
}

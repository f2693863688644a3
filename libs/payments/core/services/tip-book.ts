import { Injectable } from '@nestjs/common';

import { type ActorRef, businessDate, Clock, type MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { PaymentView } from '../model/payment.js';
import type { RefundView } from '../model/refund.js';
import { cameFor, type NewTipEntry, tipEntry } from '../model/tip-entry.js';
import { TipLedger } from '../payments.ports.js';

/** Writes in the ledger of tips what becomes of the tip of a payment, in the ambient transaction. A payment without one costs nothing. */
@Injectable()
export class TipBook {
  constructor(
    private readonly ledger: TipLedger,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  /** The money of a payment came, and its tip with it. */
  async earned(payment: PaymentView, actor: ActorRef): Promise<void> {
    if (payment.tip === 0) return;
    await this.write(payment, actor, [{ ...cameFor(payment.tipTo), amount: payment.tip }]);
  }

  /** A part of the tip went back: out of the balance of whoever has it, below zero where need be. */
  async refunded(payment: PaymentView, refund: RefundView): Promise<void> {
    if (refund.tip === 0) return;
    const { tipTo: userId } = payment;
    await this.write(payment, refund.actor, [
      { kind: 'REFUNDED', userId, amount: -refund.tip, refundId: refund.id, shiftId: refund.shiftId },
    ]);
  }

  /** Another tip, or another's. */
  async changed(before: PaymentView, after: PaymentView, actor: ActorRef): Promise<void> {
    const moved: Part[] =
      before.tipTo === after.tipTo || before.tip === 0
        ? []
        : [
            { kind: 'MOVED', userId: before.tipTo, amount: -before.tip },
            { kind: 'MOVED', userId: after.tipTo, amount: before.tip },
          ];
    const more: Part[] = after.tip === before.tip ? [] : [{ ...cameFor(after.tipTo), amount: after.tip - before.tip }];
    if (moved.length + more.length > 0) await this.write(after, actor, [...moved, ...more]);
  }

  /** The day of business that an outlet has now. */
  async today(outletId: string): Promise<string> {
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    return businessDate(this.clock.now(), timeZone, businessDayCutoff);
  }

  private async write(payment: PaymentView, actor: ActorRef, parts: readonly Part[]): Promise<void> {
    const { outletId, orderId, currency, id: paymentId, shiftId } = payment;
    const common = { outletId, orderId, currency, paymentId, shiftId, actor, at: this.clock.now() };
    const day = await this.today(outletId);
    await this.ledger.append(parts.map((part) => tipEntry({ ...common, day, ...part })));
  }
}

type Part = Pick<NewTipEntry, 'kind' | 'userId' | 'refundId' | 'shiftId'> & { readonly amount: MinorUnits };

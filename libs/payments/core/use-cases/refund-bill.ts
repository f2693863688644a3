import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, conflict, type MinorUnits, sum } from '#libs/kernel';

import type { Payable } from '../model/payable.js';
import { EXCHANGE } from '../model/payment.js';
import { refundToRequired } from '../model/payments.errors.js';
import { inOrderOfDrawers } from '../model/order-of-drawers.js';
import { shareOfBill } from '../model/refund-share.js';
import { BillPayments } from '../services/bill-payments.js';
import { RefundRequests } from '../services/refund-requests.js';

/** Ends what a bill may still be paid with, and gives back whatever was taken for it, tips included, in the ambient transaction. */
@Injectable()
export class RefundBill {
  constructor(
    private readonly billPayments: BillPayments,
    private readonly refundRequests: RefundRequests,
  ) {}

  /**
   * How much of the bill was given back at once, in cash or by hand; what a gateway took is asked back after the commit. Throws `REFUND_AT_THE_TILL`,
   * and `REFUND_TENDER_CLOSED` for a tender that gives nothing back.
   */
  async execute({ payable, reason, actor }: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits> {
    const { outletId, id } = payable;
    const payments = await this.billPayments.all(outletId, id);
    await this.billPayments.endAll(outletId, payments);
    const wish = { reason, actor: actorRef(actor) };
    const givenBack: MinorUnits[] = [];
    for (const { payment } of inOrderOfDrawers(payments.map((one) => ({ payment: one })))) {
      const { refundable: amount, refundableTip: tip, view } = payment;
      if (amount + tip <= 0) continue;
      if (view.gateway !== null) {
        await this.refundRequests.throughGateway({ payment, amount, tip, ...wish });
        continue;
      }
      if (view.method === EXCHANGE) throw refundToRequired();
      if (actor.kind !== 'user') throw conflict('REFUND_AT_THE_TILL', 'Cash is given back at the till; ask the staff.');
      if (view.tender) await this.refundRequests.byTender({ payment, amount, tip, ...wish });
      else await this.refundRequests.inCash({ payment, amount, tip, ...wish });
      givenBack.push(shareOfBill(view, amount));
    }
    return sum(givenBack);
  }
}

import { Injectable } from '@nestjs/common';

import { actorRef, type MinorUnits, outletScope, type OutletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { WantedReturn } from '../model/payable.js';
import type { Payment } from '../model/payment.js';
import { cashTooSmall, paymentNotFound, referenceUnexpected } from '../model/payments.errors.js';
import type { RefundTo } from '../model/refund-target.js';
import type { RefundView } from '../model/refund.js';
import { Payables, PaymentRepository } from '../payments.ports.js';
import { RefundConsents } from '../services/refund-consents.js';
import { RefundGiver } from '../services/refund-giver.js';
import { type GivenReason, ReturnedGoods } from '../services/returned-goods.js';

/** What staff want to give back, of a payment or of a bill. */
export interface RefundWishes extends GivenReason {
  readonly actor: UserActor;
  /** Of the bill; all that is left when absent. */
  readonly amount?: MinorUnits;
  /** Instead of an amount: what these pieces cost. */
  readonly pieces?: readonly WantedReturn[];
  /** What goes back of the tip as well; nothing when absent. */
  readonly tip?: MinorUnits;
  /** Of the slip or transfer by which it goes back; of what goes back by a tender alone. */
  readonly reference?: string;
  /** Where it goes, when not where it came from. */
  readonly to?: RefundTo;
}

export interface RefundInput extends RefundWishes {
  readonly paymentId: string;
}

/**
 * Gives money of one payment back, all of it or a part, to where it came from: cash out of a drawer, a gateway's through the gateway, and by hand
 * what was paid by a tender. Or, by whoever may, in cash or by a tender that staff choose instead: the drawer or the tender that gave it counts it.
 */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly payables: Payables,
    private readonly goods: ReturnedGoods,
    private readonly consents: RefundConsents,
    private readonly giver: RefundGiver,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Throws `PAYMENT_NOT_FOUND`, `REFUND_TOO_LARGE`, `NOTHING_TO_REFUND`, `CASH_REFUND_TOO_SMALL`, `REFUND_TENDER_CLOSED`, `REFERENCE_UNEXPECTED`, and
   * what the drawer, `ReasonsApi.wordsOf`, `Payables.worth` and `Permissions.require` throw.
   */
  async execute({ paymentId, actor: user, tip = 0, reference, to, ...wishes }: RefundInput): Promise<RefundView> {
    const scope = outletScope(user);
    const { orderId, outletId, tender } = (await this.find(scope, paymentId)).view;
    if (reference !== undefined && !tender && !to) throw referenceUnexpected();
    const reason = await this.goods.reasonOf(outletId, wishes);
    const target = await this.giver.targetOf(outletId, to);
    const refund = await this.unitOfWork.run(async () => {
      // The order's row first, as every change of a bill locks it: a void and a refund at once then queue, and do not deadlock. Of two who
      // give the same back at once the second finds it gone.
      await this.payables.hold(orderId, outletId);
      const payment = await this.find(scope, paymentId);
      const worth = wishes.pieces && (await this.goods.worth({ outletId, orderId }, wishes.pieces));
      const asked = worth?.amount ?? wishes.amount ?? payment.refundable;
      await this.consents.require({
        actor: user,
        outletId,
        payments: [payment],
        amount: asked + tip,
        isElsewhere: !!to,
      });
      const share = await this.giver.inCoins({ payment, asked, tip, target });
      this.giver.assertReference([share], reference);
      if (share.amount === 0 && asked > 0) throw cashTooSmall(await this.payables.smallestCoin(outletId));
      return this.giver.give(share, {
        pieces: worth?.pieces,
        reason,
        reasonId: wishes.reasonId,
        reference,
        actor: actorRef(user),
      });
    });
    return refund.view;
  }

  private async find(scope: OutletScope, id: string): Promise<Payment> {
    const payment = await this.payments.find(scope, id);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}

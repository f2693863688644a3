import { Injectable } from '@nestjs/common';

import { actorRef, type MinorUnits, outletScope, sum, UnitOfWork } from '#libs/kernel';

import type { Payment } from '../model/payment.js';
import { cashTooSmall } from '../model/payments.errors.js';
import { spreadOver } from '../model/refund-spread.js';
import type { RefundView } from '../model/refund.js';
import { inOrderOfDrawers } from '../model/order-of-drawers.js';
import { Payables, PaymentRepository } from '../payments.ports.js';
import { RefundConsents } from '../services/refund-consents.js';
import { RefundGiver } from '../services/refund-giver.js';
import { ReturnedGoods } from '../services/returned-goods.js';
import type { RefundWishes } from './refund-payment.js';

export interface RefundOrderInput extends RefundWishes {
  readonly orderId: string;
}

/** Gives money of a bill back, whichever of its payments took it: of the newest first, of each as much as is left of it. All of it, or nothing. */
@Injectable()
export class RefundOrder {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly payables: Payables,
    private readonly goods: ReturnedGoods,
    private readonly consents: RefundConsents,
    private readonly giver: RefundGiver,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The refunds, one a payment, of the newest payment first; the first that gives anything has the pieces. Throws `ORDER_NOT_FOUND`, and what
   * refunding a payment does.
   */
  async execute({ orderId, actor: user, tip = 0, reference, to, ...wishes }: RefundOrderInput): Promise<RefundView[]> {
    const outletId = await this.payables.outletOf(orderId, outletScope(user));
    const reason = await this.goods.reasonOf(outletId, wishes);
    const target = await this.giver.targetOf(outletId, to);
    return this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      const payments = (await this.payments.ofPayable(outletId, orderId)).toReversed();
      const worth = wishes.pieces && (await this.goods.worth({ outletId, orderId }, wishes.pieces));
      const asked = worth?.amount ?? wishes.amount ?? leftOf(payments);
      const spread = spreadOver(payments, asked, tip);
      const touched = spread.map(({ payment }) => payment);
      await this.consents.require({ actor: user, outletId, payments: touched, amount: asked + tip, isElsewhere: !!to });
      const counted = [];
      for (const share of spread) counted.push(await this.giver.inCoins({ ...share, target }));
      const shares = counted.filter((share) => share.amount + share.tip > 0);
      this.giver.assertReference(shares, reference);
      const [first] = shares;
      if (!first) throw cashTooSmall(await this.payables.smallestCoin(outletId));
      const given = new Map<string, RefundView>();
      for (const share of inOrderOfDrawers(shares)) {
        const { payment } = share;
        // Of the pieces one refund tells; the others are for them as well, and tell of none.
        const pieces = worth && (share === first ? worth.pieces : []);
        const isByTender = share.target === null ? payment.view.tender !== null : share.target !== 'cash';
        const grounds = {
          pieces,
          reason,
          reasonId: wishes.reasonId,
          actor: actorRef(user),
          ...(isByTender && { reference }),
        };
        given.set(payment.view.id, (await this.giver.give(share, grounds)).view);
      }
      return shares.flatMap(({ payment }) => given.get(payment.view.id) ?? []);
    });
  }
}

const leftOf = (payments: readonly Payment[]): MinorUnits => sum(payments.map(({ refundable }) => refundable));

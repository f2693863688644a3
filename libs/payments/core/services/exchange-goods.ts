import { Injectable } from '@nestjs/common';

import { actorRef, Clock, type MinorUnits, newId, sum } from '#libs/kernel';

import { inOrderOfDrawers } from '../model/order-of-drawers.js';
import { EXCHANGE, Payment } from '../model/payment.js';
import { cashTooSmall } from '../model/payments.errors.js';
import { spreadOver } from '../model/refund-spread.js';
import type { Exchanged, GoodsToExchange } from '../payments.api.js';
import { Payables, PaymentRepository } from '../payments.ports.js';
import { Bookkeeping } from './bookkeeping.js';
import { RefundGiver } from './refund-giver.js';
import { ReturnedGoods } from './returned-goods.js';

/** Goods that are given back pay for others: a refund of one bill and a payment of another, of the same amount. What is left over is money. */
@Injectable()
export class ExchangeGoods {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly payables: Payables,
    private readonly goods: ReturnedGoods,
    private readonly giver: RefundGiver,
    private readonly bookkeeping: Bookkeeping,
    private readonly clock: Clock,
  ) {}

  /** In the ambient transaction. Throws what `PaymentsApi.exchange` says. */
  async exchange({ from, into, due, pieces, actor: user, to, reference, ...why }: GoodsToExchange): Promise<Exchanged> {
    const { outletId, id: orderId } = from;
    const actor = actorRef(user);
    const reason = await this.goods.reasonOf(outletId, why);
    const worth = await this.goods.worth({ outletId, orderId }, pieces);
    const exchanged = Math.min(worth.amount, due);
    const payments = await this.payments.ofPayable(outletId, orderId);
    const grounds = { reason, reasonId: why.reasonId, actor };
    // Of the pieces one refund tells; the others are for them as well, and tell of none.
    let untold: typeof worth.pieces | null = worth.pieces;
    const told = () => {
      const pieces = untold ?? [];
      untold = null;
      return pieces;
    };
    const refunds = [];
    // What goods paid for before pays first: it has no other place to go to. Then what is oldest; money goes back of the newest.
    const shares = exchanged > 0 ? spreadOver(payments.toSorted(byExchange), exchanged, 0) : [];
    for (const share of shares) refunds.push((await this.giver.exchange(share, { ...grounds, pieces: told() })).view);
    const rest = worth.amount - exchanged;
    const back = rest > 0 ? await this.moneyBack(payments, rest, { outletId, to, reference }) : [];
    for (const share of inOrderOfDrawers(back)) {
      const isByTender = share.target === null ? share.payment.view.tender !== null : share.target !== 'cash';
      const given = { ...grounds, pieces: told(), ...(isByTender && { reference }) };
      refunds.push((await this.giver.give(share, given)).view);
    }
    const payment = exchanged > 0 ? await this.pay({ into, amount: exchanged, user: user.id, actor }) : null;
    return { exchanged, payment, refunded: sum(back.map(({ amount }) => amount)), refunds };
  }

  private async moneyBack(
    payments: readonly Payment[],
    rest: MinorUnits,
    { outletId, to, reference }: { outletId: string } & Pick<GoodsToExchange, 'to' | 'reference'>,
  ) {
    const target = await this.giver.targetOf(outletId, to);
    const counted = [];
    for (const share of spreadOver(payments.toReversed(), rest, 0))
      counted.push(await this.giver.inCoins({ ...share, target, isOfExchange: true }));
    const shares = counted.filter(({ amount }) => amount > 0);
    if (shares.length === 0) throw cashTooSmall(await this.payables.smallestCoin(outletId));
    this.giver.assertReference(shares, reference);
    return shares;
  }

  private async pay({
    into,
    amount,
    user,
    actor,
  }: Pick<GoodsToExchange, 'into'> & { amount: MinorUnits; user: string; actor: ReturnType<typeof actorRef> }) {
    const id = newId();
    const shiftId = await this.bookkeeping.shiftOfSale({ outletId: into.outletId, userId: user, paymentId: id });
    const payment = Payment.inExchange({ id, payable: into, amount, shiftId, actor, at: this.clock.now() });
    await this.payments.add(payment);
    return payment.view;
  }
}

const byExchange = (one: Payment, other: Payment): number =>
  Number(other.view.method === EXCHANGE) - Number(one.view.method === EXCHANGE);

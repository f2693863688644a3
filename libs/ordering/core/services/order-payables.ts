import { Injectable } from '@nestjs/common';

import { InventoryApi } from '#libs/inventory';
import { type ActorRef, Clock, DomainError, type MinorUnits, type OutletScope, SYSTEM, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import {
  type Capture,
  type GivenBack,
  type MoneyBack,
  Payables,
  type Retendered,
  type ReturnWorth,
  type Taken,
  type WantedReturn,
} from '#libs/payments';
import { PromotionsApi } from '#libs/promotions';

import { piecesWanted, refundFor } from '../model/bill-share.js';
import { useOf } from '../model/bill-terms.js';
import { linesToRevive } from '../model/order-expiry.js';
import { stockOf } from '../model/order-lines-of.js';
import type { Order } from '../model/order.js';
import type { Act } from '../model/order-state.js';
import { OrderRepository } from '../ordering.ports.js';
import { OrderReleases } from './order-releases.js';
import { TipRecipients } from './tip-recipients.js';

/** Ordering's ear for payments: what moved at a gateway, or on a payment's own page, shows on its order. Joins the caller's transaction. */
@Injectable()
export class OrderPayables extends Payables {
  constructor(
    private readonly orders: OrderRepository,
    private readonly inventory: InventoryApi,
    private readonly promotions: PromotionsApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly outlets: OutletsApi,
    private readonly releases: OrderReleases,
    private readonly tips: TipRecipients,
  ) {
    super();
  }

  async outletOf(payableId: string, outlets: OutletScope): Promise<string> {
    return (await this.orders.get(payableId, { outlets })).view.outletId;
  }

  async hold(payableId: string, outletId: string): Promise<void> {
    await this.orders.lock(payableId, { outlets: [outletId] });
  }

  async captured(payableId: string, outletId: string, { paymentId, method, amount }: Capture): Promise<Taken> {
    const order = await this.orders.lock(payableId, { outlets: [outletId] });
    const act = { actor: SYSTEM, at: this.clock.now() };
    await this.reviveFor(order, amount, act);
    const applied = order.view.status === 'VOIDED' ? 0 : Math.min(amount, Math.max(order.amountDue, 0));
    if (applied > 0) order.paid({ id: paymentId, method, amount: applied, rounding: 0 }, act);
    order.late({ came: amount - applied }, act);
    await this.orders.save(order);
    return { applied, due: order.view.status === 'VOIDED' ? 0 : Math.max(order.amountDue, 0) };
  }

  async failed(payableId: string, outletId: string, paymentId: string): Promise<void> {
    const order = await this.orders.lock(payableId, { outlets: [outletId] });
    order.attempted('FAILED', paymentId, { actor: SYSTEM, at: this.clock.now() });
    await this.orders.save(order);
  }

  async worth(
    payableId: string,
    outletId: string,
    wanted: readonly WantedReturn[],
    given: GivenBack,
  ): Promise<ReturnWorth> {
    const { view, lines } = await this.orders.get(payableId, { outlets: [outletId] });
    const pieces = piecesWanted(lines, wanted, given.pieces);
    return { amount: refundFor(view, lines, pieces, given), pieces };
  }

  async refunded(payableId: string, outletId: string, money: MoneyBack, actor: ActorRef): Promise<void> {
    const order = await this.orders.lock(payableId, { outlets: [outletId] });
    const act = { actor, at: this.clock.now() };
    order.refunded(money.amount, act, { isForPieces: money.pieces !== null });
    order.late({ wentBack: money.late }, act);
    const hadEnded = order.view.status === 'VOIDED';
    const freed = money.pieces ? order.returned(money.pieces, act) : [];
    if (freed.length > 0 || (order.view.status === 'VOIDED' && !hadEnded)) {
      await this.releases.release({ order, freed, act });
    }
    await this.orders.save(order);
  }

  async retendered(payableId: string, outletId: string, change: Retendered, actor: ActorRef): Promise<void> {
    const order = await this.orders.lock(payableId, { outlets: [outletId] });
    order.retendered(change, { actor, at: this.clock.now(), reason: change.reason });
    await this.orders.save(order);
  }

  async smallestCoin(outletId: string): Promise<MinorUnits> {
    return (await this.outlets.get(outletId)).cashRounding;
  }

  strangersAmong(outletId: string, userIds: readonly string[]): Promise<string[]> {
    return this.tips.strangersAmong(outletId, userIds);
  }

  /** Late money for all of an expired order brings it back, when its stock is still there and its coupon may be used still. */
  private async reviveFor(order: Order, amount: MinorUnits, act: Act): Promise<void> {
    const { id: referenceId, outletId } = order.view;
    const lines = linesToRevive(order.view, order.lines);
    if (lines.length === 0 || amount < order.amountDue) return;
    const hasCoupon = order.view.couponCode !== null;
    const use = useOf(order.view);
    if (hasCoupon && !(await this.promotions.renew(use))) return;
    const stock = stockOf(lines);
    const take = () => this.inventory.take({ outletId, referenceId, actor: act.actor }, stock);
    try {
      if (stock.length > 0) await this.unitOfWork.attempt(take);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'INSUFFICIENT_STOCK')) throw error;
      if (hasCoupon) await this.promotions.giveBack(use, act.at);
      return;
    }
    order.revive(act);
  }
}

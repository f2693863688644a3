import { Injectable } from '@nestjs/common';

import { type ActorRef, actorRef, DomainError, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Taken } from '../model/payable.js';
import type { Payment } from '../model/payment.js';
import type { PaidHow } from '../model/payment-view.js';
import { shareOfBill } from '../model/refund-share.js';
import type { RefundView } from '../model/refund.js';
import { CashDrawer, Payables } from '../payments.ports.js';
import { TipBook } from './tip-book.js';

/** A user's own part in a payment or a refund; null when they are no member of staff. */
interface AtTheTill {
  readonly outletId: string;
  readonly userId: string | null;
  readonly paymentId: string;
  readonly refundId?: string;
}

/** Writes what moved at a gateway where else it counts: on its bill, and in the open shift of whoever asked for it. */
@Injectable()
export class Bookkeeping {
  constructor(
    private readonly payables: Payables,
    private readonly drawer: CashDrawer,
    private readonly unitOfWork: UnitOfWork,
    private readonly tips: TipBook,
  ) {}

  /** Runs a unit of work under the bill's lock, which always comes before the payment's own row. `work` is safe to repeat. */
  underBillLock<T>({ view: { orderId, outletId } }: Payment, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      return work();
    });
  }

  /** The bill hears of money, and takes what it needs of it; the tip is somebody's. */
  async captured({ view, actorKind }: Payment): Promise<Taken> {
    const { id: paymentId, orderId, outletId, method, amount } = view;
    const taken = await this.payables.captured(orderId, outletId, { paymentId, method, amount });
    await this.tips.earned(view, { kind: actorKind, id: view.createdBy, role: null });
    return taken;
  }

  /** The bill hears that an attempt to pay came to nothing. */
  failed({ view: { id, orderId, outletId } }: Payment): Promise<void> {
    return this.payables.failed(orderId, outletId, id);
  }

  /** The bill hears how much of a refund was its own, and how much it never took. `payment` is as it was before the refund. */
  refunded(
    { view }: Payment,
    { amount, pieces }: Pick<RefundView, 'amount' | 'pieces'>,
    actor: ActorRef,
  ): Promise<void> {
    const share = shareOfBill(view, amount);
    return this.payables.refunded(view.orderId, view.outletId, { amount: share, late: amount - share, pieces }, actor);
  }

  /** The shift that has the payment counts it by other means, and the bill hears of it. `payment` is as it was. */
  async retendered(
    { view: from }: Payment,
    to: PaidHow,
    { actor, reason }: { readonly actor: UserActor; readonly reason: string },
  ): Promise<void> {
    const { id: paymentId, orderId, outletId, shiftId, amount, tip } = from;
    if (shiftId !== null)
      await this.drawer.retender({ outletId, shiftId, paymentId, actor, from, to, amount, tip, reason });
    const change = { paymentId, from: from.method, to: to.method, reason };
    await this.payables.retendered(orderId, outletId, change, actorRef(actor));
  }

  /** The open shift of who took the payment; null when they have none. Its close then counts the payment. */
  shiftOfSale(entry: AtTheTill): Promise<string | null> {
    return this.shiftOf('SALE', entry);
  }

  /** The open shift of who asked for the refund; null when they have none. */
  shiftOfRefund(entry: AtTheTill): Promise<string | null> {
    return this.shiftOf('REFUND', entry);
  }

  private async shiftOf(type: 'SALE' | 'REFUND', { userId, ...entry }: AtTheTill): Promise<string | null> {
    if (userId === null) return null;
    try {
      return (await this.drawer.record({ ...entry, type, userId, cash: 0 })).shiftId;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NO_OPEN_SHIFT') return null;
      throw error;
    }
  }
}

import { Injectable } from '@nestjs/common';

import { type Actor, forbidden, isStaff, type MinorUnits } from '#libs/kernel';
import { type CardType, PaymentsApi, type TenderWish } from '#libs/payments';

import { type BillPart, payableOf } from '../model/order-payable.js';
import { BillParts } from './bill-parts.js';
import type { PaidOrder } from './cash-payments.js';
import { OrderChanges } from './order-changes.js';
import { TipRecipients, type TipWish } from './tip-recipients.js';

export interface TenderPaymentInput extends TenderWish, TipWish {
  readonly actor: Actor;
  readonly orderId: string;
  /** The share of the bill; all that is due when absent. */
  readonly amount?: MinorUnits;
  readonly part?: BillPart;
  /** A live payment of the bill that this one is in place of. */
  readonly replaces?: string;
  readonly cardType?: CardType;
  /** The version that the payer has seen. */
  readonly version?: number;
}

/** A bill as it is after a payment by tender, and whether the drawer opens for it. */
export interface TenderedOrder extends PaidOrder {
  readonly opensDrawer: boolean;
}

/** Takes a payment by one of the outlet's tenders for a bill, or a share of it, under the lock of the order's row. A parked one is taken up again by it. */
@Injectable()
export class TenderPayments {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly parts: BillParts,
    private readonly tips: TipRecipients,
  ) {}

  /** Throws what {@link PaymentsApi.tenderFor} and {@link PaymentsApi.takeTender} throw, and `ITEMS_TAKEN` (409). */
  async take({ actor, orderId, version, ...wish }: TenderPaymentInput): Promise<TenderedOrder> {
    const { view: seen } = await this.changes.look(actor, orderId);
    const { outletId } = seen;
    if (!isStaff(actor)) throw forbidden('TENDER_AT_THE_TILL', 'That is paid at the till, to a member of staff.');
    const tender = await this.payments.tenderFor(outletId, wish);
    const tip = await this.tips.of(wish, actor, seen);
    const { order, result: payment } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
      await this.changes.takeUp(locked, act);
      const amount = locked.payable(await this.parts.amountOf(locked, wish));
      const payable = payableOf(locked);
      const { part, reference, last4, cardType } = wish;
      const taken = await this.payments.takeTender({
        payable,
        tender,
        amount,
        part,
        reference,
        last4,
        cardType,
        ...tip,
        actor,
      });
      if (taken.status === 'PAID') locked.paid(taken, act);
      else locked.attempted('PENDING', null, act);
      await this.payments.makeRoom(payable, locked.amountDue, amount);
      return taken;
    });
    return { order, payment, opensDrawer: tender.opensDrawer };
  }
}

import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';
import { PaymentsApi, type PaymentView } from '#libs/payments';

import { amountOfPart, liveAlike } from '../model/bill-part.js';
import type { BillPart } from '../model/order-payable.js';
import type { Order } from '../model/order.js';

/** What somebody wants to pay of a bill. */
export interface PaymentPart {
  readonly amount?: MinorUnits;
  readonly part?: BillPart;
  /** A live payment that this one is in place of. */
  readonly replaces?: string;
}

/** What a part of a bill comes to, under the bill's lock and beside the payments that it has. */
@Injectable()
export class BillParts {
  constructor(private readonly payments: PaymentsApi) {}

  /** The amount itself where no part is named, which costs no look at the payments. Throws as {@link amountOfPart} does. */
  async amountOf(order: Order, { amount, part, replaces }: PaymentPart): Promise<MinorUnits | undefined> {
    if (!part) return amount;
    const due = order.payable(undefined);
    const { view, lines } = order;
    const payments = await this.payments.ofPayable(view.outletId, view.id);
    const others = payments.filter(({ id }) => id !== replaces);
    return amountOfPart({ ...view, lines, due, payments: others }, part);
  }

  /** The live payment that is for the same pieces by the same method. */
  async liveAlike(
    { view }: Order,
    { part, method }: PaymentPart & { method: string },
  ): Promise<Pick<PaymentView, 'id' | 'tip'> | undefined> {
    if (part?.kind !== 'items') return undefined;
    return liveAlike(await this.payments.ofPayable(view.outletId, view.id), method, part);
  }
}

import { Injectable } from '@nestjs/common';

import { type MinorUnits, UnitOfWork } from '#libs/kernel';
import { type CardType, PaymentsApi, type PaymentView, type TenderMethod } from '#libs/payments';

import type { Order } from '../model/order.js';
import { CashPayments } from '../services/cash-payments.js';
import type { TipWish } from '../services/tip-recipients.js';
import { TenderPayments } from '../services/tender-payments.js';
import { PlaceOrder } from './place-order.js';
import type { OrderInput } from '../services/order-pricer.js';

export interface SaleInput {
  readonly order: OrderInput;
  /** What is given on top. */
  readonly tip?: TipWish;
  /** Whether the change is the tip. */
  readonly keepsChange?: boolean;
  /** Cash that is handed over; exactly the total when absent. */
  readonly tendered?: MinorUnits;
  readonly isTenderedConfirmed?: boolean;
  /** What it is paid by in place of cash. */
  readonly byTender?: {
    readonly method: TenderMethod;
    readonly tenderId?: string;
    readonly reference?: string;
    readonly last4?: string;
    readonly cardType?: CardType;
  };
}

export interface Sale {
  readonly order: Order;
  /** Null where nothing was to be paid. */
  readonly payment: PaymentView | null;
  /** Cash to hand back. */
  readonly change: MinorUnits;
  /** Whether the drawer opens: for cash, and for a tender whose slips lie in it. */
  readonly opensDrawer: boolean;
  /** It was made already, by an earlier try with the same id. */
  readonly isReplay: boolean;
}

/**
 * A sale over the counter: the order and the money for all of it, both or neither. What costs nothing is sold without a payment. Throws what
 * placing and paying throw.
 */
@Injectable()
export class SellAtCounter {
  constructor(
    private readonly place: PlaceOrder,
    private readonly pay: CashPayments,
    private readonly payments: PaymentsApi,
    private readonly unitOfWork: UnitOfWork,
    private readonly tenders: TenderPayments,
  ) {}

  async execute({ order: wanted, byTender, tip, ...cash }: SaleInput): Promise<Sale> {
    return this.unitOfWork.run(async () => {
      const { order, isReplay } = await this.place.execute(wanted);
      const { outletId, id: orderId } = order.view;
      const [made] = isReplay ? await this.payments.ofPayable(outletId, orderId) : [];
      if (made) return { order, payment: made, change: made.change ?? 0, isReplay, opensDrawer: made.tender === null };
      if (order.isFree) {
        this.payments.assertNoTip({ ...tip, ...cash });
        this.payments.assertTendered({ due: 0, currency: order.view.currency, ...cash });
        return { order, payment: null, change: cash.tendered ?? 0, isReplay, opensDrawer: true };
      }
      if (byTender) {
        const paid = await this.tenders.take({ actor: wanted.actor, orderId, ...byTender, ...tip });
        return { ...paid, change: 0, isReplay };
      }
      const paid = await this.pay.take({ actor: wanted.actor, orderId, ...cash, ...tip });
      return { ...paid, change: paid.payment.change ?? 0, isReplay, opensDrawer: true };
    });
  }
}

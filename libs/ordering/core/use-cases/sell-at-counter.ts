import { Injectable } from '@nestjs/common';

import { type MinorUnits, UnitOfWork } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';

import { type PaidOrder, PayOrder } from './pay-order.js';
import { PlaceOrder } from './place-order.js';
import type { OrderInput } from './price-order.js';

export interface SaleInput {
  readonly order: OrderInput;
  /** Cash that is handed over; exactly the total when absent. */
  readonly tendered?: MinorUnits;
  readonly isTenderedConfirmed?: boolean;
}

export interface Sale extends PaidOrder {
  /** It was made already, by an earlier try with the same id. */
  readonly isReplay: boolean;
}

/** A sale over the counter: the order and the cash for all of it, both or neither. Throws what placing and paying throw. */
@Injectable()
export class SellAtCounter {
  constructor(
    private readonly place: PlaceOrder,
    private readonly pay: PayOrder,
    private readonly payments: PaymentsApi,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ order: wanted, ...cash }: SaleInput): Promise<Sale> {
    return this.unitOfWork.run(async () => {
      const { order, isReplay } = await this.place.execute(wanted);
      const { outletId, id: orderId } = order.view;
      const [made] = isReplay ? await this.payments.ofPayable(outletId, orderId) : [];
      if (made) return { order, payment: made, isReplay };
      return { ...(await this.pay.execute({ actor: wanted.actor, orderId, ...cash })), isReplay };
    });
  }
}

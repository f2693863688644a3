import { Injectable } from '@nestjs/common';

import type { Actor, MinorUnits } from '#libs/kernel';

import type { Payable, WantedReturn } from '../model/payable.js';
import type { Exchanged, GoodsToExchange } from '../payments.api.js';
import { ExchangeGoods } from './exchange-goods.js';
import { RefundBill } from '../use-cases/refund-bill.js';
import { ReturnedGoods } from './returned-goods.js';

/** What whoever owns a bill may give back of it: all of it, or pieces that pay for others. */
@Injectable()
export class BillReturns {
  constructor(
    private readonly goods: ReturnedGoods,
    private readonly exchangeGoods: ExchangeGoods,
    private readonly refundBill: RefundBill,
  ) {}

  async worthOf(
    { id: orderId, outletId }: Pick<Payable, 'id' | 'outletId'>,
    pieces: readonly WantedReturn[],
  ): Promise<MinorUnits> {
    return (await this.goods.worth({ outletId, orderId }, pieces)).amount;
  }

  exchange(goods: GoodsToExchange): Promise<Exchanged> {
    return this.exchangeGoods.exchange(goods);
  }

  refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits> {
    return this.refundBill.execute(input);
  }
}

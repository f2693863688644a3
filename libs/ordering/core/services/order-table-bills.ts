import { Injectable } from '@nestjs/common';

import { type SittingBills, TableBills } from '#libs/tables';

import { OrderQueries } from '../ordering.ports.js';

/** Says to tables what their sittings' bills come to. */
@Injectable()
export class OrderTableBills extends TableBills {
  constructor(private readonly orders: OrderQueries) {
    super();
  }

  of(
    sittings: readonly { readonly outletId: string; readonly id: string }[],
  ): Promise<ReadonlyMap<string, SittingBills>> {
    return this.orders.totalsOf(sittings);
  }
}

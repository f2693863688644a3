import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { reportsBusy } from '../model/reporting.errors.js';
import { SalesRollups } from '../reporting.ports.js';

/** Makes the rollups anew from the orders and payments themselves. Readers see the old ones until it is done. */
@Injectable()
export class RebuildRollups {
  constructor(
    private readonly rollups: SalesRollups,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Answers how many orders were counted. Throws `REPORTS_BUSY`. */
  async execute(): Promise<number> {
    return this.unitOfWork.run(async () => {
      if ((await this.rollups.lock()) === null) throw reportsBusy();
      // Whatever events up to here tell of is committed, so that the orders read from now on show it.
      const seq = await this.rollups.clear();
      let counted = 0;
      let orders = await this.rollups.paidOrders(null);
      for (; orders.length > 0; orders = await this.rollups.paidOrders(orders.at(-1) ?? null)) {
        await this.rollups.add(orders);
        counted += orders.length;
      }
      await this.rollups.moveTo(seq);
      return counted;
    });
  }
}

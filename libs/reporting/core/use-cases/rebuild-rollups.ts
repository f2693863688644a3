import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { outletUnknown, reportsBusy } from '../model/reporting.errors.js';
import { SalesRollups } from '../reporting.ports.js';

/** Each waits for a moment: a shop that reads its reports all the time holds nobody up for longer. */
const TRIES = 10;

export interface RebuildInput {
  /** This outlet alone; every one when absent. */
  readonly outletId?: string;
  /** The outlet to begin with, in the order of their ids: where a run before this one stopped. */
  readonly from?: string;
  /** Called before each outlet. */
  readonly tell?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  /** The outlet that is begun. */
  readonly outletId: string;
  readonly done: number;
  readonly outlets: number;
  /** Orders that were counted so far. */
  readonly orders: number;
}

/**
 * Makes the rollups anew from the orders and payments themselves, outlet by outlet: each is one unit of work, so that its readers see the old
 * figures until the new ones are whole, others wait for one outlet at most, and what was done stays when it is stopped.
 */
@Injectable()
export class RebuildRollups {
  constructor(
    private readonly rollups: SalesRollups,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Answers how many orders were counted. Throws `OUTLET_NOT_FOUND`, and `REPORTS_BUSY` when somebody else keeps rolling up. */
  async execute({ outletId, from, tell = () => undefined }: RebuildInput = {}): Promise<number> {
    const all = await this.rollups.outlets();
    const named = outletId ?? from;
    if (named !== undefined && !all.includes(named)) throw outletUnknown();
    const chosen = all.filter((id) => (outletId === undefined ? id >= (from ?? '') : id === outletId));
    let orders = 0;
    for (const [done, id] of chosen.entries()) {
      tell({ outletId: id, done, outlets: chosen.length, orders });
      orders += await this.rebuild(id);
    }
    return orders;
  }

  private async rebuild(outletId: string): Promise<number> {
    for (let triesLeft = TRIES; triesLeft > 0; triesLeft--) {
      const counted = await this.countAnew(outletId);
      if (counted !== null) return counted;
    }
    throw reportsBusy();
  }

  /**
   * Null when somebody else rolls up. What is counted here, and told by events behind the rollups' place in the log, is not counted again then.
   */
  private countAnew(outletId: string): Promise<number | null> {
    return this.unitOfWork.run(async () => {
      if ((await this.rollups.lock()) === null) return null;
      await this.rollups.clear(outletId);
      let counted = 0;
      let orders = await this.rollups.paidOrders(outletId, null);
      for (; orders.length > 0; orders = await this.rollups.paidOrders(outletId, orders.at(-1) ?? null)) {
        await this.rollups.add(orders);
        counted += orders.length;
      }
      return counted;
    });
  }
}

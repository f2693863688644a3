import { Injectable } from '@nestjs/common';

import { UnitOfWork } from '#libs/kernel';

import { SalesRollups } from '../reporting.ports.js';

/**
 * Follows the event log: each batch of events, what follows from it and the place in the log are one transaction, and nobody else follows
 * meanwhile. However many processes do this, and wherever one of them dies, everything is counted once.
 */
@Injectable()
export class RollUpSales {
  constructor(
    private readonly rollups: SalesRollups,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** At most so many batches; the rest is for the next time. */
  async execute(mostBatches: number): Promise<void> {
    for (let batch = 0; batch < mostBatches; batch++) if (!(await this.batch())) return;
  }

  private batch(): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const place = await this.rollups.lock();
      const events = place === null ? null : await this.rollups.read(place);
      if (!events) return false;
      if (events.orders.length > 0) await this.rollups.add(events.orders);
      await this.rollups.moveTo(events.seq);
      return events.isFull;
    });
  }
}

import { type Clock, newId, type UnitOfWork } from '#libs/kernel';
import { CashDrawer, type DrawerEntry } from '#libs/payments';

import { noOpenShift } from './shifts.errors.js';
import type { DrawerLedger } from './shifts.ports.js';

/** The drawer as payments see it: two round trips, the shared lock and the line in the ledger. */
export class ShiftCashDrawer extends CashDrawer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: DrawerLedger,
    private readonly clock: Clock,
  ) {
    super();
  }

  async record(entry: DrawerEntry): Promise<{ readonly shiftId: string }> {
    return this.unitOfWork.run(async () => {
      await this.ledger.share(entry);
      const shiftId = await this.ledger.record(entry, {
        id: newId(),
        type: entry.type,
        amount: entry.cash,
        reason: null,
        paymentId: entry.paymentId,
        refundId: entry.refundId ?? null,
        createdBy: entry.userId,
        occurredAt: this.clock.now(),
      });
      if (shiftId === null) throw noOpenShift();
      return { shiftId };
    });
  }
}

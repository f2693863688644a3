import type { MinorUnits } from '#libs/kernel';

import type { FollowUps } from './follow-ups.js';
import { inTheWay } from './intent-plan.js';
import type { PaymentAttempts } from './payment-attempts.js';

/** Intents that are no longer wanted: marked in the ambient transaction, cancelled at their gateway right after it. */
export class UnwantedIntents {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly followUps: FollowUps,
  ) {}

  async giveUp(outletId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of await this.attempts.giveUp(outletId, ids)) await this.followUps.cancelNow(outletId, id);
  }

  /** Gives up as many as must go for the rest to fit into `room`. */
  async makeRoom(outletId: string, payableId: string, room: MinorUnits): Promise<void> {
    const live = await this.attempts.liveOf(outletId, payableId);
    await this.giveUp(outletId, inTheWay(room, live, ''));
  }
}

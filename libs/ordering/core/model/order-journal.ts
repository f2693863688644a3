import { newId, type NewEvent } from '#libs/kernel';

import type { Act, OrderChange } from './order-state.js';
import type { OrderStatus } from './order-status.js';

/** What an order has to tell since it was loaded: events for the world, entries for its own history. */
export class OrderJournal {
  private readonly events: NewEvent[] = [];
  private readonly changes: OrderChange[] = [];

  tell(event: NewEvent): void {
    this.events.push(event);
  }

  note(
    action: string,
    act: Act,
    more: { itemId?: string; from?: OrderStatus; to?: OrderStatus; details?: Record<string, unknown> } = {},
  ): void {
    this.changes.push({
      id: newId(),
      action,
      itemId: more.itemId ?? null,
      fromStatus: more.from ?? null,
      toStatus: more.to ?? null,
      actor: act.actor,
      reason: act.reason ?? null,
      approvedBy: act.approvedBy ?? null,
      details: { ...more.details, ...(act.reasonId !== undefined && { reason_id: act.reasonId }) },
    });
  }

  takeEvents(): NewEvent[] {
    return this.events.splice(0);
  }

  takeChanges(): OrderChange[] {
    return this.changes.splice(0);
  }
}

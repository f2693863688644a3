import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { ruleBroken, type UserActor } from '#libs/kernel';

import type { Order } from '../model/order.js';
import { OrderChanges } from '../services/order-changes.js';
import { NO_CONSENT } from '../services/order-consents.js';

export interface VoidOrderItemInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly lineId: string;
  readonly reason?: string;
  readonly reasonId?: string;
  readonly approval?: Approval;
  readonly version?: number;
}

/** Takes a line off the bill. Once the kitchen has begun it takes a reason and a supervisor, and the stock is wasted, not returned. */
@Injectable()
export class VoidOrderItem {
  constructor(private readonly changes: OrderChanges) {}

  async execute({ actor, orderId, lineId, approval, version, ...given }: VoidOrderItemInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'VOID', 'WASTE');
    const { outletId } = seen.view;
    const request = (order: Order) => ({
      ...{ actor, outletId, approval, key: 'line.void_begun' as const, isNeeded: order.hasBegunLine(lineId) },
      facts: { amount: order.lines.find(({ id }) => id === lineId)?.total },
    });
    // A rule of what the kitchen has begun says nothing of what it has not.
    const consentOf = (order: Order) => (order.hasBegunLine(lineId) || approval ? request(order) : null);
    const asked = consentOf(seen);
    const consent = asked ? await this.changes.consent(asked) : NO_CONSENT;
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      const begun = locked.hasBegunLine(lineId);
      if (begun && !why.reason)
        throw ruleBroken('REASON_REQUIRED', 'The kitchen has begun with this line: say why it is voided.');
      // The kitchen may have begun between our look and the lock: then it takes an approval after all.
      const approvedBy = begun ? await this.changes.confirm(consent, request(locked)) : consent.approvedBy;
      const grounded = { ...act, approvedBy };
      const { isLoss } = locked;
      const amount = locked.lines.find(({ id }) => id === lineId)?.total;
      const freed = locked.voidLine(lineId, grounded);
      await this.changes.release(locked, freed, grounded);
      await this.changes.trace('order.line_voided', locked, grounded, {
        item_id: lineId,
        wasted: begun,
        ...(isLoss && { loss: true, amount }),
      });
    });
    return order;
  }
}

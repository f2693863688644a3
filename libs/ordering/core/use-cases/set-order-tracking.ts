import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';
import { ShippingApi, type TrackedParcel } from '#libs/shipping';

import { OrderChanges } from '../services/order-changes.js';

export interface SetOrderTrackingInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly trackingNumber: string;
  /** Null: who was booked. */
  readonly carrier: string | null;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/**
 * The parcel is on its way: whoever wrote the order down hears of it (`ORDER_UPDATED` with `change: SHIPPED`) once per number. The same
 * number again changes nothing.
 */
@Injectable()
export class SetOrderTracking {
  constructor(
    private readonly changes: OrderChanges,
    private readonly shipping: ShippingApi,
  ) {}

  async execute({ actor, orderId, trackingNumber, carrier, version }: SetOrderTrackingInput): Promise<TrackedParcel> {
    const { result } = await this.changes.change(actor, orderId, { version }, async (order, act) => {
      const { id, outletId, customerId } = order.view;
      const { parcel, isNew } = await this.shipping.sent({
        orderId: id,
        outletId,
        customerId,
        trackingNumber,
        carrier,
      });
      if (isNew) {
        order.ship(parcel, act);
        await this.changes.trace('order.shipped', order, act, { tracking_number: trackingNumber });
      }
      return parcel;
    });
    return result;
  }
}

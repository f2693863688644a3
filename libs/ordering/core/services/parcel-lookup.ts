import { Injectable } from '@nestjs/common';

import { ShippingApi, type TrackedParcel } from '#libs/shipping';

import { trackingNotFound } from '../model/ordering.errors.js';

export type { OrderParcel, ParcelState, TrackedParcel } from '#libs/shipping';

/** For anybody who knows the number. Throws `TRACKING_NOT_FOUND` (404). */
@Injectable()
export class ParcelLookup {
  constructor(private readonly shipping: ShippingApi) {}

  async find(trackingNumber: string): Promise<TrackedParcel> {
    const parcel = await this.shipping.find(trackingNumber);
    if (!parcel) throw trackingNotFound();
    return parcel;
  }
}

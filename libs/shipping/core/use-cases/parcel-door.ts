import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Shipment } from '../shipment.js';
import { ChosenCarrier } from '../shipping-carrier.js';
import {
  type OrderParcel,
  type ParcelState,
  ParcelTracking,
  type SentParcel,
  type TrackedParcel,
} from '../shipping.api.js';
import { shipmentNotFound } from '../shipping.errors.js';
import { ShipmentRepository } from '../shipping.ports.js';

/** What shipping hears from ordering of parcels that were sent, and tells of them. */
@Injectable()
export class ParcelDoor extends ParcelTracking {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly outlets: OutletsApi,
    private readonly chosen: ChosenCarrier,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sent(parcel: SentParcel): Promise<{ parcel: TrackedParcel; isNews: boolean }> {
    const { country } = await this.outlets.get(parcel.outletId);
    const followed = country === 'BR' && (this.chosen.carrier?.follows(parcel.trackingNumber) ?? false);
    const changed = await this.shipments.send(parcel, followed, this.clock.now());
    const known = changed ? toTracked(changed) : await this.find(parcel.trackingNumber);
    if (!known) throw shipmentNotFound();
    return { parcel: known, isNews: changed !== null };
  }

  async stateOf(outletId: string, orderId: string): Promise<ParcelState | null> {
    return (await this.ofOrder(outletId, orderId))?.state ?? null;
  }

  async ofOrder(outletId: string, orderId: string): Promise<OrderParcel | null> {
    const { data } = await this.shipments.page([outletId], { orderId }, { limit: 1, offset: 0 });
    return data[0] ?? null;
  }

  async find(trackingNumber: string): Promise<TrackedParcel | null> {
    const shipment = await this.shipments.findByNumber(trackingNumber);
    return shipment && toTracked(shipment);
  }
}

function toTracked({ trackingNumber, carrier, state, shippedAt, updatedAt, steps }: Shipment): TrackedParcel | null {
  if (trackingNumber === null || shippedAt === null) return null;
  return { trackingNumber, carrier, state, shippedAt, updatedAt, steps };
}

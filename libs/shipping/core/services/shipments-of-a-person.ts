import { Injectable } from '@nestjs/common';

import type { PersonalDataHolder } from '#libs/identity';
import { Clock } from '#libs/kernel';

import { ShipmentRepository } from '../shipping.ports.js';

/** The parcels that went to a person, and where to. */
@Injectable()
export class ShipmentsOfAPerson implements PersonalDataHolder {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly clock: Clock,
  ) {}

  async export(userId: string): Promise<unknown> {
    const shipments = await this.shipments.ofCustomer(userId);
    return shipments.map((shipment) => ({
      order_id: shipment.orderId,
      carrier: shipment.carrier,
      service: shipment.service,
      price: shipment.price,
      currency: shipment.currency,
      address: shipment.address,
      tracking_number: shipment.trackingNumber,
      state: shipment.state,
      shipped_at: shipment.shippedAt,
      created_at: shipment.createdAt,
    }));
  }

  /** The label of a parcel that is still to arrive keeps its address until it has. */
  async erase(userId: string): Promise<void> {
    await this.shipments.anonymise(userId, this.clock.now());
  }
}

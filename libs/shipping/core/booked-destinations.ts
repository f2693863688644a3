import { ParcelDestinations, type ShippingAddress } from './shipping.api.js';
import type { ShipmentRepository } from './shipping.ports.js';

/** What shipping tells invoices of the parcels that it booked. */
export class BookedDestinations extends ParcelDestinations {
  constructor(private readonly shipments: ShipmentRepository) {
    super();
  }

  async of(outletId: string, orderId: string): Promise<ShippingAddress | null> {
    const { data } = await this.shipments.page([outletId], { orderId }, { limit: 1, offset: 0 });
    return data[0]?.address ?? null;
  }
}

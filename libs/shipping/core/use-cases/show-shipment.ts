import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';

import type { Shipment } from '../shipment.js';
import { shipmentNotFound } from '../shipping.errors.js';
import { ShipmentRepository } from '../shipping.ports.js';

@Injectable()
export class ShowShipment {
  constructor(private readonly shipments: ShipmentRepository) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<Shipment> {
    const shipment = await this.shipments.find(outletScope(actor), id);
    if (!shipment) throw shipmentNotFound();
    return shipment;
  }
}

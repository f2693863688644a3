import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Shipment } from '../shipment.js';
import { ChosenCarrier } from '../shipping-carrier.js';
import { carrierSilent, notTrackable, shipmentNotFound } from '../shipping.errors.js';
import { ShipmentRepository } from '../shipping.ports.js';
import { FollowParcels } from './follow-parcels.js';

/**
 * Asks the carrier about one parcel now, whatever its turn, one that was given up included. Throws `NOT_TRACKABLE` (422), and
 * `CARRIER_UNAVAILABLE` (503) when the carrier does not answer.
 */
@Injectable()
export class CheckShipment {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly outlets: OutletsApi,
    private readonly chosen: ChosenCarrier,
    private readonly follow: FollowParcels,
  ) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<Shipment> {
    const shipment = await this.find(actor, id);
    if (!(await this.isTrackable(shipment))) throw notTrackable();
    const outcome = await this.follow.ask([shipment]);
    if (outcome?.kind === 'failed') throw carrierSilent();
    return this.find(actor, id);
  }

  private async isTrackable({ trackingNumber, outletId }: Shipment): Promise<boolean> {
    if (trackingNumber === null || !this.chosen.carrier?.follows(trackingNumber)) return false;
    return (await this.outlets.get(outletId)).country === 'BR';
  }

  private async find(actor: Actor, id: string): Promise<Shipment> {
    const shipment = await this.shipments.find(outletScope(actor), id);
    if (!shipment) throw shipmentNotFound();
    return shipment;
  }
}

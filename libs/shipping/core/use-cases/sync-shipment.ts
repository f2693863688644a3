import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Shipment } from '../model/shipment.js';
import { ChosenCarrier, ShipmentRepository } from '../shipping.ports.js';
import { ParcelChecks } from '../services/parcel-checks.js';
import { carrierSilent, notTrackable, shipmentNotFound } from '../model/shipping.errors.js';

/** Asks the carrier about one parcel now, whatever its turn, one that was given up included. */
@Injectable()
export class SyncShipment {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly outlets: OutletsApi,
    private readonly chosen: ChosenCarrier,
    private readonly checks: ParcelChecks,
  ) {}

  /** Throws `NOT_TRACKABLE`, and `CARRIER_UNAVAILABLE` when the carrier does not answer. */
  async execute({ actor, id }: { actor: Actor; id: string }): Promise<Shipment> {
    const shipment = await this.find(actor, id);
    if (!(await this.isTrackable(shipment))) throw notTrackable();
    const outcome = await this.checks.ask([shipment]);
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

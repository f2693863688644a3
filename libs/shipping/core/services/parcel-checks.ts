import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { TrackOutcome } from '../model/carrier.js';
import { checked, inVain, type Shipment } from '../model/shipment.js';
import { ChosenCarrier, ShipmentRepository } from '../shipping.ports.js';

@Injectable()
export class ParcelChecks {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly chosen: ChosenCarrier,
    private readonly clock: Clock,
  ) {}

  /** Asks the carrier about these now, due or not, and writes what it said. Null without a carrier, or without a parcel. */
  async ask(shipments: readonly Shipment[]): Promise<TrackOutcome | null> {
    const { carrier } = this.chosen;
    const numbered = shipments.filter((shipment) => shipment.trackingNumber !== null);
    if (!carrier || numbered.length === 0) return null;
    const references = numbered
      .map(({ trackingNumber, reference }) => ({ trackingNumber: trackingNumber ?? '', reference }))
      // Of a carrier that was set up before, maybe.
      .filter(({ trackingNumber }) => carrier.follows(trackingNumber));
    const outcome: TrackOutcome =
      references.length > 0 ? await carrier.track(references) : { kind: 'told', parcels: new Map() };
    const now = this.clock.now();
    for (const shipment of numbered) {
      const result =
        outcome.kind === 'failed'
          ? inVain(shipment, outcome.failure, now)
          : checked(shipment, outcome.parcels.get(shipment.trackingNumber ?? '') ?? null, now);
      await this.shipments.record(shipment, result, now);
    }
    return outcome;
  }
}

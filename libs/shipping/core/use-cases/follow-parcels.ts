import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { checked, inVain, type Shipment } from '../shipment.js';
import { ChosenCarrier, type TrackOutcome } from '../shipping-carrier.js';
import { ShipmentRepository } from '../shipping.ports.js';

/** As many as carriers take in one question. */
const BATCH = 50;
/** A process that dies with a batch in hand leaves it to the others after this. */
const LEASE_MS = 5 * 60_000;

/** Asks the carrier where the parcels are that are due to be asked about. What fails is written on the parcel and asked again later. */
@Injectable()
export class FollowParcels {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly chosen: ChosenCarrier,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    if (!this.chosen.carrier) return;
    for (;;) {
      const now = this.clock.now();
      const due = await this.shipments.claimDue(now, new Date(now.getTime() + LEASE_MS), BATCH);
      const outcome = await this.ask(due);
      if (due.length < BATCH || outcome?.kind === 'failed') return;
    }
  }

  /** Asks about these now, due or not, and writes what the carrier said. Null without a carrier, or without a parcel. */
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

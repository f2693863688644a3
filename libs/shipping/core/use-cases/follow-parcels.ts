import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { ParcelChecks } from '../services/parcel-checks.js';
import { ChosenCarrier, ShipmentRepository } from '../shipping.ports.js';

/** As many as carriers take in one question. */
const BATCH = 50;
/** A process that dies with a batch in hand leaves it to the others after this. */
const LEASE_MS = 5 * 60_000;

/** Asks the carrier where the parcels are that are due to be asked about. What fails is written on the parcel and asked again later. */
@Injectable()
export class FollowParcels {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly checks: ParcelChecks,
    private readonly chosen: ChosenCarrier,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    if (!this.chosen.carrier) return;
    for (;;) {
      const now = this.clock.now();
      const due = await this.shipments.claimDue(now, new Date(now.getTime() + LEASE_MS), BATCH);
      const outcome = await this.checks.ask(due);
      if (due.length < BATCH || outcome?.kind === 'failed') return;
    }
  }
}

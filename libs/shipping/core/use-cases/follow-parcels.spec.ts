import { beforeEach, describe, expect, it } from '@jest/globals';

import { FixedClock } from '#libs/kernel';

import { aShipment } from '../../testing/a-shipment.js';
import { ScriptedCarrier } from '../../testing/scripted-carrier.js';
import type { CheckResult, Shipment } from '../model/shipment.js';
import type { ChosenCarrier, ShipmentRepository } from '../shipping.ports.js';
import { ParcelChecks } from '../services/parcel-checks.js';
import { FollowParcels } from './follow-parcels.js';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('following parcels', () => {
  let carrier: ScriptedCarrier;
  let due: Shipment[];
  let recorded: Map<string, CheckResult>;
  let follow: FollowParcels;

  beforeEach(() => {
    carrier = new ScriptedCarrier(() => []);
    due = [];
    recorded = new Map();
    const shipments = {
      claimDue: async (_now: Date, _until: Date, limit: number) => due.splice(0, limit),
      record: async ({ id }: Shipment, result: CheckResult) => void recorded.set(id, result),
    };
    const repository = shipments as unknown as ShipmentRepository;
    const chosen: ChosenCarrier = { carrier, senderCep: '01001000', quoteTtlMs: 0 };
    const clock = new FixedClock(NOW);
    follow = new FollowParcels(repository, new ParcelChecks(repository, chosen, clock), chosen, clock);
  });

  it('goes over all that are due, fifty at a time', async () => {
    due = Array.from({ length: 120 }, () => aShipment());
    const ids = due.map(({ id }) => id);
    carrier.parcels.set('AA123456785BR', { reference: 'x', steps: [{ state: 'DELIVERED', at: NOW }] });
    await follow.execute();
    expect([...recorded.keys()].sort()).toEqual(ids.sort());
    expect([...recorded.values()][119]).toMatchObject({ state: 'DELIVERED', reference: 'x', nextCheckAt: null });
  });

  it('writes a failure on each parcel in hand and leaves the rest for later', async () => {
    carrier.failure = 'REFUSED';
    due = Array.from({ length: 60 }, () => aShipment());
    await follow.execute();
    expect(recorded.size).toBe(50);
    expect([...recorded.values()][0]).toMatchObject({ fault: 'REFUSED', failures: 1, state: null });
    expect(due).toHaveLength(10);
  });

  it('asks nobody about a number that is not of the carrier, and does not let it spoil the others', async () => {
    const [mine, other] = [aShipment(), aShipment({ trackingNumber: 'JNE-42' })];
    due = [mine, other];
    carrier.parcels.set('AA123456785BR', { reference: null, steps: [{ state: 'IN_TRANSIT', at: NOW }] });
    await follow.execute();
    expect(recorded.get(mine.id)).toMatchObject({ state: 'IN_TRANSIT' });
    expect(recorded.get(other.id)).toMatchObject({ fault: 'UNKNOWN_NUMBER' });
  });
});

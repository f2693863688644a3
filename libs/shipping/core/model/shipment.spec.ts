import { describe, expect, it } from '@jest/globals';

import { aShipment } from '../../testing/a-shipment.js';
import { checked, inVain } from './shipment.js';
import type { ParcelState } from '../shipping.api.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const hours = (date: Date | null) => date && (date.getTime() - NOW.getTime()) / 3_600_000;
const update = (...states: ParcelState[]) => ({
  reference: null,
  steps: states.map((state) => ({ state, at: new Date('2026-11-20T10:00:00Z') })),
});

describe('a check of a parcel', () => {
  it('moves it up to the furthest state it has been in, in whatever order they are told', () => {
    const result = checked(aShipment({ state: 'POSTED' }), update('OUT_FOR_DELIVERY', 'IN_TRANSIT', 'POSTED'), NOW);
    expect(result).toMatchObject({ state: 'OUT_FOR_DELIVERY', failures: 0, fault: null });
    expect(hours(result.nextCheckAt)).toBe(4);
  });

  it('never moves it down: late updates change nothing', () => {
    expect(checked(aShipment({ state: 'OUT_FOR_DELIVERY' }), update('IN_TRANSIT'), NOW).state).toBeNull();
  });

  it('lets a failed attempt end in a delivery, and a delivery back to the sender in a return', () => {
    expect(checked(aShipment({ state: 'FAILED' }), update('DELIVERED', 'FAILED'), NOW).state).toBe('DELIVERED');
    expect(checked(aShipment({ state: 'DELIVERED' }), update('RETURNED'), NOW).state).toBe('RETURNED');
  });

  it.each<ParcelState>(['DELIVERED', 'RETURNED'])('is the last one of a parcel that is %s', (state) =>
    expect(checked(aShipment(), update(state), NOW)).toMatchObject({ nextCheckAt: null, fault: null }),
  );

  it('is made again at longer and longer pauses while it is in vain', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 6, 60].map((failures) =>
      hours(inVain(aShipment({ failures }), 'UNAVAILABLE', NOW).nextCheckAt),
    );
    expect(pauses).toEqual([0.25, 0.5, 1, 2, 4, 8, 8, 8]);
  });

  it('counts as in vain when the carrier does not know the number', () => {
    expect(checked(aShipment({ failures: 2 }), null, NOW)).toMatchObject({ fault: 'UNKNOWN_NUMBER', failures: 3 });
  });

  it('gives up after a month, and says so', () => {
    const old = aShipment({ shippedAt: new Date('2026-10-20T11:00:00Z') });
    const givenUp = { fault: 'GIVEN_UP', nextCheckAt: null };
    expect(checked(old, update('IN_TRANSIT'), NOW)).toMatchObject(givenUp);
    expect(inVain(old, 'UNAVAILABLE', NOW)).toMatchObject(givenUp);
    expect(checked(old, update('DELIVERED'), NOW)).toMatchObject({ state: 'DELIVERED', fault: null });
  });
});

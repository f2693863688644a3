import { describe, expect, it } from '@jest/globals';

import type { Box } from '../core/model/packing.js';
import type { CarrierFailure, ParcelUpdate } from '../core/model/carrier.js';
import type { ShippingCarrier } from '../core/shipping.ports.js';
import type { ParcelState } from '../core/shipping.api.js';

/** A carrier, and a hand on whatever is behind it. */
export interface CarrierWorld {
  readonly carrier: ShippingCarrier;
  /** What is wrong with the carrier from now on. */
  break(how: 'down' | 'slow' | 'wrong' | 'refusing'): void;
  /** It has this parcel now, which went this way. */
  parcel(trackingNumber: string, way: 'posted' | 'delivered'): void;
}

const box: Box = { lengthCm: 22, widthCm: 17, heightCm: 11, weightGrams: 600 };
const to = (toCep: string, weightGrams = box.weightGrams) => ({
  fromCep: '01001000',
  toCep,
  box: { ...box, weightGrams },
});
const furthest = (update: ParcelUpdate | undefined): ParcelState[] =>
  (update?.steps ?? []).map(({ state }) => state).sort();

/** What every ShippingCarrier does. PAC costs 1500 centavos and SEDEX 3000, and one and two more a gram; nobody goes to 69900-000. */
export function shippingCarrierContract(open: () => CarrierWorld): void {
  describe('as every carrier', () => {
    it('tells price and time of each service that goes there, to the centavo', async () => {
      const outcome = await open().carrier.quote(to('20040002'));
      expect(outcome).toEqual({
        kind: 'quoted',
        quotes: [
          { carrier: 'Correios PAC', service: 'PAC', price: 2_100, days: 7 },
          { carrier: 'Correios SEDEX', service: 'SEDEX', price: 4_200, days: 2 },
        ],
      });
    });

    it('takes more for a heavier box, in thousands of reais too', async () => {
      const outcome = await open().carrier.quote(to('20040002', 230_056));
      expect(outcome).toMatchObject({ quotes: [{ price: 231_556 }, { price: 463_112 }] });
    });

    it('says that nobody goes there, which is no failure', async () => {
      expect(await open().carrier.quote(to('69900000'))).toEqual({ kind: 'quoted', quotes: [] });
    });

    it.each<['down' | 'slow' | 'wrong' | 'refusing', CarrierFailure]>([
      ['down', 'UNAVAILABLE'],
      ['slow', 'UNAVAILABLE'],
      ['wrong', 'MISUNDERSTOOD'],
      ['refusing', 'REFUSED'],
    ])('answers a typed failure while it is %s', async (how, failure) => {
      const world = open();
      world.break(how);
      expect(await world.carrier.quote(to('20040002'))).toEqual({ kind: 'failed', failure });
      // Nobody waits for tracking, and so it may take longer than a test.
      if (how === 'slow') return;
      const parcels = [{ trackingNumber: 'AA123456785BR', reference: null }];
      expect(await world.carrier.track(parcels)).toEqual({ kind: 'failed', failure });
    });

    it('tells the way of each parcel that it knows, with its dates', async () => {
      const world = open();
      world.parcel('AA123456785BR', 'delivered');
      world.parcel('BR473124829BR', 'posted');
      const numbers = ['AA123456785BR', 'QB999999990BR', 'BR473124829BR'];

      const outcome = await world.carrier.track(numbers.map((trackingNumber) => ({ trackingNumber, reference: null })));

      if (outcome.kind !== 'told') throw new Error(outcome.failure);
      expect([...outcome.parcels.keys()].sort()).toEqual(['AA123456785BR', 'BR473124829BR']);
      expect(furthest(outcome.parcels.get('BR473124829BR'))).toEqual(['POSTED']);
      const delivered = outcome.parcels.get('AA123456785BR');
      expect(furthest(delivered)).toEqual(expect.arrayContaining(['DELIVERED', 'POSTED']));
      const end = delivered?.steps.find(({ state }) => state === 'DELIVERED');
      expect(end?.at).toEqual(new Date('2026-11-24T14:03:22-03:00'));
    });

    it('follows a number of its own', () => expect(open().carrier.follows('AA123456785BR')).toBe(true));
  });
}

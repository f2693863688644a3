import { describe } from '@jest/globals';

import { ScriptedCarrier } from './scripted-carrier.js';
import { shippingCarrierContract } from './shipping-carrier.contract.js';

const FAILURES = { down: 'UNAVAILABLE', slow: 'UNAVAILABLE', wrong: 'MISUNDERSTOOD', refusing: 'REFUSED' } as const;
const posted = { state: 'POSTED', at: new Date('2026-11-20T09:00:00-03:00') } as const;
const delivered = { state: 'DELIVERED', at: new Date('2026-11-24T14:03:22-03:00') } as const;

describe('the scripted carrier', () => {
  shippingCarrierContract(() => {
    const carrier = new ScriptedCarrier(({ toCep, box: { weightGrams } }) =>
      toCep === '69900000'
        ? []
        : [
            { carrier: 'Correios PAC', service: 'PAC', price: 1_500 + weightGrams, days: 7 },
            { carrier: 'Correios SEDEX', service: 'SEDEX', price: 3_000 + 2 * weightGrams, days: 2 },
          ],
    );
    return {
      carrier,
      break: (how) => void (carrier.failure = FAILURES[how]),
      parcel: (trackingNumber, way) =>
        void carrier.parcels.set(trackingNumber, {
          reference: null,
          steps: way === 'delivered' ? [delivered, posted] : [posted],
        }),
    };
  });
});

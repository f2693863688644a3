import { describe, expect, it } from '@jest/globals';

import { EnvError, readEnv } from './env.js';

const NEEDED = { DATABASE_URL: 'postgres://a@localhost/a', JWT_SECRET: '0123456789abcdef0123456789ABCDEF' };

const GATEWAYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Midtrans: { MIDTRANS_SERVER_KEY: 'canary-server-key', MIDTRANS_CLIENT_KEY: 'canary-client-key' },
  ProPay: {
    PROPAY_URL: 'https://canary.example',
    GO_TO_PROPAY_SECRET: 'canary-outbound-secret',
    PROPAY_TO_GO_SECRET: 'canary-inbound-secret',
  },
  Stripe: { STRIPE_SECRET_KEY: 'sk_test_canary', STRIPE_WEBHOOK_SECRET: 'whsec_canary' },
};

const faultsOf = (given: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readEnv({ ...NEEDED, ...given });
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
};

describe('gateways in the environment', () => {
  it('are all there, or none', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf(Object.assign({ OPENPIX_APP_ID: 'canary-app-id' }, ...Object.values(GATEWAYS)) as never)).toEqual(
      [],
    );
  });

  it.each(Object.entries(GATEWAYS))(
    'by halves stop the start with each missing name and no value: %s',
    (_, variables) => {
      const names = Object.keys(variables);
      for (let half = 1; half < 2 ** names.length - 1; half++) {
        const given = names.filter((_, i) => (half >> i) % 2 === 1);
        const missing = names.filter((name) => !given.includes(name));
        const faults = faultsOf(Object.fromEntries(given.map((name) => [name, variables[name] ?? ''])));
        expect(faults.map((fault) => fault.split(' is missing')[0])).toEqual(missing);
        expect(faults.join()).not.toMatch(/canary/);
        // An empty variable is none.
        expect(faultsOf({ ...variables, ...Object.fromEntries(missing.map((name) => [name, ''])) })).toEqual(faults);
      }
    },
  );

  it.each(['OPENPIX_WEBHOOK_SECRET', 'OPENPIX_WEBHOOK_PUBLIC_KEY'])('need OpenPix’ AppID with %s', (name) => {
    expect(faultsOf({ [name]: 'Y2FuYXJ5' })).toContain(`OPENPIX_APP_ID is missing: ${name} needs it`);
  });

  it('serve PIX by one that is there', () => {
    expect(faultsOf({ PIX_PROVIDER: 'propay' })).toEqual(['PROPAY_URL is missing: PIX_PROVIDER names propay']);
    expect(faultsOf({ PIX_PROVIDER: 'openpix' })).toEqual(['OPENPIX_APP_ID is missing: PIX_PROVIDER names openpix']);
    expect(faultsOf({ PIX_PROVIDER: 'cash' })).toHaveLength(1);
  });

  it('have a secret for each direction of ProPay', () => {
    const one = { GO_TO_PROPAY_SECRET: 'canary-secret', PROPAY_TO_GO_SECRET: 'canary-secret' };
    const [fault, ...more] = faultsOf({ ...GATEWAYS['ProPay'], ...one });
    expect([fault, more]).toEqual([expect.stringContaining('must differ'), []]);
    expect(fault).not.toContain('canary');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Env, Logger, Metrics } from '#libs/platform';
import { CircuitBreakers, OutboundHttp } from '#libs/platform/outbound';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { ENotasAuthority } from '../../../libs/fiscal/authorities/enotas.authority.js';
import { FocusNfeAuthority } from '../../../libs/fiscal/authorities/focus-nfe.authority.js';
import { fiscalAuthorityContract } from '../../../libs/fiscal/testing/fiscal-authority.contract.js';
import { Correios } from '../../../libs/shipping/carriers/correios.js';
import { MelhorEnvio } from '../../../libs/shipping/carriers/melhor-envio.js';
import type { ShippingCarrier } from '../../../libs/shipping/core/shipping.ports.js';

const env = {
  CIRCUIT_BREAKER_THRESHOLD: 50,
  CIRCUIT_BREAKER_TIMEOUT: 60_000,
  CIRCUIT_BREAKER_COOLDOWN: 30_000,
} as Env;
const logger = new Logger('silent');
const CODE = 'AA123456785BR';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const outbound = () => {
  const metrics = new Metrics();
  return new OutboundHttp(new CircuitBreakers(env, metrics), metrics);
};

/** The adapters and the sandbox were written from the fact sheets, neither from the other: here they meet. */
describe('our authorities', () => {
  fiscalAuthorityContract('Focus NFe', async () => {
    const of = (key: string) => new FocusNfeAuthority(outbound(), `${sandbox.url}/focusnfe`, key);
    return { authority: of(SANDBOX_KEYS.focusnfe.token), stranger: of('a-key-of-nobody') };
  });

  fiscalAuthorityContract('eNotas', async () => {
    const of = (key: string) => new ENotasAuthority(outbound(), `${sandbox.url}/enotas`, key);
    return { authority: of(SANDBOX_KEYS.enotas.apiKey), stranger: of('a-key-of-nobody') };
  });
});

const melhorEnvio = () =>
  new MelhorEnvio(
    outbound(),
    { baseUrl: `${sandbox.url}/melhorenvio`, token: SANDBOX_KEYS.melhorenvio.token, contact: 'loja@shop.example' },
    logger,
  );
const correios = () => {
  const { user, accessCode, postingCard: card } = SANDBOX_KEYS.correios;
  const services = [
    { code: '03298', name: 'PAC' },
    { code: '03220', name: 'SEDEX' },
  ];
  return new Correios(outbound(), { baseUrl: `${sandbox.url}/correios`, user, accessCode, card, services }, logger);
};

describe.each<['melhorenvio' | 'correios', () => ShippingCarrier]>([
  ['melhorenvio', melhorEnvio],
  ['correios', correios],
])('our carrier %s', (name, open) => {
  let carrier: ShippingCarrier;
  beforeAll(() => {
    carrier = open();
  });
  const quote = async (weightGrams: number, toCep = '20040002') => {
    const box = { lengthCm: 22, widthCm: 17, heightCm: 11, weightGrams };
    const outcome = await carrier.quote({ fromCep: '01001000', toCep, box });
    if (outcome.kind !== 'quoted') throw new Error(outcome.failure);
    return outcome.quotes;
  };
  const control = () => sandbox.control.of[name];

  it('reads PAC and SEDEX, and takes more for a heavier box and a longer way', async () => {
    const [light, heavy, far] = [await quote(600), await quote(1_600), await quote(600, '60160230')];

    const named = light.map(({ carrier }) => carrier);
    expect(named).toEqual(expect.arrayContaining(['Correios PAC', 'Correios SEDEX']));
    for (const [at, { price, days }] of light.entries()) {
      expect(heavy[at]?.price).toBeGreaterThan(price);
      expect(far[at]?.price).toBeGreaterThan(price);
      expect(far[at]?.days).toBeGreaterThan(days);
    }
  });

  it('leaves out the service that does not go there', async () => {
    control().inject({ kind: 'service-unavailable', code: name === 'correios' ? '03220' : '2' });

    expect((await quote(600)).map(({ service }) => service)).not.toContain('SEDEX');
    control().clearFaults();
  });

  it('follows a parcel to the door', async () => {
    if (name === 'melhorenvio') sandbox.control.of.melhorenvio.act('buy', CODE);
    control().act('post', CODE);
    const states = async () => {
      const outcome = await carrier.track([{ trackingNumber: CODE, reference: null }]);
      if (outcome.kind !== 'told') throw new Error(outcome.failure);
      return outcome.parcels.get(CODE)?.steps.map(({ state }) => state) ?? [];
    };

    expect(await states()).toContain('POSTED');
    expect(await states()).not.toContain('DELIVERED');
    control().act('deliver', CODE);
    expect(await states()).toContain('DELIVERED');
  });
});

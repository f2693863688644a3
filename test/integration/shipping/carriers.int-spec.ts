import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { type Env, Logger, Metrics } from '#libs/platform';
import { CircuitBreakers, OutboundHttp } from '#libs/platform/outbound';

import { Correios } from '../../../libs/shipping/carriers/correios.js';
import { MelhorEnvio } from '../../../libs/shipping/carriers/melhor-envio.js';
import type { ShippingCarrier } from '../../../libs/shipping/core/shipping.ports.js';
import { shippingCarrierContract } from '../../../libs/shipping/testing/shipping-carrier.contract.js';
import { FakeCarriers } from '../../support/fake-carriers.js';

const env = {
  CIRCUIT_BREAKER_THRESHOLD: 5,
  CIRCUIT_BREAKER_TIMEOUT: 60_000,
  CIRCUIT_BREAKER_COOLDOWN: 30_000,
} as Env;
const box = { lengthCm: 22, widthCm: 17, heightCm: 11, weightGrams: 600 };
const question = { fromCep: '01001000', toCep: '20040002', box };
const failed = (failure: string) => ({ kind: 'failed', failure });

describe("carriers' adapters", () => {
  let fake: FakeCarriers;
  let http: OutboundHttp;
  const logger = new Logger('silent');

  beforeEach(async () => {
    fake = await FakeCarriers.start();
    const metrics = new Metrics();
    http = new OutboundHttp(new CircuitBreakers(env, metrics), metrics);
  });

  const worldOf = (carrier: ShippingCarrier) => ({
    carrier,
    break: (how: FakeCarriers['mode']) => void (fake.mode = how),
    parcel: (number: string, way: 'posted' | 'delivered') => fake.parcel(number, way),
  });

  const opensItsBreaker = async (carrier: ShippingCarrier) => {
    fake.mode = 'down';
    for (let i = 0; i < 5; i++) expect(await carrier.quote(question)).toEqual(failed('UNAVAILABLE'));
    const before = fake.calls.length;
    expect(await carrier.quote(question)).toEqual(failed('UNAVAILABLE'));
    expect(fake.calls).toHaveLength(before);
  };

  describe('Melhor Envio', () => {
    const melhorEnvio = () =>
      new MelhorEnvio(http, { baseUrl: fake.url, token: 'me-token', contact: 'loja@shop.example' }, logger);

    shippingCarrierContract(() => worldOf(melhorEnvio()));

    it('is asked in kilograms and centimetres, with a name and an address that answer for the call', async () => {
      await melhorEnvio().quote(question);
      expect(fake.calls).toHaveLength(1);
      expect(fake.calls[0]).toMatchObject({
        method: 'POST',
        path: '/api/v2/me/shipment/calculate',
        headers: { authorization: 'Bearer me-token', 'user-agent': 'Comanda (loja@shop.example)' },
        body: {
          from: { postal_code: '01001000' },
          to: { postal_code: '20040002' },
          volumes: [{ height: 11, width: 17, length: 22, weight: 0.6 }],
        },
      });
    });

    it('may answer for one service without an array', async () => {
      fake.nextBody = JSON.stringify({ name: 'PAC', price: '18.08', delivery_time: 6, company: { name: 'Correios' } });
      expect(await melhorEnvio().quote(question)).toEqual({
        kind: 'quoted',
        quotes: [{ carrier: 'Correios PAC', service: 'PAC', price: 1_808, days: 6 }],
      });
    });

    it.each([
      ['a price that is none', { price: 'free', delivery_time: 6 }],
      ['a price of nothing', { price: '0.00', delivery_time: 6 }],
      ['a price in fractions of a centavo', { price: '18.085', delivery_time: 6 }],
      ['no time', { price: '18.08' }],
    ])('is not believed when it tells %s', async (_, offer) => {
      fake.nextBody = JSON.stringify([{ name: 'PAC', company: { name: 'Correios' }, ...offer }]);
      expect(await melhorEnvio().quote(question)).toEqual(failed('MISUNDERSTOOD'));
    });

    it('is asked by its own id once it has told it', async () => {
      fake.parcel('AA123456785BR', 'posted');
      const first = await melhorEnvio().track([{ trackingNumber: 'AA123456785BR', reference: null }]);
      if (first.kind !== 'told') throw new Error(first.failure);
      const reference = first.parcels.get('AA123456785BR')?.reference ?? null;
      expect(reference).toBe('me-AA123456785BR');
      await melhorEnvio().track([{ trackingNumber: 'AA123456785BR', reference }]);
      expect(fake.callsTo(/search/)).toHaveLength(1);
      expect(fake.callsTo(/tracking/)).toHaveLength(2);
    });

    it('is left alone while its breaker is open', () => opensItsBreaker(melhorEnvio()));
  });

  describe('Correios', () => {
    const settings = () => ({
      baseUrl: fake.url,
      user: 'loja',
      accessCode: 'access-code',
      card: '0067599079',
      services: [
        { code: '03298', name: 'PAC' },
        { code: '03220', name: 'SEDEX' },
      ],
    });
    const correios = (more: object = {}) => new Correios(http, { ...settings(), ...more }, logger);

    shippingCarrierContract(() => worldOf(correios()));

    it('is asked in grams, for the prices of the contract that the postage card stands for', async () => {
      await correios().quote(question);
      expect(fake.callsTo(/^\/preco/)[0]?.body).toEqual({
        idLote: '1',
        parametrosProduto: ['03298', '03220'].map((coProduto, i) => ({
          coProduto,
          nuRequisicao: String(i + 1),
          nuContrato: '9912345678',
          nuDR: 20,
          cepOrigem: '01001000',
          cepDestino: '20040002',
          psObjeto: '600',
          tpObjeto: '2',
          comprimento: '22',
          largura: '17',
          altura: '11',
        })),
      });
      expect(fake.callsTo(/^\/prazo/)[0]?.body.parametrosPrazo).toHaveLength(2);
    });

    it('is asked for one token by many at once, and not again while it is good', async () => {
      const carrier = correios();
      await Promise.all(Array.from({ length: 10 }, () => carrier.quote(question)));
      await carrier.quote(question);
      expect(fake.callsTo(/^\/token/)).toHaveLength(1);
    });

    it('is asked for another token once when it takes the old one no more, and no one sees it', async () => {
      const carrier = correios();
      await carrier.quote(question);
      fake.expireTokens();
      const outcomes = await Promise.all([carrier.quote(question), carrier.quote(question)]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['quoted', 'quoted']);
      expect(fake.callsTo(/^\/token/)).toHaveLength(2);
    });

    it('is asked for another token before the old one expires', async () => {
      const carrier = correios();
      await carrier.quote(question);
      jest.useFakeTimers({ now: Date.now() + 23.9 * 3_600_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
      try {
        expect(await carrier.quote(question)).toMatchObject({ kind: 'quoted' });
      } finally {
        jest.useRealTimers();
      }
      expect(fake.callsTo(/^\/token/)).toHaveLength(2);
    });

    it('gives up at a token that it will not give, without asking again and again', async () => {
      expect(await correios({ accessCode: 'of-last-year' }).quote(question)).toEqual(failed('REFUSED'));
      expect(fake.calls).toHaveLength(1);
    });

    it('says of a parcel that came back that it came back, whatever else it says', async () => {
      fake.parcel('AA123456785BR', 'returned');
      const outcome = await correios().track([{ trackingNumber: 'AA123456785BR', reference: null }]);
      if (outcome.kind !== 'told') throw new Error(outcome.failure);
      expect(outcome.parcels.get('AA123456785BR')?.steps.map(({ state }) => state)).toEqual([
        'RETURNED',
        'IN_TRANSIT',
        'POSTED',
      ]);
    });

    it('is left alone while its breaker is open', () => opensItsBreaker(correios()));
  });
});

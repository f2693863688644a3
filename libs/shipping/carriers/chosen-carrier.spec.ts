import { describe, expect, it } from '@jest/globals';

import { Logger, readEnv } from '#libs/platform';
import type { OutboundHttp, OutboundRequest } from '#libs/platform/outbound';

import { carrierOf } from './chosen-carrier.js';

const BASE = { DATABASE_URL: 'postgres://a:b@localhost/c', JWT_SECRET: 'f3b1c97a5e0d4826b7a91c3e5f7082d4c6a8e0b2' };
const MELHOR_ENVIO = {
  SHIPPING_PROVIDER: 'melhorenvio',
  SHIPPING_API_KEY: 'a-long-token',
  SHIPPING_SENDER_CEP: '01001-000',
};
const CORREIOS = {
  ...MELHOR_ENVIO,
  SHIPPING_PROVIDER: 'correios',
  CORREIOS_USER: 'loja',
  CORREIOS_CARTAO_POSTAGEM: '0067599079',
};
const box = { lengthCm: 16, widthCm: 11, heightCm: 2, weightGrams: 300 };

/** The first call that the carrier of this environment makes for a quote. */
async function firstCall(env: Record<string, string>): Promise<OutboundRequest | undefined> {
  const calls: OutboundRequest[] = [];
  const http = { send: (request: OutboundRequest) => (calls.push(request), new Promise(() => undefined)) };
  const { carrier, senderCep } = carrierOf(
    readEnv({ ...BASE, ...env }),
    http as unknown as OutboundHttp,
    new Logger('silent'),
  );
  void carrier?.quote({ fromCep: senderCep, toCep: '20040002', box });
  await Promise.resolve();
  return calls[0];
}
const faultsOf = (env: Record<string, string>): string => {
  try {
    readEnv({ ...BASE, ...env });
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('the carrier of an environment', () => {
  it('is none when none is named', () => {
    expect(carrierOf(readEnv(BASE), {} as OutboundHttp, new Logger('silent'))).toMatchObject({ carrier: null });
  });

  it.each([
    ['Melhor Envio', MELHOR_ENVIO, {}, 'https://sandbox.melhorenvio.com.br/api/v2/me/shipment/calculate'],
    [
      'Melhor Envio',
      MELHOR_ENVIO,
      { NODE_ENV: 'production' },
      'https://melhorenvio.com.br/api/v2/me/shipment/calculate',
    ],
    ['Correios', CORREIOS, {}, 'https://apihom.correios.com.br/token/v1/autentica/cartaopostagem'],
    ['Correios', CORREIOS, { NODE_ENV: 'production' }, 'https://api.correios.com.br/token/v1/autentica/cartaopostagem'],
    [
      'Correios',
      CORREIOS,
      { SHIPPING_BASE_URL: 'http://localhost:1/' },
      'http://localhost:1/token/v1/autentica/cartaopostagem',
    ],
  ])('%s is asked at its own address, by what kind of process asks', async (_, env, more, url) => {
    expect((await firstCall({ ...env, ...more }))?.url).toBe(url);
  });

  it('is told who answers for the calls: the address for it, or that of the mails', async () => {
    const agent = async (more: Record<string, string>) =>
      (await firstCall({ ...MELHOR_ENVIO, ...more }))?.headers?.['User-Agent'];
    expect(await agent({ MAILER_FROM_EMAIL: 'Loja <oi@loja.example>' })).toBe('Comanda (oi@loja.example)');
    expect(await agent({ SHIPPING_CONTACT_EMAIL: 'frete@loja.example', MAILER_FROM_EMAIL: 'a@b.example' })).toBe(
      'Comanda (frete@loja.example)',
    );
    expect(await agent({ FRONTEND_URL: 'https://loja.example' })).toBe('Comanda (contato@loja.example)');
  });

  it('is refused when it is configured by halves, without a word of what was given', () => {
    const { CORREIOS_USER, CORREIOS_CARTAO_POSTAGEM, ...alone } = CORREIOS;
    expect(faultsOf({ SHIPPING_PROVIDER: 'correios' })).toMatch(/SHIPPING_API_KEY is missing/);
    expect(faultsOf(alone)).toMatch(/CORREIOS_USER and CORREIOS_CARTAO_POSTAGEM are missing/);
    expect(faultsOf({ ...alone, CORREIOS_USER })).toMatch(/CORREIOS_CARTAO_POSTAGEM is missing/);
    expect(faultsOf({ ...alone, CORREIOS_CARTAO_POSTAGEM })).toMatch(/CORREIOS_USER is missing/);
    expect(faultsOf({ ...CORREIOS, CORREIOS_CARTAO_POSTAGEM: '12' })).toMatch(/CORREIOS_CARTAO_POSTAGEM/);
    expect(faultsOf({ ...CORREIOS, CORREIOS_SERVICES: '3298=PAC' })).toMatch(/CORREIOS_SERVICES/);
    expect(faultsOf({ ...CORREIOS, CORREIOS_SERVICES: '03298=PAC, 03220=SEDEX' })).toBe('');
  });
});

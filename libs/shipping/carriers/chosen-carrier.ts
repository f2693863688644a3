import { type Env, Logger } from '#libs/platform';
import { OutboundHttp } from '#libs/platform/outbound';

import { ChosenCarrier, type ShippingCarrier } from '../core/shipping.ports.js';
import { Correios } from './correios.js';
import { MelhorEnvio } from './melhor-envio.js';

const HOSTS = {
  melhorenvio: { production: 'https://melhorenvio.com.br', sandbox: 'https://sandbox.melhorenvio.com.br' },
  correios: { production: 'https://api.correios.com.br', sandbox: 'https://apihom.correios.com.br' },
} as const;

/** The carrier that the environment names, at its address there. */
export function carrierOf(env: Env, http: OutboundHttp, logger: Logger): ChosenCarrier {
  return {
    carrier: adapterOf(env, http, logger),
    senderCep: env.SHIPPING_SENDER_CEP ?? '',
    quoteTtlMs: env.CACHE_ENABLED ? env.SHIPPING_QUOTE_TTL : 0,
  };
}

function adapterOf(env: Env, http: OutboundHttp, logger: Logger): ShippingCarrier | null {
  const { SHIPPING_PROVIDER: provider, SHIPPING_API_KEY: apiKey = '' } = env;
  if (!provider) return null;
  const host = HOSTS[provider][env.NODE_ENV === 'production' ? 'production' : 'sandbox'];
  const baseUrl = (env.SHIPPING_BASE_URL ?? host).replace(/\/+$/, '');
  if (provider === 'melhorenvio') {
    return new MelhorEnvio(http, { baseUrl, token: apiKey, contact: contactOf(env) }, logger);
  }
  const { CORREIOS_USER: user = '', CORREIOS_CARTAO_POSTAGEM: card = '', CORREIOS_SERVICES: services } = env;
  return new Correios(http, { baseUrl, user, accessCode: apiKey, card, services }, logger);
}

function contactOf(env: Env): string {
  const given = env.SHIPPING_CONTACT_EMAIL ?? env.MAILER_FROM_EMAIL;
  return given ? (/<([^>]+)>/.exec(given)?.[1] ?? given) : `contato@${new URL(env.FRONTEND_URL).hostname}`;
}

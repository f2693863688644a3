import type { Clock } from '#libs/kernel';
import type { Env } from '#libs/platform';
import type { OutboundHttp } from '#libs/platform/outbound';

import { type PaymentGateway, PaymentGateways } from '../core/payments.ports.js';
import { MidtransGateway } from './midtrans/midtrans-gateway.js';
import { OpenPixGateway } from './openpix/openpix-gateway.js';
import { WOOVI_PUBLIC_KEY } from './openpix/woovi-public-key.js';
import { ProPayGateway } from './propay/propay-gateway.js';

/** One gateway for each set of keys in the environment. A gateway that serves no method any more still answers for its old charges. */
export class ConfiguredGateways extends PaymentGateways {
  private constructor(
    readonly all: readonly PaymentGateway[],
    private readonly pix: string,
  ) {
    super();
  }

  static async load(env: Env, http: OutboundHttp, clock: Clock): Promise<ConfiguredGateways> {
    const { PIX_PROVIDER: pix, PROPAY_URL: propay } = env;
    const gateways = [
      midtrans(env, http),
      proPay(env, http, clock),
      openPix(env, http, clock),
      await stripe(env, http),
    ];
    return new ConfiguredGateways(
      gateways.filter((gateway) => gateway !== null),
      pix ?? (propay ? 'propay' : 'openpix'),
    );
  }

  forMethod(method: string): PaymentGateway | null {
    const able = this.all.filter(({ methods }) => methods.includes(method));
    return able.find(({ name }) => method !== 'pix' || name === this.pix) ?? null;
  }

  named(name: string): PaymentGateway | null {
    return this.all.find((gateway) => gateway.name === name) ?? null;
  }
}

function midtrans(env: Env, http: OutboundHttp) {
  const { MIDTRANS_SERVER_KEY: serverKey, MIDTRANS_CLIENT_KEY: publishableKey, MIDTRANS_BASE_URL: url, NODE_ENV } = env;
  if (serverKey === undefined) return null;
  const stage = NODE_ENV === 'production' ? '' : 'sandbox.';
  const base = url?.replace(/\/+$/, '');
  const snapUrl = `${base ?? `https://app.${stage}midtrans.com`}/snap/v1`;
  const coreUrl = `${base ?? `https://api.${stage}midtrans.com`}/v2`;
  return new MidtransGateway(http, { serverKey, publishableKey, snapUrl, coreUrl });
}

function proPay(env: Env, http: OutboundHttp, clock: Clock) {
  const { PROPAY_URL: url, GO_TO_PROPAY_SECRET: outboundSecret, PROPAY_TO_GO_SECRET: inboundSecret } = env;
  if (url === undefined || outboundSecret === undefined || inboundSecret === undefined) return null;
  return new ProPayGateway(http, { url, outboundSecret, inboundSecret, timeoutMs: env.PROPAY_TIMEOUT }, clock);
}

function openPix(env: Env, http: OutboundHttp, clock: Clock) {
  const { OPENPIX_APP_ID: appId, OPENPIX_BASE_URL: url } = env;
  if (appId === undefined) return null;
  const webhookPublicKey = env.OPENPIX_WEBHOOK_PUBLIC_KEY ?? WOOVI_PUBLIC_KEY;
  return new OpenPixGateway(
    http,
    { appId, url, webhookPublicKey, webhookSecret: env.OPENPIX_WEBHOOK_SECRET ?? null },
    clock,
  );
}

/** Stripe's package is a large one: who has no key for it does not load it. */
async function stripe(env: Env, http: OutboundHttp) {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_BASE_URL: url } = env;
  const { STRIPE_PUBLISHABLE_KEY: publishableKey } = env;
  if (secretKey === undefined || webhookSecrets === undefined) return null;
  const { StripeGateway } = await import('./stripe/stripe-gateway.js');
  return new StripeGateway(http, { secretKey, publishableKey, url, webhookSecrets });
}

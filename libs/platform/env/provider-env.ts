import { createPublicKey } from 'node:crypto';

import { z } from 'zod';

import { isCnpj } from '../http/validation/cnpj.js';
import { duration, url, wholeNumber } from './env-forms.js';

const key = (form: string) => z.string().min(8).max(512).describe(form);
const base = (form: string) => url(/^https?$/, form);
const digits = (count: number, form: string) =>
  z
    .string()
    .transform((text) => text.replace(/\D/g, ''))
    .pipe(z.string().length(count))
    .describe(form);
/** Since July 2026 its first twelve places may be letters. */
const cnpj = (form: string) =>
  z
    .string()
    .transform((text) => text.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .pipe(
      z
        .string()
        .regex(/^[0-9A-Z]{12}\d{2}$/)
        .refine(isCnpj),
    )
    .describe(form);
const publicKey = (form: string) =>
  z
    .string()
    .refine((text) => {
      try {
        return createPublicKey(Buffer.from(text, 'base64')).asymmetricKeyType === 'rsa';
      } catch {
        return false;
      }
    })
    .describe(form);
const list = (form: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().min(8)).min(1).max(2))
    .describe(form);

const services = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim().split('=')))
  .pipe(
    z
      .array(z.tuple([z.string().regex(/^\d{5}$/), z.string().trim().min(1).max(40)]))
      .min(1)
      .max(5),
  )
  .transform((pairs) => pairs.map(([code, name]) => ({ code, name })))
  .describe("one to five of your contract's services as code=name, such as 03298=PAC,03220=SEDEX");

/** Gateways, carriers, authorities and mailers. All are optional; one that is configured by halves stops the process at start. */
export const providerVariables = {
  /** Unset: Midtrans' sandbox, and its production hosts when NODE_ENV=production. Set: `<url>/snap/v1` and `<url>/v2`. */
  MIDTRANS_BASE_URL: base('a URL such as https://api.sandbox.midtrans.com').optional(),
  MIDTRANS_SERVER_KEY: key("the server key of your Midtrans account's dashboard").optional(),
  MIDTRANS_CLIENT_KEY: key("the client key of your Midtrans account's dashboard").optional(),
  PROPAY_URL: base("ProPay's address, such as https://propay.example").optional(),
  GO_TO_PROPAY_SECRET: key('the secret that signs our calls to ProPay').optional(),
  PROPAY_TO_GO_SECRET: key('the secret that signs the webhooks of ProPay').optional(),
  PROPAY_TIMEOUT: duration('5s', { most: '5m' }),
  OPENPIX_APP_ID: key('the AppID of your OpenPix account').optional(),
  OPENPIX_BASE_URL: base('a URL such as https://api.openpix.com.br').default('https://api.openpix.com.br'),
  /**
   * HMAC secret of the webhook, beside the RSA signature that every OpenPix webhook carries. Unset: what a webhook says is asked for before
   * it counts, since the RSA key is the same for all of Woovi's customers.
   */
  OPENPIX_WEBHOOK_SECRET: key('the HMAC secret of your OpenPix webhook').optional(),
  /** Base64 of the PEM that verifies OpenPix' signatures; theirs when unset. */
  OPENPIX_WEBHOOK_PUBLIC_KEY: publicKey('the base64 of a PEM public key').optional(),
  /** Which gateway `pix` means; unset: ProPay when it is configured, else OpenPix. */
  PIX_PROVIDER: z.enum(['propay', 'openpix']).optional().describe('propay or openpix'),
  /** For the payer's browser; shown by GET /shops/:outlet_id. */
  STRIPE_PUBLISHABLE_KEY: key("the publishable key of your Stripe account's dashboard").optional(),
  STRIPE_SECRET_KEY: key("the secret key of your Stripe account's dashboard").optional(),
  /** One, or two while the secret is being rotated. */
  STRIPE_WEBHOOK_SECRET: list(
    'the signing secret of your Stripe webhook; two, comma-separated, during a rotation',
  ).optional(),
  STRIPE_BASE_URL: base('a URL such as https://api.stripe.com').default('https://api.stripe.com'),
  /** How long an online order may stay unpaid, and a gateway's charge open. */
  PAYMENT_TTL: duration('60m'),
  CIRCUIT_BREAKER_THRESHOLD: wholeNumber(5, 1, 1000),
  CIRCUIT_BREAKER_TIMEOUT: duration('60s', { most: '24h' }),
  CIRCUIT_BREAKER_COOLDOWN: duration('30s', { most: '24h' }),
  RESEND_API_KEY: key('the API key of your Resend account').optional(),
  RESEND_BASE_URL: base('a URL such as https://api.resend.com').default('https://api.resend.com'),
  SHIPPING_PROVIDER: z.enum(['melhorenvio', 'correios']).optional().describe('melhorenvio or correios'),
  SHIPPING_API_KEY: key("the token of your carrier's account").optional(),
  SHIPPING_SENDER_CEP: digits(8, 'the CEP that parcels leave from, such as 01310-100').optional(),
  /** Unset: the provider's own hosts (its sandbox unless NODE_ENV=production). */
  SHIPPING_BASE_URL: base('a URL such as https://sandbox.melhorenvio.com.br').optional(),
  /** How long a carrier's quote counts as fresh. */
  SHIPPING_QUOTE_TTL: duration('15m'),
  /** Melhor Envio asks for an address in every call; unset: MAILER_FROM_EMAIL. */
  SHIPPING_CONTACT_EMAIL: z.email().optional().describe('an e-mail address that your carrier may write to'),
  CORREIOS_USER: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('your id of "Meu Correios"; SHIPPING_API_KEY is its access code'),
  CORREIOS_CARTAO_POSTAGEM: digits(10, 'the number of your postage card (cartão de postagem), 10 digits').optional(),
  /** Product codes depend on the contract. */
  CORREIOS_SERVICES: services.default([
    { code: '03298', name: 'PAC' },
    { code: '03220', name: 'SEDEX' },
  ]),
  NFE_PROVIDER: z.enum(['focusnfe', 'enotas']).optional().describe('focusnfe or enotas'),
  NFE_API_KEY: key("the token of your fiscal provider's account").optional(),
  NFE_CNPJ: cnpj('the CNPJ that issues the invoices, such as 11.222.333/0001-81').optional(),
  NFE_AMBIENTE: z.enum(['homologacao', 'producao']).default('homologacao').describe('homologacao or producao'),
  /** Unset: the provider's own hosts, by NFE_AMBIENTE. */
  NFE_BASE_URL: base('a URL such as https://homologacao.focusnfe.com.br').optional(),
};

/** Variables that make sense together alone. */
const TOGETHER: readonly (readonly string[])[] = [
  ['MIDTRANS_SERVER_KEY', 'MIDTRANS_CLIENT_KEY'],
  ['PROPAY_URL', 'GO_TO_PROPAY_SECRET', 'PROPAY_TO_GO_SECRET'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['SHIPPING_PROVIDER', 'SHIPPING_API_KEY', 'SHIPPING_SENDER_CEP'],
  ['CORREIOS_USER', 'CORREIOS_CARTAO_POSTAGEM'],
  ['NFE_PROVIDER', 'NFE_API_KEY', 'NFE_CNPJ'],
];

/** What each mail needs besides its own server. */
const MAILERS = ['SMTP_URL', 'RESEND_API_KEY'];

/** Providers that are configured by halves, and settings that contradict each other: a line each, without any value. */
export function providerFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = [];
  for (const names of TOGETHER) {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) continue;
    const there = names.filter((name) => given[name] !== undefined);
    faults.push(
      ...missing.map((name) => `${name} is missing: ${there.join(' and ')} need${there.length > 1 ? '' : 's'} it`),
    );
  }
  for (const name of ['OPENPIX_WEBHOOK_SECRET', 'OPENPIX_WEBHOOK_PUBLIC_KEY']) {
    if (given[name] && !given['OPENPIX_APP_ID']) faults.push(`OPENPIX_APP_ID is missing: ${name} needs it`);
  }
  for (const mailer of MAILERS) {
    if (given[mailer] && !given['MAILER_FROM_EMAIL']) {
      faults.push(`MAILER_FROM_EMAIL is missing: with ${mailer} it should be the sender of mails`);
      break;
    }
  }
  const [outbound, inbound] = [given['GO_TO_PROPAY_SECRET'], given['PROPAY_TO_GO_SECRET']];
  if (outbound !== undefined && outbound === inbound) {
    faults.push('GO_TO_PROPAY_SECRET and PROPAY_TO_GO_SECRET must differ: each signs one direction');
  }
  if (given['SHIPPING_PROVIDER'] === 'correios' && !given['CORREIOS_USER'] && !given['CORREIOS_CARTAO_POSTAGEM'])
    faults.push('CORREIOS_USER and CORREIOS_CARTAO_POSTAGEM are missing: SHIPPING_PROVIDER names correios');
  const pix = given['PIX_PROVIDER'];
  if (pix === 'propay' && !given['PROPAY_URL']) faults.push('PROPAY_URL is missing: PIX_PROVIDER names propay');
  if (pix === 'openpix' && !given['OPENPIX_APP_ID'])
    faults.push('OPENPIX_APP_ID is missing: PIX_PROVIDER names openpix');
  return faults;
}

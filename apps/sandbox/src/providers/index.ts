import { correios } from './correios/correios.js';
import { enotas } from './enotas/enotas.js';
import { focusnfe } from './focusnfe/focusnfe.js';
import { melhorenvio } from './melhorenvio/melhorenvio.js';
import { midtrans } from './midtrans/midtrans.js';
import { openpix } from './openpix/openpix.js';
import { propay } from './propay/propay.js';
import { resend } from './resend/resend.js';
import { stripe } from './stripe/stripe.js';

/** Every provider of the sandbox, by its path prefix. */
export const PROVIDERS = {
  midtrans,
  propay,
  openpix,
  stripe,
  melhorenvio,
  correios,
  focusnfe,
  enotas,
  resend,
} as const;

type Kinds = typeof PROVIDERS;
export type Providers = { readonly [Name in keyof Kinds]: ReturnType<Kinds[Name]['create']> };

import { z } from 'zod';

import { centsOfDotted } from './decimals.js';

const cents = z.union([z.string(), z.number()]).transform((amount, context) => {
  const value = centsOfDotted(String(amount));
  if (value !== null && value > 0) return value;
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});
const days = z.number().int().min(0).max(365);

const offer = z
  .object({
    name: z.string().min(1),
    company: z.object({ name: z.string().min(1) }),
    price: cents.optional(),
    custom_price: cents.optional(),
    delivery_time: days.optional(),
    custom_delivery_time: days.optional(),
  })
  .transform(({ name, company, ...numbers }, context) => {
    const price = numbers.custom_price ?? numbers.price;
    const time = numbers.custom_delivery_time ?? numbers.delivery_time;
    if (price !== undefined && time !== undefined) return { name, company: company.name, price, days: time };
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  });
/** A service that does not go there says so in `error`, beside those that do. */
const unavailable = z.object({ error: z.string().min(1) }).transform(() => null);

/** One service alone may come without its array. */
export const calculation = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((one) => [one])])
  .pipe(z.array(z.union([unavailable, offer])));

const found = z.object({ id: z.string().min(1), tracking: z.string().nullish(), self_tracking: z.string().nullish() });
export const search = z.union([z.array(found), z.object({ data: z.array(found) }).transform(({ data }) => data)]);

const instant = z.string().nullish();
const trackedOrder = z.object({ status: z.string(), posted_at: instant, delivered_at: instant });
export type MelhorEnvioTracking = z.output<typeof trackedOrder>;
const nothing = (): Record<string, MelhorEnvioTracking> => ({});
/** By order id. PHP writes an empty map as an empty array. */
export const trackings = z.union([z.record(z.string(), trackedOrder), z.array(z.unknown()).max(0).transform(nothing)]);

export const refusal = z.object({ errors: z.record(z.string(), z.unknown()).optional() });

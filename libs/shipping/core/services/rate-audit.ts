import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { ShippingRate } from '../model/shipping-rate.js';

export const rateAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted',
  rate: ShippingRate,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId: rate.outletId,
  actor: actorRef(actor),
  action: `shipping_rate.${verb}`,
  subjectType: 'shipping_rate',
  subjectId: rate.id,
  details: { carrier: rate.carrier, service: rate.service, ...details },
});

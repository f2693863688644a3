import { type Actor, actorRef, type AuditEntry } from '#libs/kernel';

import type { Coupon } from '../model/coupon.js';

export const couponAudit = (
  actor: Actor,
  verb: 'created' | 'updated' | 'deleted',
  coupon: Coupon,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry => ({
  outletId: coupon.outletId,
  actor: actorRef(actor),
  action: `coupon.${verb}`,
  subjectType: 'coupon',
  subjectId: coupon.id,
  details: { code: coupon.code, ...details },
});

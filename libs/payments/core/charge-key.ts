import type { Attempt } from './payment-attempts.js';
import type { ChargeKey } from './payment-gateway.js';

/** A payment as its gateway is asked about it. */
export const chargeKeyOf = ({ payment, presentation }: Attempt): ChargeKey => ({
  paymentId: payment.id,
  reference: payment.reference,
  currency: payment.currency,
  openedAt: payment.createdAt,
  presentation,
});

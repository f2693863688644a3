import type { Payable } from '#libs/payments';

import type { Order } from './order.js';

/** What payments need to know of an order. */
export const payableOf = ({ view }: Order): Payable => ({
  id: view.id,
  outletId: view.outletId,
  currency: view.currency,
  label: view.number,
  sessionId: view.tableSessionId,
  customerId: view.customerId,
});

export {
  type BillPart,
  CARD_TYPES,
  type CardType,
  isTenderMethod,
  type OpenedPayment,
  PAYMENT_STATUSES,
  type PaymentStatus,
  type PaymentView,
  TENDER_METHODS,
  type TenderMethod,
} from '#libs/payments';

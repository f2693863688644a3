import { chargedOf, EXCHANGE, type PaidHow, type PaymentView } from './payment-view.js';
import { paymentFixed, retenderNoDrawer, sameTender, tenderUnexpected } from './payments.errors.js';
import { type CardType, chooseTender, type Tender, TENDER_METHODS, type TenderMethod } from './tender.js';

/** What a payment can turn out to have been paid by: a gateway knows itself what it charged. */
export const RETENDER_METHODS = ['cash', ...TENDER_METHODS] as const;
export type RetenderMethod = (typeof RETENDER_METHODS)[number];

/** What somebody says that a payment was paid by. */
export interface RetenderWish {
  readonly method: RetenderMethod;
  /** May be absent where the outlet has one tender of that method. */
  readonly tenderId?: string;
  readonly reference?: string;
  readonly last4?: string;
  readonly cardType?: CardType;
}

export const paidHow = ({ method, tender, reference, tendered, change }: PaidHow): PaidHow => ({
  method,
  tender,
  reference,
  tendered,
  change,
});

const isCash = (wish: RetenderWish): wish is RetenderWish & { readonly method: 'cash' } => wish.method === 'cash';

/**
 * What a payment is paid by from now on; `day` is the business date of a slip that is booked for it. Cash is taken to have been handed over to the
 * coin: nobody knows of any change. Throws `TENDER_UNEXPECTED` (400), and what {@link chooseTender} throws.
 */
export function paidBy(view: PaymentView, wish: RetenderWish, tenders: readonly Tender[], day: string): PaidHow {
  const { tenderId, reference = null, last4 = null, cardType = null } = wish;
  if (isCash(wish)) {
    if (tenderId !== undefined || reference !== null || last4 !== null || cardType !== null) throw tenderUnexpected();
    return { method: 'cash', tender: null, reference: null, tendered: chargedOf(view), change: 0 };
  }
  const { id, name, fiscalCode, method } = chooseTender(tenders, { ...wish, method: wish.method as TenderMethod });
  const tender = { id, name, fiscalCode, day, last4, cardType };
  return { method, tender, reference, tendered: null, change: null };
}

/**
 * Throws `PAYMENT_FIXED` (409) for a gateway's payment, one that nobody has seen the money of, and one of which something went back; `SAME_TENDER`
 * and `RETENDER_NO_DRAWER` (422).
 */
export function assertRetenderable(view: PaymentView, how: PaidHow): void {
  const { status, gateway, refundPending, tipPending, refundedTip, shiftId } = view;
  const isWhole = status === 'PAID' && refundPending + tipPending + refundedTip === 0;
  if (gateway !== null || view.method === EXCHANGE || !isWhole) throw paymentFixed(view);
  if (view.method === how.method && view.tender?.id === how.tender?.id) throw sameTender(how.method);
  if (how.method === 'cash' && shiftId === null) throw retenderNoDrawer();
}

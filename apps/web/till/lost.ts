import type { Schemas } from '../shared/api.js';
import type { Means } from './means.js';
import { paymentsBy } from './tenders.js';

type Order = Schemas['OrderResponse'];
type Details = Schemas['OrderDetailsResponse'];

/** An attempt whose answer was lost: what it was, so that the server can be asked what became of it. */
export interface Lost {
  readonly kind: 'sale' | 'order' | 'payment' | 'addition';
  readonly orderId: string;
  readonly key: string;
  /** Of cash: what was handed over for the bill, without the tip. */
  readonly tendered: number | null;
  /** What had been paid, and how many lines there were, before it. */
  readonly paidBefore: number;
  readonly linesBefore: number;
  /** Of a payment by tender: its method, and how many there were of it before. */
  readonly tender?: { readonly method: string; readonly before: number };
}

/** What there was before a payment whose answer was lost. */
export const stateBefore = (by: Means, order?: Order | Details): Pick<Lost, 'tendered' | 'tender'> =>
  by.kind === 'cash'
    ? { tendered: by.tendered - by.tip }
    : { tendered: null, tender: { method: by.tender.method, before: order ? paymentsBy(by.tender.method, order) : 0 } };

/** Whether what the server has is what was asked of it. */
export function hasHappened(
  { kind, paidBefore, linesBefore, tender }: Pick<Lost, 'kind' | 'paidBefore' | 'linesBefore' | 'tender'>,
  order: Pick<Order, 'id' | 'paid_amount'> & {
    readonly items: readonly unknown[];
    readonly payments?: Details['payments'];
  },
): boolean {
  if (tender && kind === 'payment') return paymentsBy(tender.method, order) > tender.before;
  if (kind === 'payment') return order.paid_amount > paidBefore;
  return kind === 'addition' ? order.items.length > linesBefore : true;
}

/** Whether the money of what was lost is still to be seen. */
export const waitsAfter = ({ tender }: Lost, order: Details): boolean =>
  tender !== undefined && paymentsBy(tender.method, order, ['PENDING']) > 0;

import type { OutletSettings } from '#libs/outlets';
import type { PaymentStatus, PaymentView } from '#libs/payments';

import type { OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';

/** What a receipt is made of. `servedBy` and `cashier` are names of staff: who took the order, and in whose shift money was taken last. */
export interface ReceiptSources {
  readonly order: OrderState;
  readonly lines: readonly OrderLine[];
  readonly outlet: OutletSettings;
  readonly payments: readonly PaymentView[];
  readonly servedBy: string | null;
  readonly cashier: string | null;
}

const TAKEN: readonly PaymentStatus[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'];

/** Payments whose money was taken, whether or not it went back since. */
export const capturedOf = (payments: readonly PaymentView[]): PaymentView[] =>
  payments.filter(({ status }) => TAKEN.includes(status));

import type { Locale } from '#libs/identity';
import type { MinorUnits } from '#libs/kernel';
import type { SoldOrder } from '#libs/ordering';

import type { NotificationKind } from './notification.js';

export type { Locale } from '#libs/identity';

/** An order, and who writes to whom about it. */
export interface OrderToTell {
  readonly order: SoldOrder;
  readonly shop: { readonly name: string; readonly address: string | null; readonly phone: string | null };
  readonly reader: Reader;
}

export interface Reader {
  readonly name: string | null;
  readonly locale: Locale;
}

export interface ParcelToTell {
  readonly trackingNumber: string;
  readonly carrier: string | null;
}

interface AboutOrder<Kind extends NotificationKind> {
  readonly kind: Kind;
  readonly told: OrderToTell;
}

/** What a mail is about, and all that its template needs to know. */
export type MailMessage =
  | AboutOrder<'ORDER_PLACED' | 'ORDER_CANCELLED' | 'ORDER_EXPIRED'>
  | (AboutOrder<'PAYMENT_RECEIVED'> & { readonly amount: MinorUnits })
  /** All that was given back for the order until then. */
  | (AboutOrder<'PAYMENT_REFUNDED' | 'PAYMENT_LATE'> & { readonly inAll: MinorUnits })
  | (AboutOrder<'ORDER_SHIPPED'> & { readonly parcel: ParcelToTell })
  | { readonly kind: 'PASSWORD_RESET'; readonly reader: Reader; readonly token: string }
  | { readonly kind: 'EMAIL_CHANGED'; readonly reader: Reader };

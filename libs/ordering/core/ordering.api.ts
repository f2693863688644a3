import type { Actor, BasisPoints, MinorUnits } from '#libs/kernel';

import type { OrderPaymentStatus, OrderStatus, OrderType } from './model/order-status.js';
import type { OrderWire } from './model/order-wire.js';

export interface StatusChange {
  readonly orderId: string;
  /** Given: bump this line alone. */
  readonly itemId?: string;
  readonly status: OrderStatus;
}

/** An order that is still to be paid: what a closing shift lists. */
export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly currency: string;
}

/** A line of a sale with its share of every component of the bill. Amounts are minor units. */
export interface SoldLine {
  readonly productId: string;
  readonly sku: string | null;
  readonly name: string;
  /** Of one piece with its modifiers; times `quantity` it is `subtotal`. */
  readonly unitPrice: MinorUnits;
  readonly quantity: number;
  readonly subtotal: MinorUnits;
  readonly discount: MinorUnits;
  /** All its pieces are on the house, or its own discount leaves nothing; not so where the bill's discount does. */
  readonly isGivenAway: boolean;
  readonly serviceCharge: MinorUnits;
  readonly taxRate: BasisPoints;
  /** Part of the price where `taxInclusive`, added to it otherwise. */
  readonly tax: MinorUnits;
}

/** An order as an invoice tells it: voided lines are left out, and the lines sum to the bill in every component. */
export interface SoldOrder {
  readonly id: string;
  readonly outletId: string;
  readonly number: string;
  readonly type: OrderType;
  readonly status: OrderStatus;
  readonly paymentStatus: OrderPaymentStatus;
  readonly customerId: string | null;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly lines: readonly SoldLine[];
  readonly subtotal: MinorUnits;
  readonly discountTotal: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  readonly rounding: MinorUnits;
  readonly totalAmount: MinorUnits;
  /** It was settled and is open to change again: what it will be is not known yet. */
  readonly isReopened: boolean;
}

export abstract class OrderingApi {
  /** What `PATCH /orders/:id/status` and its line form do, with the same answer and the same refusals: kitchen tablets bump over their socket. */
  abstract changeStatus(actor: Actor, change: StatusChange): Promise<OrderWire>;

  /** Unsettled orders of an outlet, oldest first, 200 at most. */
  abstract openOrders(outletId: string): Promise<OpenOrder[]>;

  /** An order for its invoice, asked for by somebody who may see it or in the name of its outlet. Throws `ORDER_NOT_FOUND` (404). */
  abstract sold(orderId: string, by: Actor | { readonly outletId: string }): Promise<SoldOrder>;
}

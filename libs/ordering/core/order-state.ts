import type { ActorRef, MinorUnits } from '#libs/kernel';
import type { CouponTerms } from '#libs/promotions';

import type { Discount, PricingRules } from './order-pricing.js';
import type { OrderPaymentStatus, OrderStatus, OrderType } from './order-status.js';

export interface OrderState {
  readonly id: string;
  readonly outletId: string;
  readonly number: string;
  readonly type: OrderType;
  readonly status: OrderStatus;
  readonly paymentStatus: OrderPaymentStatus;
  readonly tableId: string | null;
  readonly tableName: string | null;
  readonly tableSessionId: string | null;
  readonly customerId: string | null;
  readonly placedBy: ActorRef;
  readonly note: string | null;
  readonly currency: string;
  readonly rules: PricingRules;
  readonly discount: Discount | null;
  readonly couponCode: string | null;
  /** What the coupon takes off, as it was when the order was placed; a later change of the coupon never re-prices a bill. */
  readonly coupon: CouponTerms | null;
  readonly subtotal: MinorUnits;
  /** Coupon and discount together. */
  readonly discountTotal: MinorUnits;
  readonly couponDiscount: MinorUnits;
  readonly serviceCharge: MinorUnits;
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  /** What rounding cash to the smallest coin has added so far; part of `totalAmount`. */
  readonly rounding: MinorUnits;
  readonly totalAmount: MinorUnits;
  readonly paidAmount: MinorUnits;
  readonly refundedAmount: MinorUnits;
  readonly splitFrom: string | null;
  readonly mergedInto: string | null;
  readonly businessDate: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An entry of the order's history: who did what, when, why, and who approved. */
export interface OrderChange {
  readonly id: string;
  readonly action: string;
  readonly itemId: string | null;
  readonly fromStatus: OrderStatus | null;
  readonly toStatus: OrderStatus | null;
  readonly actor: ActorRef;
  readonly reason: string | null;
  readonly approvedBy: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Act {
  readonly actor: ActorRef;
  readonly at: Date;
  readonly reason?: string | null;
  readonly approvedBy?: string | null;
}

export type OrderDraft = Pick<
  OrderState,
  | 'id'
  | 'outletId'
  | 'number'
  | 'type'
  | 'tableId'
  | 'tableName'
  | 'tableSessionId'
  | 'customerId'
  | 'placedBy'
  | 'note'
  | 'currency'
  | 'rules'
  | 'businessDate'
> &
  Partial<Pick<OrderState, 'couponCode' | 'coupon' | 'shippingTotal'>>;

/** Stock that a voided line sets free, and whether the kitchen had begun: then it is lost, not returned. */
export interface FreedStock {
  readonly productId: string;
  readonly quantity: number;
  readonly as: 'RETURN' | 'WASTE';
}

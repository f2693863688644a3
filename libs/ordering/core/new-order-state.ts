import type { Discount } from './order-pricing.js';
import type { OrderDraft, OrderState } from './order-state.js';

/** An order of which nothing is priced, made or paid yet. */
export function newOrderState(
  draft: OrderDraft,
  at: Date,
  discount: Discount | null,
  splitFrom: string | null,
): OrderState {
  return {
    ...draft,
    status: 'NEW',
    paymentStatus: 'PENDING',
    discount,
    couponCode: draft.couponCode ?? null,
    coupon: draft.coupon ?? null,
    subtotal: 0,
    discountTotal: 0,
    couponDiscount: 0,
    serviceCharge: 0,
    taxTotal: 0,
    shippingTotal: draft.shippingTotal ?? 0,
    rounding: 0,
    totalAmount: 0,
    paidAmount: 0,
    refundedAmount: 0,
    splitFrom,
    mergedInto: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

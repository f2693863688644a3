import { leftOf } from './line-terms.js';
import { isActive, type OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';
import { isReopened } from './settlement.js';
import type { SoldOrder } from '../ordering.api.js';

/** What invoices may know of an order. */
export const soldOrderOf = (order: OrderState, lines: readonly OrderLine[]): SoldOrder => ({
  id: order.id,
  outletId: order.outletId,
  number: order.number,
  type: order.type,
  status: order.status,
  paymentStatus: order.paymentStatus,
  customerId: order.customerId,
  currency: order.currency,
  taxInclusive: order.rules.taxInclusive,
  lines: lines.filter(isActive).map((line) => ({
    productId: line.productId,
    sku: line.sku,
    name: line.name,
    unitPrice: line.unitPrice + line.modifiersTotal,
    quantity: line.quantity,
    subtotal: line.subtotal,
    isGivenAway: line.subtotal > 0 && leftOf(line) === 0,
    discount: line.discount,
    serviceCharge: line.serviceCharge,
    taxRate: line.taxRate,
    tax: line.tax,
  })),
  subtotal: order.subtotal,
  discountTotal: order.discountTotal,
  serviceCharge: order.serviceCharge,
  taxTotal: order.taxTotal,
  shippingTotal: order.shippingTotal,
  rounding: order.rounding,
  totalAmount: order.totalAmount,
  isReopened: isReopened(order),
});

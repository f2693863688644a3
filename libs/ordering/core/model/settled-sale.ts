import { sum } from '#libs/kernel';

import { compedPieces } from './line-terms.js';
import type { OrderLine } from './order-line.js';
import type { OrderState } from './order-state.js';

/**
 * A bill as it was settled, before it was reopened: what reports counted it as, for them to take off. Kept in its history, in the words of the
 * views that are published of orders. `lines` are those that were sold.
 */
export const settledSale = (order: OrderState, lines: readonly OrderLine[]) => ({
  settlement: order.settlement,
  settled_at: order.settledAt?.toISOString() ?? null,
  tax_inclusive: order.rules.taxInclusive,
  gross_sales: order.subtotal,
  discounts: order.discountTotal,
  line_discounts: sum(lines.map(({ ownDiscount }) => ownDiscount)),
  comps: sum(lines.map(({ comped }) => comped)),
  service_charge: order.serviceCharge,
  tax: order.taxTotal,
  shipping: order.shippingTotal,
  rounding: order.rounding,
  billed: order.totalAmount,
  items_count: sum(lines.map(({ quantity }) => quantity)),
  lines: lines.map((line) => ({
    id: line.id,
    product_id: line.productId,
    quantity: line.quantity,
    subtotal: line.subtotal,
    discount: line.discount,
    line_discount: line.ownDiscount,
    comped: line.comped,
    comped_quantity: compedPieces(line),
    service_charge: line.serviceCharge,
    tax: line.tax,
    total: line.total,
  })),
});

import { newId } from '#libs/kernel';

import { Order } from '../core/model/order.js';
import type { OrderLine } from '../core/model/order-line.js';
import type { HoldReason } from '../core/model/order-status.js';
import type { PricingRules } from '../core/model/order-pricing.js';
import type { Act } from '../core/model/order-state.js';

const AT = new Date('2026-11-21T05:00:00Z');

export const anAct = (reason?: string): Act => ({
  actor: { kind: 'user', id: newId(), role: 'WAITER' },
  at: AT,
  reason,
});

/** A line that matters by its name, price and pieces alone. */
export const aLine = (name: string, unitPrice: number, quantity = 1, more: Partial<OrderLine> = {}): OrderLine => ({
  id: newId(),
  position: 1,
  productId: newId(),
  sku: null,
  name,
  unitPrice,
  modifiers: [],
  modifiersTotal: 0,
  quantity,
  refundedQuantity: 0,
  note: null,
  station: 'kitchen',
  seat: null,
  course: null,
  holdReason: null,
  firedAt: null,
  addedBy: null,
  addedAt: null,
  version: 0,
  unitCost: null,
  prep: null,
  taxRate: 1000,
  takesStock: true,
  status: 'NEW',
  voidReason: null,
  splitFrom: null,
  keptDiscount: null,
  terms: null,
  subtotal: unitPrice * quantity,
  discount: 0,
  ownDiscount: 0,
  comped: 0,
  serviceCharge: 0,
  tax: 0,
  total: unitPrice * quantity,
  ...more,
});

/** `anOrder().with('Nasi Goreng', 30_000, 2).placed()`: what a test does not state does not matter to it. */
export function anOrder(rules: PricingRules = { taxInclusive: true, serviceChargeRate: 0 }) {
  const lines: OrderLine[] = [];
  const builder = {
    with: (name: string, unitPrice: number, quantity = 1, more: Partial<OrderLine> = {}) => {
      lines.push(aLine(name, unitPrice, quantity, more));
      return builder;
    },
    placed: (
      more: {
        outletId?: string;
        tableSessionId?: string;
        customerId?: string;
        id?: string;
        number?: string;
        holdReason?: HoldReason;
      } = {},
    ): Order =>
      Order.place(
        {
          id: more.id ?? newId(),
          outletId: more.outletId ?? newId(),
          number: more.number ?? 'JKT-261121-0001',
          type: 'DINE_IN',
          tableId: null,
          tableName: null,
          tableSessionId: more.tableSessionId ?? null,
          customerId: more.customerId ?? null,
          placedBy: { kind: 'user', id: newId(), role: 'WAITER' },
          note: null,
          currency: 'IDR',
          rules,
          businessDate: '2026-11-21',
          holdReason: more.holdReason ?? null,
        },
        lines,
        AT,
      ),
  };
  return builder;
}

import { newId, SYSTEM } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';
import type { PaymentView } from '#libs/payments';

import { Order } from '../core/model/order.js';
import type { OrderLine } from '../core/model/order-line.js';
import type { Discount } from '../core/model/order-pricing.js';
import type { OrderDraft } from '../core/model/order-state.js';
import type { ReceiptSources } from '../core/model/receipt-sources.js';

import { aLine } from './an-order.js';

export const AT = new Date('2026-11-21T07:03:00Z');

export const aCafe: OutletSettings = {
  id: '01900000-0000-7000-8000-00000000000a',
  name: 'Kopi Senja',
  country: 'ID',
  currency: 'IDR',
  locale: 'id',
  timeZone: 'Asia/Jakarta',
  businessDayCutoff: '04:00',
  taxRate: 1000,
  taxInclusive: false,
  serviceChargeRate: 500,
  serviceChargeTypes: ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'],
  cashRounding: 100,
  orderPrefix: 'JKT',
  cashDifferenceLimit: 50_000,
  paymentMethods: ['cash'],
  address: 'Jl. Sabang No. 18\nJakarta Pusat 10340',
  taxNumber: '01.234.567.8-021.000',
  phone: '+62 21 555 0101',
  fireOn: 'PAID',
  maxUnpaidOrders: 3,
  maxPiecesPerLine: 99,
  maxPiecesPerOrder: 200,
  heldStockPercent: 50,
  guestOrders: 'DIRECT',
  themeAccent: null,
  themeLogoUrl: null,
  languages: ['en', 'id', 'pt-BR'],
  tipsTo: 'SERVER',
  tablesNeedCleaning: false,
  lingerMinutes: null,
  tipPresets: [10, 15, 20],
  close: 'ONE_STEP',
};

export const aShop: OutletSettings = {
  ...aCafe,
  id: '01900000-0000-7000-8000-00000000000b',
  name: 'Empório São João',
  country: 'BR',
  currency: 'BRL',
  locale: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  taxRate: 825,
  taxInclusive: true,
  serviceChargeRate: 0,
  cashRounding: 5,
  orderPrefix: 'SP',
  address: 'Rua Augusta, 1500',
  taxNumber: '11.222.333/0001-81',
  phone: null,
};

/** A line priced with its modifiers. */
export const aDish = (given: Partial<OrderLine> = {}): OrderLine => {
  const { name = 'Es Kopi Susu', unitPrice = 25_000, quantity = 1, modifiers = [] } = given;
  const modifiersTotal = modifiers.reduce((total, modifier) => total + modifier.priceDelta * modifier.quantity, 0);
  const subtotal = (unitPrice + modifiersTotal) * quantity;
  return aLine(name, unitPrice, quantity, { ...given, modifiersTotal, subtotal });
};

export function anOrderAt(outlet: OutletSettings, lines: readonly OrderLine[], draft: Partial<OrderDraft> = {}): Order {
  const whole: OrderDraft = {
    id: '01900000-0000-7000-8000-0000000000c1',
    outletId: outlet.id,
    number: `${outlet.orderPrefix}-0042`,
    type: 'DINE_IN',
    tableId: null,
    tableName: '4',
    tableSessionId: null,
    customerId: null,
    placedBy: SYSTEM,
    note: null,
    currency: outlet.currency,
    rules: { taxInclusive: outlet.taxInclusive, serviceChargeRate: outlet.serviceChargeRate },
    businessDate: '2026-11-21',
    ...draft,
  };
  return Order.place(whole, lines, AT);
}

export const discounted = (order: Order, discount: Discount): Order => {
  order.applyDiscount(discount, { actor: SYSTEM, at: AT });
  return order;
};

/** Cash for all that is due, or a share of it, as the payments module would take it. */
export function paidInCash(order: Order, given: Partial<PaymentView> = {}): PaymentView {
  const { rounding = 0, amount = order.amountDue + rounding } = given;
  const payment: PaymentView = {
    id: newId(),
    orderId: order.view.id,
    outletId: order.view.outletId,
    shiftId: newId(),
    method: 'cash',
    status: 'PAID',
    amount,
    rounding,
    refundedAmount: 0,
    refundPending: 0,
    tip: 0,
    tipTo: null,
    refundedTip: 0,
    tipPending: 0,
    appliedAmount: amount,
    currency: order.view.currency,
    tendered: null,
    change: null,
    gateway: null,
    reference: null,
    tender: null,
    expiresAt: null,
    paidAt: null,
    isGivenUp: false,
    part: null,
    review: null,
    createdBy: null,
    createdAt: new Date(AT.getTime() + 45 * 60_000),
    ...given,
  };
  order.paid(payment, { actor: SYSTEM, at: AT });
  return payment;
}

export const sourcesOf = (
  order: Order,
  outlet: OutletSettings,
  payments: readonly PaymentView[] = [],
): ReceiptSources => ({
  order: order.view,
  lines: order.lines,
  outlet,
  payments,
  servedBy: 'Wayan',
  cashier: 'Siti Rahma',
});

/** Two drinks with modifiers, a long name, a discount, and cash with change. */
export function aCafeReceipt(): ReceiptSources {
  const option = { optionId: newId(), group: 'Susu', quantity: 1 };
  const order = discounted(
    anOrderAt(aCafe, [
      aDish({
        quantity: 2,
        note: 'sedikit es, tanpa gula',
        modifiers: [
          { ...option, name: 'Oat milk', priceDelta: 5_000 },
          { ...option, name: 'Extra shot', quantity: 2, priceDelta: 4_000 },
        ],
      }),
      aDish({ name: 'Nasi Goreng Kampung Spesial dengan Telur Mata Sapi', unitPrice: 48_500 }),
      aDish({ name: 'Air mineral', unitPrice: 8_000, quantity: 3, taxRate: 0 }),
    ]),
    { type: 'PERCENT', rate: 1000, reason: 'regular' },
  );
  const rounding = -(order.amountDue % 100);
  const cash = paidInCash(order, { rounding, tendered: 200_000, change: 200_000 - order.amountDue - rounding });
  return sourcesOf(order, aCafe, [cash]);
}

/** A bill of São Paulo that is half paid. */
export function aShopBill(): ReceiptSources {
  const order = anOrderAt(
    aShop,
    [
      aDish({ name: 'Pão de queijo', unitPrice: 650, quantity: 4, taxRate: 825 }),
      aDish({ name: 'Açaí na tigela 500 ml', unitPrice: 2890, taxRate: 1200, note: 'sem granola' }),
    ],
    { type: 'TAKEAWAY', tableName: null, note: 'embalar para presente' },
  );
  return sourcesOf(order, aShop, [paidInCash(order, { amount: 3000 })]);
}

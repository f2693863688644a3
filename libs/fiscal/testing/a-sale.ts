import { newId } from '#libs/kernel';
import type { SoldLine, SoldOrder } from '#libs/ordering';
import type { PaymentView } from '#libs/payments';

import { DEFAULT_SETTINGS, type FiscalSettings } from '../core/model/fiscal-settings.js';
import { type InvoiceFacts, invoiceOf, modelOf } from '../core/model/invoice-of.js';
import type { Invoice } from '../core/model/invoice.js';

export const SALE_AT = new Date('2026-11-20T15:00:00Z');
export const CPF = '52998224725';
export const CNPJ = '11222333000181';

export const ANA = { name: 'Ana Souza', email: 'ana@example.com', cpf: CPF };
export const HER_ADDRESS = {
  street: 'Avenida Paulista',
  number: '1578',
  complement: null,
  district: 'Bela Vista',
  city: 'São Paulo',
  state: 'SP',
  cep: '01310200',
};

export const aSoldLine = (more: Partial<SoldLine> = {}): SoldLine => {
  const line = { unitPrice: 1850, quantity: 1, discount: 0, serviceCharge: 0, tax: 0, ...more };
  return {
    productId: newId(),
    sku: 'CAFE-1',
    name: 'Café coado',
    taxRate: 0,
    isGivenAway: false,
    subtotal: line.unitPrice * line.quantity,
    ...line,
  };
};

const total = (lines: readonly SoldLine[], part: 'subtotal' | 'discount' | 'serviceCharge' | 'tax') =>
  lines.reduce((sum, line) => sum + line[part], 0);

/** A paid sale whose figures follow from its lines. */
export function aSale(lines: readonly SoldLine[] = [aSoldLine()], more: Partial<SoldOrder> = {}): SoldOrder {
  const { taxInclusive = true, shippingTotal = 0, rounding = 0 } = more;
  const parts = {
    subtotal: total(lines, 'subtotal'),
    discountTotal: total(lines, 'discount'),
    serviceCharge: total(lines, 'serviceCharge'),
    taxTotal: total(lines, 'tax'),
  };
  return {
    id: newId(),
    outletId: newId(),
    number: 'SPO-261120-0001',
    type: 'TAKEAWAY',
    status: 'DONE',
    paymentStatus: 'PAID',
    customerId: null,
    currency: 'BRL',
    taxInclusive,
    lines,
    ...parts,
    shippingTotal,
    rounding,
    totalAmount:
      parts.subtotal -
      parts.discountTotal +
      parts.serviceCharge +
      (taxInclusive ? 0 : parts.taxTotal) +
      shippingTotal +
      rounding,
    isReopened: false,
    ...more,
  };
}

export const aPayment = (amount: number, method = 'cash', more: Partial<PaymentView> = {}): PaymentView => ({
  id: newId(),
  orderId: newId(),
  outletId: newId(),
  shiftId: null,
  method,
  status: 'PAID',
  amount,
  rounding: 0,
  refundedAmount: 0,
  refundPending: 0,
  tip: 0,
  tipTo: null,
  refundedTip: 0,
  tipPending: 0,
  appliedAmount: amount,
  gateway: null,
  reference: null,
  tender: null,
  expiresAt: null,
  paidAt: SALE_AT,
  isGivenUp: false,
  part: null,
  review: null,
  currency: 'BRL',
  tendered: null,
  change: null,
  createdBy: null,
  createdAt: SALE_AT,
  ...more,
});

/** Everything a document needs, of a sale that is complete; a test says what is not. */
export function factsOf(
  order: SoldOrder,
  more: Partial<InvoiceFacts> & { set?: Partial<FiscalSettings> } = {},
): InvoiceFacts {
  const { set, ...given } = more;
  const isKnown = order.customerId !== null;
  return {
    model: modelOf(order),
    order,
    payments: [aPayment(order.totalAmount)],
    taxation: new Map(order.lines.map(({ productId }) => [productId, { ncm: '09012100', cfop: '5102' }])),
    buyer: isKnown ? ANA : null,
    delivery: isKnown ? HER_ADDRESS : null,
    settings: { ...DEFAULT_SETTINGS, state: 'SP', companyId: '484FB0C5-969E-46AD-A047-8A0DB54667B4', ...set },
    installation: { environment: 'HOMOLOGACAO', cnpj: CNPJ },
    needsCompanyId: false,
    at: SALE_AT,
    timeZone: 'America/Sao_Paulo',
    ...given,
  };
}

/** A document that is complete; throws with what is missing otherwise. */
export function anInvoice(order: SoldOrder = aSale(), more: Parameters<typeof factsOf>[1] = {}): Invoice {
  const draft = invoiceOf(factsOf(order, more));
  if ('faults' in draft) throw new Error(JSON.stringify(draft.faults));
  return draft.invoice;
}

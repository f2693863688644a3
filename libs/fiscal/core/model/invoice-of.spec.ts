import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId, sum, SYSTEM } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { Order } from '../../../ordering/core/model/order.js';
import { toQuoteWire } from '../../../ordering/core/model/order-wire.js';
import { receiptOf } from '../../../ordering/presentation/receipt.js';
import { soldOrderOf } from '../../../ordering/core/model/sold-order.js';
import { anOrder } from '../../../ordering/testing/an-order.js';
import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aPayment, aSale, aSoldLine, anInvoice, factsOf, HER_ADDRESS, SALE_AT } from '../../testing/a-sale.js';
import { type InvoiceFacts, invoiceOf, modelOf, referenceOf } from './invoice-of.js';

const online = { type: 'ONLINE', customerId: newId() } as const;
const faultsOf = (facts: InvoiceFacts): string[] => {
  const draft = invoiceOf(facts);
  return 'faults' in draft ? draft.faults.map(({ code }) => code) : [];
};

/** Any basket: prices with modifiers, either way of tax, service charge, discounts, shipping and a coin that does not exist. */
const basket = fc.record({
  lines: fc.array(
    fc.record({
      unitPrice: fc.integer({ min: 1, max: 500_000 }),
      modifiersTotal: fc.integer({ min: 0, max: 20_000 }),
      quantity: fc.integer({ min: 1, max: 40 }),
      taxRate: fc.constantFrom(0, 700, 1200, 1800),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  rules: fc.record({ taxInclusive: fc.boolean(), serviceChargeRate: fc.constantFrom(0, 1000, 1300) }),
  discount: fc.option(
    fc.oneof(
      fc.record({
        type: fc.constant('PERCENT' as const),
        rate: fc.integer({ min: 1, max: 9_999 }),
        reason: fc.constant('x'),
      }),
      fc.record({
        type: fc.constant('FIXED' as const),
        amount: fc.integer({ min: 1, max: 90_000 }),
        reason: fc.constant('x'),
      }),
    ),
  ),
  shipping: fc.integer({ min: 0, max: 9_999 }),
  rounding: fc.integer({ min: -4, max: 4 }),
  cash: fc.boolean(),
});

function sold({
  lines,
  rules,
  discount,
  shipping,
  rounding,
  cash,
}: typeof basket extends fc.Arbitrary<infer T> ? T : never) {
  const builder = anOrder(rules);
  lines.forEach(({ unitPrice, quantity, ...more }, i) =>
    builder.with(`Item ${i}`, unitPrice, quantity, { ...more, subtotal: (unitPrice + more.modifiersTotal) * quantity }),
  );
  const placed = builder.placed();
  if (discount) placed.applyDiscount(discount, { actor: SYSTEM, at: SALE_AT });
  const quote = {
    ...placed.view,
    shippingTotal: shipping,
    totalAmount: placed.view.totalAmount + shipping,
    currency: 'BRL',
  };
  const order = Order.restore(quote, placed.lines);
  const due = order.amountDue;
  const [first, rest] = [Math.floor(due / 3), due - Math.floor(due / 3)];
  const step = cash && rest + rounding > 0 ? rounding : 0;
  const payments = [aPayment(first, 'pix'), aPayment(rest + step, cash ? 'cash' : 'credit_card', { rounding: step })];
  payments.forEach((payment) => order.paid(payment, { actor: SYSTEM, at: SALE_AT }));
  return { quote, order, payments };
}

describe('the invoice of an order', () => {
  it('leaves out what was given away, and keeps what the discount of the bill makes free', () => {
    const coffee = aSoldLine({ name: 'Coffee', unitPrice: 900 });
    const given = aSoldLine({ name: 'Cake', unitPrice: 700, discount: 700, isGivenAway: true });
    const free = aSoldLine({ name: 'Sugar', unitPrice: 1, discount: 1 });
    const order = aSale([coffee, given, free]);
    const draft = invoiceOf(factsOf(order));

    expect('invoice' in draft && draft.invoice.lines.map(({ description }) => description)).toEqual([
      'Coffee',
      'Sugar',
    ]);
  });

  it('agrees with quote, order and receipt to the centavo in every component, line by line and in all', () => {
    fc.assert(
      fc.property(basket, (drawn) => {
        const { quote, order, payments } = sold(drawn);
        // A coin that is worth more than the goods.
        fc.pre(order.view.rounding + order.view.subtotal - order.view.discountTotal >= 0);
        const receipt = receiptOf({
          order: order.view,
          lines: order.lines,
          outlet: anOutlet({ currency: 'BRL', country: 'BR' }),
          payments,
          servedBy: null,
          cashier: null,
        });
        const wire = toQuoteWire(quote, order.lines, null);
        const invoice = anInvoice(soldOrderOf(order.view, order.lines), { payments });
        const { totals, lines } = invoice;
        const added = receipt.taxIncluded ? 0 : receipt.taxTotal;
        const [up, down] = [Math.max(receipt.rounding, 0), Math.max(-receipt.rounding, 0)];
        const parts = (line: (typeof lines)[number]) => line.gross - line.discount + line.freight + line.other;

        const told = [
          [totals.products, wire.subtotal, receipt.subtotal, sum(lines.map((line) => line.gross))],
          [
            totals.discount,
            wire.discount_total + down,
            receipt.discountTotal + down,
            sum(lines.map((l) => l.discount)),
          ],
          [totals.freight, wire.shipping_total, receipt.shippingTotal, sum(lines.map((line) => line.freight))],
          [totals.other, receipt.serviceCharge + added + up, sum(lines.map((line) => line.other))],
          [totals.tax, wire.tax_total, receipt.taxTotal, sum(lines.map((line) => line.tax))],
          [totals.total, receipt.total, wire.total_amount + receipt.rounding, sum(lines.map(parts))],
          [totals.total, receipt.paidTotal, sum(invoice.payments.map(({ amount }) => amount))],
          ...lines.map((line, i) => [line.gross, line.unitPrice * line.quantity, receipt.lines[i]?.amount]),
        ];
        const apart = told.filter(([one, ...others]) => others.some((other) => other !== one));
        const overdone = lines.filter((line) => line.discount > line.gross || line.discount < 0 || line.other < 0);
        if (apart.length + overdone.length > 0) throw new Error(JSON.stringify({ apart, overdone }));
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });

  it('is a NF-e for who buys online or has it delivered, and a NFC-e over the counter', () => {
    expect(modelOf(online)).toBe('NFE');
    expect(modelOf({ type: 'DELIVERY', customerId: newId() })).toBe('NFE');
    expect(modelOf({ type: 'DELIVERY', customerId: null })).toBe('NFCE');
    expect(modelOf({ type: 'DINE_IN', customerId: newId() })).toBe('NFCE');
  });

  it('has one reference per order, of letters and digits', () => {
    expect(referenceOf('0199a3f0-7c1e-7d6b-8a11-2f3e4d5c6b7a')).toBe('0199a3f07c1e7d6b8a112f3e4d5c6b7a');
  });

  it('names the CPF over the counter when there is one, and nobody when there is none', () => {
    const known = aSale([aSoldLine()], { customerId: newId() });

    expect(anInvoice(known).buyer).toMatchObject({ cpf: '52998224725', address: null });
    expect(anInvoice(aSale()).buyer).toBeNull();
  });

  it('goes to another state under that sale’s own code', () => {
    const sale = aSale([aSoldLine()], online);

    expect(anInvoice(sale, { delivery: { ...HER_ADDRESS, state: 'RJ' } })).toMatchObject({
      destination: 'OTHER_STATE',
      lines: [{ cfop: '6108' }],
    });
    expect(anInvoice(sale)).toMatchObject({ destination: 'SAME_STATE', lines: [{ cfop: '5102' }] });
  });

  it('tells how it was paid by the authority’s codes, the same means together', () => {
    const sale = aSale([aSoldLine({ unitPrice: 10_000 })]);
    const payments = [aPayment(2_000), aPayment(3_000), aPayment(4_000, 'pix'), aPayment(1_000, 'midtrans')];

    expect(
      anInvoice(sale, { payments: [...payments, aPayment(9_999, 'pix', { status: 'EXPIRED' })] }).payments,
    ).toEqual([
      { code: '01', amount: 5_000 },
      { code: '17', amount: 4_000 },
      { code: '99', amount: 1_000 },
    ]);
  });

  it('is not made while anything is missing, and says everything at once', () => {
    const sale = aSale([aSoldLine({ name: 'Bolo' })], online);
    const facts = factsOf(sale, {
      taxation: new Map(),
      buyer: { name: ' ', email: null, cpf: null },
      delivery: { ...HER_ADDRESS, district: ' ', state: 'São Paulo' },
      payments: [],
      needsCompanyId: true,
      set: { companyId: null },
    });

    expect(faultsOf(facts)).toEqual([
      'CPF_MISSING',
      'BUYER_NAME_MISSING',
      'ADDRESS_DISTRICT_MISSING',
      'ADDRESS_STATE_INVALID',
      'NCM_MISSING',
      'CFOP_MISSING',
      'COMPANY_ID_MISSING',
      'PAYMENTS_DIFFER',
    ]);
    expect(faultsOf({ ...facts, buyer: null, delivery: null })).toEqual(
      expect.arrayContaining(['BUYER_MISSING', 'ADDRESS_MISSING']),
    );
  });

  it.each([
    ['josé@loja.example', 'josé@loja.example'],
    ['店@例え.example', null],
    ['łucja@loja.example', null],
    [`${'a'.repeat(48)}@loja.example`, null],
    [`${'a'.repeat(47)}@loja.example`, `${'a'.repeat(47)}@loja.example`],
  ])('leaves an e-mail address out that the authority does not take: %s', (email, told) => {
    const buyer = { name: 'Ana', email, cpf: '52998224725' };

    expect(anInvoice(aSale([aSoldLine()], online), { buyer }).buyer).toMatchObject({ name: 'Ana', email: told });
    expect(anInvoice(aSale([aSoldLine()], { customerId: newId() }), { buyer }).buyer).toMatchObject({ email: told });
  });

  it('takes what is left of a name, a street, a district or a city for missing when it is a single character', () => {
    const sale = aSale([aSoldLine()], online);
    const buyer = { name: '店B', email: null, cpf: '52998224725' };
    const delivery = { ...HER_ADDRESS, street: '路 7', district: 'C', city: 'Ó', number: '9' };

    expect(faultsOf(factsOf(sale, { buyer, delivery }))).toEqual([
      'BUYER_NAME_MISSING',
      'ADDRESS_STREET_MISSING',
      'ADDRESS_DISTRICT_MISSING',
      'ADDRESS_CITY_MISSING',
    ]);
    expect(faultsOf(factsOf(sale, { delivery: { ...HER_ADDRESS, street: 'Ó1', district: 'C5', city: 'Ii' } }))).toEqual(
      [],
    );
  });

  it('takes the outlet’s own code for products that name none', () => {
    const sale = aSale();
    const taxation = new Map([[sale.lines[0]!.productId, { ncm: '09012100', cfop: null }]]);

    expect(anInvoice(sale, { taxation, set: { defaultCfop: '5405' } }).lines).toMatchObject([{ cfop: '5405' }]);
  });

  it('carries no line break, and says the time as the wall shows it', () => {
    const invoice = anInvoice(aSale([aSoldLine({ name: ' Pão\n de\t queijo ' })]));

    expect(invoice.lines[0]?.description).toBe('Pão de queijo');
    expect(invoice.issuedAt).toBe('2026-11-20T12:00:00-03:00');
  });
});

import type { ProductTaxation } from '#libs/catalog';
import { allocate, isBrazilianState, type MinorUnits, sum } from '#libs/kernel';
import type { SoldLine, SoldOrder } from '#libs/ordering';
import type { PaymentView } from '#libs/payments';

import { interstateCfop } from './cfop.js';
import type { FiscalInstallation, FiscalSettings } from './fiscal-settings.js';
import { seriesOf } from './fiscal-settings.js';
import type { FiscalModel, Invoice, InvoiceAddress, InvoiceBuyer, InvoiceLine } from './invoice.js';
import { invoiceText } from './invoice-text.js';
import { localInstant } from './local-instant.js';
import { invoicePayments } from './payment-codes.js';

/** What keeps a document from being sent, for whoever must put it right: where it stands, a code, a sentence. Names no person. */
export interface InvoiceFault {
  readonly code: string;
  readonly message: string;
  /** Of the product, where it is one's. */
  readonly productId?: string;
}

/** Who the document may name. A customer of a counter sale may have given no CPF. */
export interface BuyerFacts {
  readonly name: string | null;
  readonly email: string | null;
  readonly cpf: string | null;
  /** Of a company, which goes before a CPF. */
  readonly cnpj?: string | null;
  readonly stateRegistration?: string | null;
}

export interface InvoiceFacts {
  readonly model: FiscalModel;
  readonly order: SoldOrder;
  readonly payments: readonly PaymentView[];
  readonly taxation: ReadonlyMap<string, ProductTaxation>;
  readonly buyer: BuyerFacts | null;
  /** Where the goods go. */
  readonly delivery: Partial<Record<keyof InvoiceAddress, string | null>> | null;
  readonly settings: FiscalSettings;
  readonly installation: FiscalInstallation;
  readonly needsCompanyId: boolean;
  readonly at: Date;
  readonly timeZone: string;
}

export type InvoiceDraft = { readonly invoice: Invoice } | { readonly faults: readonly InvoiceFault[] };

/** An online or delivered sale to somebody we know is a NF-e; everything else is sold over the counter. */
export const modelOf = ({ type, customerId }: Pick<SoldOrder, 'type' | 'customerId'>): FiscalModel =>
  type === 'ONLINE' || (type === 'DELIVERY' && customerId !== null) ? 'NFE' : 'NFCE';

/** One per order, in letters and digits alone. */
export const referenceOf = (orderId: string): string => orderId.replaceAll('-', '');

/** The document of a paid order, or everything that is missing for it. Its total is the order's, to the centavo, in every component. */
export function invoiceOf(facts: InvoiceFacts): InvoiceDraft {
  const { order, settings, installation, model } = facts;
  const faults: InvoiceFault[] = [];
  const buyer = buyerOf(facts, faults);
  const elsewhere = buyer?.address && settings.state !== null && buyer.address.state !== settings.state;
  const lines = linesOf(facts, Boolean(elsewhere), faults);
  const payments = invoicePayments(facts.payments, order.totalAmount);
  if (facts.needsCompanyId && settings.companyId === null) {
    faults.push({ code: 'COMPANY_ID_MISSING', message: 'The outlet’s fiscal settings need the id of the issuer.' });
  }
  if (order.currency !== 'BRL')
    faults.push({ code: 'CURRENCY_NOT_BRL', message: 'Documents are issued in BRL alone.' });
  const paid = sum(payments.map(({ amount }) => amount));
  if (paid !== order.totalAmount) {
    faults.push({ code: 'PAYMENTS_DIFFER', message: `${paid} was taken for a bill of ${order.totalAmount}.` });
  }
  if (faults.length > 0) return { faults };
  return {
    invoice: {
      reference: referenceOf(order.id),
      model,
      environment: installation.environment,
      issuedAt: localInstant(facts.at, facts.timeZone),
      series: settings.numbering === 'OURS' ? seriesOf(settings, model) : null,
      number: null,
      orderNumber: order.number,
      issuer: {
        cnpj: settings.cnpj ?? installation.cnpj,
        companyId: settings.companyId,
        stateRegistration: settings.stateRegistration,
        regime: settings.regime,
      },
      buyer,
      destination: elsewhere ? 'OTHER_STATE' : 'SAME_STATE',
      presence: model === 'NFE' ? 'INTERNET' : 'IN_PERSON',
      taxes: {
        icmsOrigin: settings.icmsOrigin,
        icms: settings.icmsCode,
        pis: settings.pisCode,
        cofins: settings.cofinsCode,
      },
      lines,
      totals: totalsOf(lines),
      payments,
    },
  };
}

function totalsOf(lines: readonly InvoiceLine[]): Invoice['totals'] {
  const of = (part: 'gross' | 'discount' | 'freight' | 'other' | 'tax') => sum(lines.map((line) => line[part]));
  const totals = { products: of('gross'), discount: of('discount'), freight: of('freight'), other: of('other') };
  const total = totals.products - totals.discount + totals.freight + totals.other;
  return { ...totals, tax: of('tax'), total };
}

/** Freight and the rounding of cash belong to the bill as a whole: they are spread over its lines by what each costs. */
function linesOf({ order, taxation, settings }: InvoiceFacts, elsewhere: boolean, faults: InvoiceFault[]) {
  if (order.lines.length === 0) faults.push({ code: 'NOTHING_SOLD', message: 'The order has no line left.' });
  const sold = linesThatCost(order.lines);
  const nets = sold.map((line) => line.subtotal - line.discount);
  const freights = spread(order.shippingTotal, nets);
  const [up, down] = order.rounding > 0 ? [order.rounding, 0] : [0, -order.rounding];
  const [ups, downs] = [spread(up, nets), spread(down, nets)];
  return sold.map((line, i): InvoiceLine => {
    const { ncm = null, cfop = null } = taxation.get(line.productId) ?? {};
    const own = cfop ?? settings.defaultCfop;
    if (ncm === null) faults.push(productFault('NCM_MISSING', line, 'NCM'));
    if (own === null) faults.push(productFault('CFOP_MISSING', line, 'CFOP'));
    return {
      position: i + 1,
      code: invoiceText(line.sku ?? '', LONGEST_CODE) || line.productId.replaceAll('-', ''),
      description: invoiceText(line.name, LONGEST_DESCRIPTION) || NAMELESS,
      ncm: ncm ?? '',
      cfop: own === null ? '' : elsewhere ? interstateCfop(own) : own,
      unit: 'UN',
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      gross: line.subtotal,
      discount: line.discount + (downs[i] ?? 0),
      freight: freights[i] ?? 0,
      other: line.serviceCharge + (order.taxInclusive ? 0 : line.tax) + (ups[i] ?? 0),
      taxRate: line.taxRate,
      tax: line.tax,
    };
  });
}

/** What was given away is no sale, and not on the invoice; a bill of nothing else has all of it. */
function linesThatCost(lines: InvoiceFacts['order']['lines']): InvoiceFacts['order']['lines'] {
  const costing = lines.filter(({ isGivenAway }) => !isGivenAway);
  return costing.length > 0 ? costing : lines;
}

const LONGEST_CODE = 60;
const LONGEST_DESCRIPTION = 120;
const LONGEST_NAME = 60;
/** Of the names of people, streets, districts and cities. */
const SHORTEST_NAME = 2;
/** What the authority takes for an e-mail address. The document is valid without one. */
const EMAIL = /^[!-~\xa1-\xac\xae-\xff]{1,60}$/;
/** For a product whose name has no character that the authority takes. */
const NAMELESS = 'PRODUTO';

const spread = (amount: MinorUnits, weights: readonly number[]): MinorUnits[] =>
  weights.length === 0 ? [] : allocate(amount, weights);

const productFault = (code: string, line: SoldLine, what: string): InvoiceFault => ({
  code,
  message: `${line.name.replace(/\s+/g, ' ').trim()} has no ${what}.`,
  productId: line.productId,
});

const missing = (code: string, message: string): InvoiceFault => ({ code, message });

function buyerOf({ model, buyer, delivery }: InvoiceFacts, faults: InvoiceFault[]): InvoiceBuyer | null {
  if (model === 'NFCE') {
    if (!buyer?.cnpj && !buyer?.cpf) return null;
    return { name: nameOf(buyer), ...taxNumbersOf(buyer, model), email: emailOf(buyer), address: null };
  }
  if (!buyer) faults.push(missing('BUYER_MISSING', 'A NF-e names its buyer, and this order has no customer.'));
  else if (!buyer.cpf && !buyer.cnpj)
    faults.push(missing('CPF_MISSING', 'The customer has given no CPF, and no CNPJ.'));
  if (buyer && !nameOf(buyer)) faults.push(missing('BUYER_NAME_MISSING', 'The customer has given no name.'));
  const address = addressOf(delivery, faults);
  const numbers = buyer ? taxNumbersOf(buyer, model) : { cpf: null };
  return { name: buyer && nameOf(buyer), ...numbers, email: buyer && emailOf(buyer), address };
}

/** A company is named by its CNPJ alone. The authority takes no state registration on a NFC-e. */
const taxNumbersOf = ({ cpf, cnpj = null, stateRegistration = null }: BuyerFacts, model: FiscalModel) =>
  cnpj === null ? { cpf } : { cpf: null, cnpj, ...(model === 'NFE' && { stateRegistration }) };

const NEEDED = ['street', 'district', 'city', 'state', 'cep'] as const;

function addressOf(given: InvoiceFacts['delivery'], faults: InvoiceFault[]): InvoiceAddress | null {
  if (!given) {
    faults.push(missing('ADDRESS_MISSING', 'A NF-e says where the goods go, and no address is known.'));
    return null;
  }
  for (const part of NEEDED) {
    if (!invoiceName(given[part]))
      faults.push(missing(`ADDRESS_${part.toUpperCase()}_MISSING`, `The address has no ${part}.`));
  }
  const state = (given.state ?? '').trim().toUpperCase();
  if (state !== '' && !isBrazilianState(state)) {
    faults.push(missing('ADDRESS_STATE_INVALID', 'The address needs the two letters of its state.'));
  }
  return {
    street: invoiceName(given.street),
    number: invoiceText(given.number ?? '', LONGEST_NAME) || 'S/N',
    complement: invoiceText(given.complement ?? '', LONGEST_NAME) || null,
    district: invoiceName(given.district),
    city: invoiceName(given.city),
    state,
    cep: (given.cep ?? '').replace(/\D/g, ''),
  };
}

const nameOf = ({ name }: BuyerFacts): string | null => invoiceName(name) || null;

const emailOf = ({ email }: BuyerFacts): string | null => (email !== null && EMAIL.test(email) ? email : null);

/** Empty when too little of it is left for the authority. */
function invoiceName(text: string | null | undefined): string {
  const plain = invoiceText(text ?? '', LONGEST_NAME);
  return plain.length < SHORTEST_NAME ? '' : plain;
}

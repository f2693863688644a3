import type { BasisPoints, MinorUnits } from '#libs/kernel';

/** NFE (model 55): the buyer is identified and far away. NFCE (model 65): sold over the counter. */
export const FISCAL_MODELS = ['NFE', 'NFCE'] as const;
export type FiscalModel = (typeof FISCAL_MODELS)[number];

/** `HOMOLOGACAO` is the authority's test environment: nothing there has fiscal value. */
export const FISCAL_ENVIRONMENTS = ['HOMOLOGACAO', 'PRODUCAO'] as const;
export type FiscalEnvironment = (typeof FISCAL_ENVIRONMENTS)[number];

export interface InvoiceAddress {
  readonly street: string;
  readonly number: string;
  readonly complement: string | null;
  readonly district: string;
  readonly city: string;
  /** The two letters of the state. */
  readonly state: string;
  /** Eight digits. */
  readonly cep: string;
}

export interface InvoiceBuyer {
  readonly name: string | null;
  /** Eleven digits; null for a company. Personal: it stays in the document and goes to the authority, and nowhere else. */
  readonly cpf: string | null;
  /** Of a company that buys: fourteen characters. */
  readonly cnpj?: string | null;
  /** Its inscrição estadual: digits, or ISENTO. Never on a NFC-e. */
  readonly stateRegistration?: string | null;
  readonly email: string | null;
  /** Null over the counter. */
  readonly address: InvoiceAddress | null;
}

/** Codes of the tax tables, the same for every line: the catalogue knows a rate, the accountant knows these. */
export interface TaxCodes {
  /** Origem da mercadoria: 0 is national. */
  readonly icmsOrigin: string;
  /** CST, or CSOSN under Simples Nacional. */
  readonly icms: string;
  readonly pis: string;
  readonly cofins: string;
}

/** One line of an invoice; amounts are centavos. `gross - discount + freight + other` is what it adds to the total. */
export interface InvoiceLine {
  readonly position: number;
  readonly code: string;
  readonly description: string;
  readonly ncm: string;
  readonly cfop: string;
  readonly unit: string;
  readonly quantity: number;
  readonly unitPrice: MinorUnits;
  readonly gross: MinorUnits;
  readonly discount: MinorUnits;
  readonly freight: MinorUnits;
  /** Outras despesas: service charge, tax that was added to the price, what cash was rounded up by. */
  readonly other: MinorUnits;
  readonly taxRate: BasisPoints;
  /** The tax inside the price, told to the consumer (Lei 12.741). */
  readonly tax: MinorUnits;
}

export interface InvoicePayment {
  /** Of the authority's table `tPag`: 01 cash, 03 credit card, 17 dynamic PIX, 18 transfer, 20 static PIX, 99 other. */
  readonly code: string;
  readonly amount: MinorUnits;
  /** What 99 is, in the words of the outlet. */
  readonly description?: string;
}

export interface InvoiceTotals {
  readonly products: MinorUnits;
  readonly discount: MinorUnits;
  readonly freight: MinorUnits;
  readonly other: MinorUnits;
  readonly tax: MinorUnits;
  readonly total: MinorUnits;
}

/** What is sent to the authority, in our own words; kept as it was sent. Numbers are ours, or the provider's when `number` is null. */
export interface Invoice {
  /** One per order, letters and digits: whoever sends it twice has sent it once. */
  readonly reference: string;
  readonly model: FiscalModel;
  readonly environment: FiscalEnvironment;
  /** With the outlet's own offset: `2026-11-20T12:00:00-03:00`. */
  readonly issuedAt: string;
  readonly series: number | null;
  readonly number: number | null;
  readonly orderNumber: string;
  readonly issuer: InvoiceIssuer;
  readonly buyer: InvoiceBuyer | null;
  readonly destination: 'SAME_STATE' | 'OTHER_STATE';
  readonly presence: 'IN_PERSON' | 'INTERNET';
  readonly taxes: TaxCodes;
  readonly lines: readonly InvoiceLine[];
  readonly totals: InvoiceTotals;
  readonly payments: readonly InvoicePayment[];
}

export interface InvoiceIssuer {
  /** Fourteen characters, upper case: since July 2026 the first twelve may be letters. */
  readonly cnpj: string;
  /** The issuer's id at a provider that has one (eNotas). */
  readonly companyId: string | null;
  readonly stateRegistration: string | null;
  readonly regime: TaxRegime | null;
}

export const TAX_REGIMES = ['SIMPLES', 'SIMPLES_EXCESS', 'NORMAL'] as const;
export type TaxRegime = (typeof TAX_REGIMES)[number];

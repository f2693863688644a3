import { cnpj, cpf } from 'cpf-cnpj-validator';

import { HOMOLOGATION_ITEM, HOMOLOGATION_RECIPIENT } from './reasons.js';

/** 55 is NF-e, 65 is NFC-e. */
export type Model = 55 | 65;

export interface SaleItem {
  readonly code: string;
  readonly description: string;
  readonly ncm: string;
  readonly cfop: string;
  readonly quantity: number;
  readonly unitPrice: number;
  /** Cents. */
  readonly gross: number;
}

/** A sale as the tax authority sees it, whichever company hands it in. Amounts are cents; what was left out is not checked. */
export interface Sale {
  readonly model: Model;
  readonly isHomologation: boolean;
  readonly cnpj: string;
  /** The state's letters: `SP`. */
  readonly uf: string;
  readonly issuedAt: number;
  readonly series: number;
  /** Given by the caller; the next one of its series when absent. */
  readonly number?: number;
  readonly recipient?: { readonly name?: string; readonly document?: string; readonly uf?: string };
  /** 1 within the state, 2 to another one, 3 abroad. */
  readonly destination: number;
  readonly isInPerson: boolean;
  readonly items: readonly SaleItem[];
  readonly goods?: number;
  readonly discount: number;
  readonly freight: number;
  readonly total?: number;
  readonly payments: readonly { readonly code: string; readonly cents: number }[];
  readonly change: number;
}

const SKEW_MS = 5 * 60_000;

type Check = (sale: Sale, now: number) => boolean;

/** The checks of the authority that a shop can fail, in the order of their codes' weight; each is true when it fails. */
const CHECKS: readonly (readonly [code: string, fails: Check])[] = [
  ['703', ({ issuedAt }, now) => issuedAt > now + SKEW_MS],
  ['704', ({ model, issuedAt }, now) => model === 65 && issuedAt < now - SKEW_MS],
  ['237', ({ recipient: { document } = {} }) => document?.length === 11 && !cpf.isValid(document)],
  ['208', ({ recipient: { document } = {} }) => document?.length === 14 && !cnpj.isValid(document)],
  [
    '598',
    ({ model, isHomologation, recipient }) =>
      model === 55 && isHomologation && recipient?.name?.toUpperCase() !== HOMOLOGATION_RECIPIENT,
  ],
  [
    '373',
    ({ model, isHomologation, items }) =>
      model === 65 && isHomologation && items[0]?.description.toUpperCase() !== HOMOLOGATION_ITEM,
  ],
  ['732', ({ destination, items }) => destination !== 2 && items.some(({ cfop }) => cfop.startsWith('6'))],
  ['733', ({ destination, items }) => destination !== 1 && items.some(({ cfop }) => cfop.startsWith('5'))],
  ['772', ({ destination, recipient, uf }) => destination === 2 && recipient?.uf === uf],
  ['773', (sale) => sale.destination === 1 && !sale.isInPerson && (sale.recipient?.uf ?? sale.uf) !== sale.uf],
  [
    '629',
    ({ items }) => items.some(({ quantity, unitPrice, gross }) => Math.abs(quantity * unitPrice * 100 - gross) > 1.01),
  ],
  ['564', ({ goods, items }) => goods !== undefined && goods !== grossOf(items)],
  ['610', (sale) => sale.total !== undefined && sale.total !== sumOf(sale)],
  ['865', (sale) => paidBy(sale) < totalOf(sale) && !sale.payments.some(({ code }) => code === '90')],
  ['866', (sale) => paidBy(sale) - sale.change > totalOf(sale)],
];

/** The code of what is wrong with it; undefined when the authority takes it. */
export const faultIn = (sale: Sale, now: number): string | undefined =>
  CHECKS.find(([, fails]) => fails(sale, now))?.[0];

export const totalOf = (sale: Sale): number => sale.total ?? sumOf(sale);

const grossOf = (items: readonly SaleItem[]): number => items.reduce((sum, { gross }) => sum + gross, 0);
const sumOf = ({ items, discount, freight }: Sale): number => grossOf(items) - discount + freight;
const paidBy = ({ payments }: Sale): number => payments.reduce((sum, { cents }) => sum + cents, 0);

import { type MinorUnits, newId } from '#libs/kernel';

import { last4Required, referenceRequired, tenderInactive, tenderNotFound, tenderRequired } from './payments.errors.js';

/** Ways to pay that no gateway stands behind: methods of `POST /orders/:id/pay` that staff record. */
export const TENDER_METHODS = ['card_terminal', 'static_qr', 'bank_transfer', 'voucher', 'other'] as const;
export type TenderMethod = (typeof TENDER_METHODS)[number];

export const isTenderMethod = (method: string): method is TenderMethod =>
  (TENDER_METHODS as readonly string[]).includes(method);

/** `LATER`: the money has to be seen before it counts, in the bank's list of transfers for one. */
export const CONFIRMATIONS = ['NOW', 'LATER'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const CARD_TYPES = ['CREDIT', 'DEBIT'] as const;
export type CardType = (typeof CARD_TYPES)[number];

export interface TenderFields {
  /** As staff choose it and receipts print it: `BCA terminal`. */
  readonly name: string;
  readonly method: TenderMethod;
  /** Whether a payment must name its slip, transfer or voucher. */
  readonly requiresReference: boolean;
  /** Whether a payment must name the last four digits of the card. */
  readonly requiresLast4: boolean;
  /** Whether the drawer opens for it: a slip is put into it. */
  readonly opensDrawer: boolean;
  /** Whether its sum is declared when the drawer is counted. */
  readonly countsInDrawer: boolean;
  readonly confirm: Confirmation;
  /** Whether who takes it must have a shift open. */
  readonly needsShift: boolean;
  readonly refundable: boolean;
  /** A declaration that is off by more needs an approval; null: by anything. */
  readonly differenceLimit: MinorUnits | null;
  /** Two digits of the Brazilian table tPag; null: the method's own, or 99. */
  readonly fiscalCode: string | null;
  /** What staff do, in their words. */
  readonly instructions: string | null;
  /** The order in which tills show them. */
  readonly position: number;
  readonly active: boolean;
}

export interface Tender extends TenderFields {
  readonly id: string;
  readonly outletId: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a request names of a payment by tender. */
export interface TenderWish {
  readonly method: TenderMethod;
  /** May be absent where the outlet has one of that method. */
  readonly tenderId?: string;
  readonly reference?: string;
  readonly last4?: string;
}

/** What a payment keeps of its tender, as it was when it was paid. */
export interface PaidBy {
  readonly id: string;
  readonly name: string;
  readonly fiscalCode: string | null;
  /** The business date on which its reference counts once. */
  readonly day: string;
  readonly last4: string | null;
  readonly cardType: CardType | null;
}

export const newTender = (outletId: string, fields: TenderFields, now: Date): Tender => ({
  id: newId(),
  outletId,
  ...fields,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The tender with some fields changed, or the same object when nothing differs. */
export function reviseTender(tender: Tender, changes: Partial<TenderFields>, now: Date): Tender {
  const differs = Object.entries(changes).some(([name, value]) => tender[name as keyof TenderFields] !== value);
  return differs ? { ...tender, ...changes, version: tender.version + 1, updatedAt: now } : tender;
}

/**
 * The tender of an outlet's that is meant. `tenders` are those that are not deleted. Throws `TENDER_NOT_FOUND` (404), and `TENDER_REQUIRED` and
 * `TENDER_INACTIVE` (422).
 */
export function tenderMeant(
  tenders: readonly Tender[],
  { method, tenderId }: Pick<TenderWish, 'method' | 'tenderId'>,
): Tender {
  const alike = tenders.filter((tender) => tender.method === method);
  const tender = tenderId === undefined ? theOnly(alike, method) : alike.find(({ id }) => id === tenderId);
  if (!tender) throw tenderNotFound();
  if (!tender.active) throw tenderInactive(tender.name);
  return tender;
}

/**
 * The tender of an outlet's that a payment is made by. `tenders` are those that are not deleted. Throws `TENDER_NOT_FOUND` (404), and
 * `TENDER_REQUIRED`, `TENDER_INACTIVE`, `REFERENCE_REQUIRED` and `LAST4_REQUIRED` (422).
 */
export function chooseTender(tenders: readonly Tender[], { method, tenderId, reference, last4 }: TenderWish): Tender {
  const tender = tenderMeant(tenders, { method, tenderId });
  if (tender.requiresReference && reference === undefined) throw referenceRequired(tender.name);
  if (tender.requiresLast4 && last4 === undefined) throw last4Required(tender.name);
  return tender;
}

function theOnly(alike: readonly Tender[], method: TenderMethod): Tender {
  const active = alike.filter((tender) => tender.active);
  const [only, ...others] = active;
  if (!only || others.length > 0) throw tenderRequired(method, active);
  return only;
}

import type { MinorUnits } from '#libs/kernel';
import type { Tender } from '#libs/payments';

import { declarationMissing, declaredTwice, declaredUnknown, denominationsDiffer } from './shifts.errors.js';

export { TENDER_METHODS, type TenderMethod } from '#libs/payments';

/** So many coins or notes of one value. */
export interface Denomination {
  readonly value: MinorUnits;
  readonly count: number;
}

/** What somebody says that a tender took in a shift, as its terminal or its slips say it. */
export interface Declaration {
  readonly method: string;
  /** May be absent where the outlet has one tender of that method. */
  readonly tenderId?: string;
  readonly amount: MinorUnits;
  /** How many slips. */
  readonly count?: number;
}

/** A tender of the outlet at the moment of a close, and what was declared of it; null for nothing. */
export interface ClosingTender {
  readonly tender_id: string;
  readonly method: string;
  readonly name: string;
  readonly declared: MinorUnits | null;
  readonly declared_count: number | null;
}

/** What a tender took in a shift, less what it gave back. */
export interface TenderFigures {
  readonly tenderId: string;
  readonly method: string;
  /** As it was called when it was last paid by. */
  readonly name: string;
  /** Payments. */
  readonly count: number;
  readonly amount: MinorUnits;
}

/** What a tender is held to: `limit` is how far off a declaration may be without an approval. */
export interface TenderCount {
  readonly declared: MinorUnits;
  readonly expected: MinorUnits;
  readonly limit: MinorUnits;
}

/** Throws `DENOMINATIONS_DIFFER` (422) when the coins and notes are not what was counted. */
export function assertDenominations(denominations: readonly Denomination[], endCash: MinorUnits): void {
  const sum = denominations.reduce((total, { value, count }) => total + value * count, 0);
  if (sum !== endCash) throw denominationsDiffer(endCash, sum);
}

/** An outlet's tenders as a close that declares nothing keeps them. */
export const undeclared = (tenders: readonly Tender[]): ClosingTender[] =>
  tenders.map(({ id, method, name }) => ({ tender_id: id, method, name, declared: null, declared_count: null }));

/**
 * The outlet's tenders with what was declared of them. Throws `DECLARATION_MISSING` (422) for those whose slips lie in the drawer, `DECLARED_UNKNOWN`
 * and `DECLARED_TWICE` (422).
 */
export function declare(tenders: readonly Tender[], declarations: readonly Declaration[]): ClosingTender[] {
  const byTender = new Map<string, Declaration>();
  for (const declaration of declarations) {
    const { id } = tenderOf(tenders, declaration);
    if (byTender.has(id)) throw declaredTwice(id);
    byTender.set(id, declaration);
  }
  const missing = tenders.filter(({ id, countsInDrawer, active }) => countsInDrawer && active && !byTender.has(id));
  if (missing.length > 0) throw declarationMissing(missing.map(({ id }) => id));
  return undeclared(tenders).map((tender) => {
    const { amount = null, count = null } = byTender.get(tender.tender_id) ?? {};
    return { ...tender, declared: amount, declared_count: count };
  });
}

/** What each declaration is held to. */
export const tenderCounts = (
  tenders: readonly Tender[],
  declared: readonly ClosingTender[],
  figures: readonly TenderFigures[],
): TenderCount[] =>
  declared.flatMap(({ tender_id: id, declared: amount }) =>
    amount === null
      ? []
      : [
          {
            declared: amount,
            expected: figures.find(({ tenderId }) => tenderId === id)?.amount ?? 0,
            limit: tenders.find((tender) => tender.id === id)?.differenceLimit ?? 0,
          },
        ],
  );

function tenderOf(tenders: readonly Tender[], { method, tenderId }: Declaration): Tender {
  const alike = tenders.filter((tender) => tender.method === method);
  const [tender, ...others] = tenderId === undefined ? alike : alike.filter(({ id }) => id === tenderId);
  if (!tender || others.length > 0)
    throw declaredUnknown(
      method,
      alike.map(({ id }) => id),
    );
  return tender;
}

import type { AuditHead, MinorUnits } from '#libs/kernel';

import type { CashMovement, HandMovementType } from './cash-movement.js';
import {
  blindedPeople,
  idsOf,
  type People,
  peopleOf,
  type ReportMovement,
  type ReportPeople,
  type ReportPerson,
} from './report-people.js';
import type { ShiftDrawer } from './named-drawer.js';
import type { ReportAdjustment } from './shift-adjustment.js';
import type { CarriedOrder, Closing, ShiftState } from './shift.js';
import { blindedTips, type ReportCash, type ReportTips, type TipFigures, tipsIn } from './report-tips.js';
import type { ClosingTender, Denomination, TenderFigures } from './tender-count.js';

export type { ReportMovement, ReportPerson } from './report-people.js';

export const SHIFT_REPORT_FORMATS = ['json', 'csv', 'pdf'] as const;
export type ShiftReportFormat = (typeof SHIFT_REPORT_FORMATS)[number];

export const CASH = 'cash';

export interface MethodTotal {
  readonly method: string;
  readonly count: number;
  readonly amount: MinorUnits;
  /** What rounding to the smallest coin added; 0 where nothing is rounded. */
  readonly rounding: MinorUnits;
}

/** Everything a report counts, of one instant. */
export interface Figures extends People {
  readonly expectedCash: MinorUnits;
  /** Captured payments by method, those refunded since among them. */
  readonly sales: readonly MethodTotal[];
  /** Refunds that this shift gave, of payments of any shift. */
  readonly refunds: readonly MethodTotal[];
  readonly tenders: readonly TenderFigures[];
  readonly tips: TipFigures;
  /** Made by hand, oldest first. */
  readonly movements: readonly CashMovement[];
}

/** Null amounts are hidden: a cashier looks at their own open drawer. */
export interface ReportSales {
  readonly method: string;
  readonly count: number;
  readonly amount: MinorUnits | null;
  readonly rounding: MinorUnits | null;
}

export interface ReportRefunds {
  readonly method: string;
  readonly count: number;
  readonly amount: MinorUnits | null;
}

/** What a tender took, and what was declared of it. `expected`: charged (tips included) less refunded, as the terminal's batch says; null while it is hidden. */
export interface ReportTender {
  readonly method: string;
  readonly tender_id: string;
  readonly name: string;
  /** Payments. */
  readonly count: number;
  readonly expected: MinorUnits | null;
  /** Null where nothing was declared. */
  readonly declared: MinorUnits | null;
  readonly declared_count: number | null;
  /** Declared less expected. */
  readonly difference: MinorUnits | null;
}

/** The first of two steps. */
export interface ReportCount {
  readonly at: string;
  readonly by: ReportPerson;
  /** What was counted then; `counted_cash` is what the audit counted again, where it did. */
  readonly cash: MinorUnits;
  /** What the audit said; null before it, and where it said nothing. */
  readonly audit_note: string | null;
}

export interface ReportTotals {
  /** Captured payments of every method. */
  readonly gross: MinorUnits | null;
  readonly refunds: MinorUnits | null;
  readonly net: MinorUnits | null;
  readonly rounding: MinorUnits | null;
  readonly payments_count: number;
  readonly refunds_count: number;
  readonly cash_sales: MinorUnits | null;
  readonly cash_refunds: MinorUnits | null;
  readonly pay_ins: MinorUnits;
  readonly pay_outs: MinorUnits;
  readonly drops: MinorUnits;
}

/**
 * A shift in figures: X is live, Z is final. This is the document itself, in the words of the wire: a Z is hashed, kept and answered in
 * this shape. A Z has a `number` and the hash of the Z before it (null for an outlet's first).
 */
export interface ShiftReport extends ReportPeople {
  readonly type: 'X' | 'Z';
  readonly number?: number;
  readonly previous_hash?: string | null;
  readonly shift_id: string;
  readonly outlet: { readonly id: string; readonly name: string };
  readonly cashier: ReportPerson;
  /** The named drawer that the shift is on. Absent where it is on none. */
  readonly drawer?: ShiftDrawer;
  readonly opened_at: string;
  readonly opened_by: ReportPerson;
  readonly closed_at: string | null;
  readonly closed_by: ReportPerson | null;
  /** Of a shift that is closed in two steps: who counted it, whom somebody else audits. Absent of one that is closed at once. */
  readonly count?: ReportCount;
  readonly business_date: string;
  readonly time_zone: string;
  readonly locale: string;
  readonly currency: string;
  readonly float: MinorUnits;
  /** The shift whose count is this one's float. Absent where the float was put in. */
  readonly handed_over_from?: string;
  readonly sales: readonly ReportSales[];
  readonly refunds: readonly ReportRefunds[];
  readonly pay_ins: readonly ReportMovement[];
  readonly pay_outs: readonly ReportMovement[];
  readonly drops: readonly ReportMovement[];
  readonly expected_cash: MinorUnits | null;
  readonly counted_cash: MinorUnits | null;
  readonly difference: MinorUnits | null;
  /** Absent where nobody sorted the cash. */
  readonly denominations?: readonly Denomination[];
  /** Absent where the outlet has none, and nothing was paid by one. */
  readonly tenders?: readonly ReportTender[];
  /** Absent where there were none. They are in no other total. */
  readonly tips?: ReportTips;
  /** What tips did to the drawer; absent where there were none. */
  readonly drawer_extras?: ReportCash;
  /** Of a Z: money of earlier ones that was found or missed since the Z before it, in no total. Absent where there was none. */
  readonly late_adjustments?: readonly ReportAdjustment[];
  readonly note: string | null;
  readonly approved_by: ReportPerson | null;
  readonly open_orders: readonly CarriedOrder[];
  readonly totals: ReportTotals;
  /** Of a Z: the end of the outlet's audit log as it was sealed. Absent while nothing is sealed. */
  readonly audit_head?: AuditHead;
  readonly made_at: string;
}

/** A report as it is answered: a Z with its hash. */
export type SealedReport = ShiftReport & { readonly hash?: string };

export interface ReportSource {
  readonly shift: ShiftState;
  readonly figures: Figures;
  readonly names: ReadonlyMap<string, string>;
  readonly closing: Closing;
  readonly madeAt: Date;
}

export function composeReport({ shift, figures, names, closing, madeAt }: ReportSource): ShiftReport {
  const person = (id: string): ReportPerson => ({ id, name: names.get(id) ?? null });
  const movements = (type: HandMovementType) =>
    figures.movements.filter((movement) => movement.type === type).map((movement) => asEntry(movement, person));
  const payIns = movements('PAY_IN');
  const payOuts = movements('PAY_OUT');
  const drops = movements('DROP');
  const tenders = tendersOf(closing.tenders ?? [], figures.tenders);
  const gross = total(figures.sales, 'amount');
  const refunded = total(figures.refunds, 'amount');
  return {
    type: shift.status === 'CLOSED' ? 'Z' : 'X',
    shift_id: shift.id,
    outlet: { id: shift.outletId, name: closing.outlet_name },
    cashier: person(shift.userId),
    ...(shift.drawer && { drawer: shift.drawer }),
    opened_at: shift.openedAt.toISOString(),
    opened_by: person(shift.openedBy),
    closed_at: shift.closedAt?.toISOString() ?? null,
    closed_by: shift.closedBy === null ? null : person(shift.closedBy),
    ...countOf(shift, person),
    business_date: shift.businessDate,
    time_zone: shift.timeZone,
    locale: closing.locale,
    currency: shift.currency,
    float: shift.startCash,
    ...(shift.handedOverFrom !== null && { handed_over_from: shift.handedOverFrom }),
    sales: figures.sales.map(({ method, count, amount, rounding }) => ({ method, count, amount, rounding })),
    refunds: figures.refunds.map(({ method, count, amount }) => ({ method, count, amount })),
    pay_ins: payIns,
    pay_outs: payOuts,
    drops,
    expected_cash: figures.expectedCash,
    counted_cash: shift.endCash,
    difference: shift.endCash === null ? null : shift.endCash - figures.expectedCash,
    ...(closing.denominations && { denominations: closing.denominations }),
    ...(tenders.length > 0 && { tenders }),
    ...peopleOf(figures, person),
    ...tipsIn(figures.tips),
    note: shift.note,
    approved_by: shift.approvedBy === null ? null : person(shift.approvedBy),
    open_orders: closing.open_orders,
    totals: {
      gross,
      refunds: refunded,
      net: gross - refunded,
      rounding: total(figures.sales, 'rounding'),
      payments_count: total(figures.sales, 'count'),
      refunds_count: total(figures.refunds, 'count'),
      cash_sales: total(figures.sales.filter(isCash), 'amount'),
      cash_refunds: total(figures.refunds.filter(isCash), 'amount'),
      pay_ins: total(payIns, 'amount'),
      pay_outs: total(payOuts, 'amount'),
      drops: total(drops, 'amount'),
    },
    made_at: madeAt.toISOString(),
  };
}

/** The same report for the cashier whose drawer is still open: without whatever the expected cash could be worked out from. */
export function blinded(report: ShiftReport): ShiftReport {
  const { tenders } = report;
  const isCounted = ({ method }: { readonly method: string }): boolean =>
    method === CASH || (tenders ?? []).some((tender) => tender.method === method);
  return {
    ...report,
    sales: report.sales.map((line) => (isCounted(line) ? { ...line, amount: null, rounding: null } : line)),
    refunds: report.refunds.map((line) => (isCounted(line) ? { ...line, amount: null } : line)),
    expected_cash: null,
    difference: null,
    ...(tenders && { tenders: tenders.map((tender) => ({ ...tender, expected: null, difference: null })) }),
    ...blindedPeople(report),
    ...blindedTips(report),
    totals: {
      ...report.totals,
      gross: null,
      refunds: null,
      net: null,
      rounding: null,
      cash_sales: null,
      cash_refunds: null,
    },
  };
}

/** Everybody whom a shift's report names. */
export const peopleIn = (shift: ShiftState, figures: Figures): string[] => [
  ...new Set(
    [
      shift.userId,
      shift.openedBy,
      shift.closedBy,
      shift.approvedBy,
      shift.endedBy,
      ...figures.movements.map((movement) => movement.createdBy),
      ...idsOf(figures),
    ].filter((id) => id !== null),
  ),
];

/** In the order of the tills; what was paid by a tender that is gone comes last. */
function tendersOf(closing: readonly ClosingTender[], figures: readonly TenderFigures[]): ReportTender[] {
  const gone = figures.filter(({ tenderId }) => closing.every(({ tender_id: id }) => id !== tenderId));
  const undeclared = { declared: null, declared_count: null };
  const all = [
    ...closing,
    ...gone.map(({ tenderId, method, name }) => ({ tender_id: tenderId, method, name, ...undeclared })),
  ];
  return all.map(({ tender_id, method, name, declared, declared_count }) => {
    const { count = 0, amount: expected = 0 } = figures.find(({ tenderId }) => tenderId === tender_id) ?? {};
    const difference = declared === null ? null : declared - expected;
    return { method, tender_id, name, count, expected, declared, declared_count, difference };
  });
}

function countOf(
  { endedAt, endedBy, firstCount, auditNote }: ShiftState,
  person: (id: string) => ReportPerson,
): { readonly count?: ReportCount } {
  if (endedAt === null || endedBy === null || firstCount === null) return {};
  return { count: { at: endedAt.toISOString(), by: person(endedBy), cash: firstCount, audit_note: auditNote } };
}

const isCash = ({ method }: { readonly method: string }): boolean => method === CASH;

const asEntry = (movement: CashMovement, person: (id: string) => ReportPerson): ReportMovement => ({
  id: movement.id,
  amount: Math.abs(movement.amount),
  reason: movement.reason ?? '',
  by: person(movement.createdBy),
  at: movement.occurredAt.toISOString(),
});

const total = <K extends string>(lines: readonly Readonly<Record<K, number>>[], key: K): number =>
  lines.reduce((sum, line) => sum + line[key], 0);

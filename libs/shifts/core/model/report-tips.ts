import type { MinorUnits } from '#libs/kernel';

/** Tips that came with the payments of a shift by one means. */
export interface TipTotal {
  readonly method: string;
  /** Null for cash and gateways. */
  readonly tenderId: string | null;
  /** As the tender was called when it was last paid by; null for cash and gateways. */
  readonly name: string | null;
  /** Payments that had one. */
  readonly count: number;
  readonly amount: MinorUnits;
}

/** What of a shift is neither sold nor given back. */
export interface TipFigures {
  readonly byTender: readonly TipTotal[];
  /** Paid out of the drawer; positive. */
  readonly paidOut: MinorUnits;
  /** What this shift gave back of tips; positive. */
  readonly refunded: MinorUnits;
  /** What the drawer has of tips in cash, those that went back taken off. */
  readonly inCash: MinorUnits;
}

export const NO_TIPS: TipFigures = { byTender: [], paidOut: 0, refunded: 0, inCash: 0 };

export interface ReportTipTotal {
  readonly method: string;
  readonly tender_id: string | null;
  readonly name: string | null;
  readonly count: number;
  /** Null while it is hidden. */
  readonly amount: MinorUnits | null;
}

/** Tips of a shift, in no other total. */
export interface ReportTips {
  readonly by_tender: readonly ReportTipTotal[];
  /** In cash, to whom they belong. */
  readonly paid_out: MinorUnits;
  readonly refunded: MinorUnits | null;
  /** What came less what went back and was paid out; below zero where tips of earlier shifts were paid. */
  readonly owed: MinorUnits | null;
}

/** Lines of the drawer that tips make. */
export interface ReportCash {
  readonly tips: MinorUnits | null;
  readonly tips_paid_out: MinorUnits;
}

/** What a report tells of tips; nothing where there were none, so that it is what it was. */
export function tipsIn({ byTender, paidOut, refunded, inCash }: TipFigures): {
  readonly tips?: ReportTips;
  readonly drawer_extras?: ReportCash;
} {
  const came = byTender.reduce((sum, { amount }) => sum + amount, 0);
  const hasTips = byTender.length > 0 || paidOut !== 0 || refunded !== 0;
  return {
    ...(hasTips && {
      tips: {
        by_tender: byTender.map(({ tenderId, ...total }) => ({ ...total, tender_id: tenderId })),
        paid_out: paidOut,
        refunded,
        owed: came - refunded - paidOut,
      },
    }),
    ...(hasTips && { drawer_extras: { tips: inCash, tips_paid_out: paidOut } }),
  };
}

/** The same for the cashier whose drawer is still open: without whatever the expected cash could be worked out from. */
export const blindedTips = (report: { readonly tips?: ReportTips; readonly drawer_extras?: ReportCash }) => ({
  ...(report.tips && {
    tips: {
      ...report.tips,
      by_tender: report.tips.by_tender.map((total) => ({ ...total, amount: null })),
      refunded: null,
      owed: null,
    },
  }),
  ...(report.drawer_extras && { drawer_extras: { ...report.drawer_extras, tips: null } }),
});

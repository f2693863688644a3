import type { SealedReport } from '../../core/model/shift-report.js';
import type { ReportWords } from '../../presentation/report-words.js';

/** A name, its amount (null while it is hidden), and whether it is the sum of those above it. */
export type SumLine = readonly [string, number | null, boolean?];

const taken = (amount: number | null): number | null => (amount === null ? null : 0 - amount);

/** What tips did to the drawer, where they did. */
export function extraCash({ drawer_extras: drawer }: SealedReport, words: ReportWords): SumLine[] {
  if (!drawer) return [];
  const lines: SumLine[] = [
    [words.cashTips, drawer.tips],
    [words.tipsPaidOut, taken(drawer.tips_paid_out)],
  ];
  return lines.filter(([, amount]) => amount !== 0);
}

/** Tips by what they were paid by, and what became of them; nothing where there were none. */
export function tipLines({ tips }: SealedReport, words: ReportWords): SumLine[] {
  if (!tips) return [];
  return [
    ...tips.by_tender.map(({ method, name, amount }): SumLine => [name ?? method, amount]),
    [words.tipsRefunded, taken(tips.refunded)],
    [words.tipsPaidOut, taken(tips.paid_out)],
    [words.tipsOwed, tips.owed, true],
  ];
}

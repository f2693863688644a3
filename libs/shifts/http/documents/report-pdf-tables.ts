import type { Content, TableCell } from 'pdfmake';

import type { ReportPerson, SealedReport } from '../../core/model/shift-report.js';
import type { ReportWords } from '../../presentation/report-words.js';
import { head, heading, right, table } from './pdf-layout.js';

/** How a report's cells are written in its reader's language. */
export interface CellForms {
  readonly words: ReportWords;
  readonly money: (amount: number | null) => TableCell;
  readonly instant: (iso: string) => string;
  readonly person: (person: ReportPerson) => string;
}

/** Who was at the drawer beside its owner, and what each took and gave back; nothing where its owner was alone. */
export function peopleTables({ members, by_cashier: takers }: SealedReport, forms: CellForms): Content[] {
  const { words, money, instant, person } = forms;
  const tables: Content[] = [];
  if (members) {
    tables.push(
      heading(words.members),
      table(
        ['*', 'auto', 'auto'],
        [
          [head(words.by), head(words.joined), head(words.left)],
          ...members.map(({ user, joined_at, left_at }) => [
            person(user),
            instant(joined_at),
            left_at === null ? '-' : instant(left_at),
          ]),
        ],
      ),
    );
  }
  if (takers) {
    const columns = [words.count, words.amount, words.cashSales, words.refunds, words.cashRefunds];
    tables.push(
      heading(words.byCashier),
      table(
        ['*', ...columns.map(() => 'auto')],
        [
          [head(words.cashier), ...columns.map((name) => head(name, true))],
          ...takers.map(({ cashier, count, amount, cash, refunds, cash_refunds }) => [
            person(cashier),
            right(String(count)),
            ...[amount, cash, refunds, cash_refunds].map(money),
          ]),
        ],
      ),
    );
  }
  return tables;
}

/** When the drawer was opened without a sale; nothing where it never was. */
export function noSalesTable({ no_sales: openings }: SealedReport, { words, instant, person }: CellForms): Content[] {
  if (!openings) return [];
  return [
    heading(words.noSales),
    table(
      ['auto', '*', 'auto'],
      [
        [head(words.time), head(words.reason), head(words.by)],
        ...openings.map(({ at, reason, by }) => [instant(at), reason, person(by)]),
      ],
    ),
  ];
}

/** What was found or missed of earlier Zs; nothing where nothing was. */
export function adjustmentsTable({ late_adjustments: found }: SealedReport, forms: CellForms): Content[] {
  if (!found) return [];
  const { words, money, instant, person } = forms;
  return [
    heading(words.lateAdjustments),
    table(
      ['auto', 'auto', 'auto', '*', 'auto', 'auto'],
      [
        [
          ...[words.time, words.ofReport, words.method, words.reason, words.by].map((name) => head(name)),
          head(words.amount, true),
        ],
        ...found.map(({ at, report_number, name, method, reason, by, amount }) => [
          instant(at),
          `#${report_number}`,
          name ?? method,
          reason,
          person(by),
          money(amount),
        ]),
      ],
    ),
  ];
}

/** What each tender took, and what was declared of it; nothing where the outlet has none. */
export function tendersTable({ tenders }: SealedReport, { words, money }: CellForms): Content[] {
  if (!tenders) return [];
  const declared = (amount: number | null): TableCell => (amount === null ? right('-') : money(amount));
  const columns = [words.count, words.expectedTender, words.declared, words.difference];
  return [
    heading(words.tenders),
    table(
      ['*', ...columns.map(() => 'auto')],
      [
        [head(words.method), ...columns.map((name) => head(name, true))],
        ...tenders.map((tender) => [
          tender.name,
          right(String(tender.count)),
          money(tender.expected),
          declared(tender.declared),
          declared(tender.difference),
        ]),
      ],
    ),
  ];
}

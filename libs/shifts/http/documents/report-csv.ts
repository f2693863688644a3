import type { MinorUnits } from '#libs/kernel';
import { type CsvCell, type CsvDelimiter, writeCsv } from '#libs/platform/csv';

import type { ReportAdjustment } from '../../core/model/shift-adjustment.js';
import type { ReportMovement, ReportPerson, ReportTender, SealedReport } from '../../core/model/shift-report.js';

type Cell = string | number | null | undefined;

/** One fact a line. */
interface Line {
  readonly section: string;
  readonly item: string;
  readonly count?: Cell;
  readonly amount?: MinorUnits | null;
  readonly rounding?: MinorUnits | null;
  readonly text?: Cell;
  readonly at?: Cell;
}

const COLUMNS: readonly (keyof Line)[] = ['section', 'item', 'count', 'amount', 'rounding', 'text', 'at'];

const AMOUNTS: readonly (keyof Line)[] = ['amount', 'rounding'];

/** The report for a spreadsheet. Amounts are decimals of its currency; hidden ones are empty. */
export function reportCsv(report: SealedReport, delimiter?: CsvDelimiter): string {
  const cellOf = (line: Line, column: keyof Line): CsvCell => {
    const cell = line[column];
    return typeof cell === 'number' && AMOUNTS.includes(column) ? { amount: cell, currency: report.currency } : cell;
  };
  return writeCsv(
    COLUMNS,
    linesOf(report).map((line) => COLUMNS.map((column) => cellOf(line, column))),
    delimiter,
  );
}

function linesOf(report: SealedReport): Line[] {
  const fact = (item: string, text: Cell): Line => ({ section: 'report', item, text });
  const cash = (item: string, amount: MinorUnits | null): Line => ({ section: 'cash', item, amount });
  const total = (item: string, amount: MinorUnits | null): Line => ({ section: 'total', item, amount });
  const { totals } = report;
  return [
    fact('type', report.type),
    fact('number', report.number),
    fact('shift_id', report.shift_id),
    fact('outlet', report.outlet.name),
    fact('cashier', report.cashier.name ?? report.cashier.id),
    ...(report.drawer ? [fact('drawer', report.drawer.name)] : []),
    fact('opened_at', report.opened_at),
    fact('opened_by', report.opened_by.name ?? report.opened_by.id),
    fact('closed_at', report.closed_at),
    fact('closed_by', report.closed_by?.name ?? report.closed_by?.id),
    ...countLines(report),
    fact('business_date', report.business_date),
    fact('time_zone', report.time_zone),
    fact('currency', report.currency),
    fact('approved_by', report.approved_by?.name ?? report.approved_by?.id),
    fact('note', report.note),
    fact('previous_hash', report.previous_hash),
    fact('hash', report.hash),
    ...(report.audit_head
      ? [{ section: 'report', item: 'audit_head', count: report.audit_head.n, text: report.audit_head.hash }]
      : []),
    ...(report.handed_over_from === undefined ? [] : [fact('handed_over_from', report.handed_over_from)]),
    ...report.sales.map(({ method, count, amount, rounding }) => ({
      section: 'sales',
      item: method,
      count,
      amount,
      rounding,
    })),
    ...report.refunds.map(({ method, count, amount }) => ({ section: 'refunds', item: method, count, amount })),
    ...movements('pay_in', report.pay_ins),
    ...movements('pay_out', report.pay_outs),
    ...movements('drop', report.drops),
    cash('float', report.float),
    cash('sales', totals.cash_sales),
    cash('refunds', totals.cash_refunds),
    cash('pay_ins', totals.pay_ins),
    cash('pay_outs', totals.pay_outs),
    cash('drops', totals.drops),
    ...extras(report),
    cash('expected', report.expected_cash),
    cash('counted', report.counted_cash),
    cash('difference', report.difference),
    ...(report.denominations ?? []).map(({ value, count }) => ({
      section: 'denomination',
      item: 'counted',
      count,
      amount: value,
    })),
    ...(report.tenders ?? []).flatMap(tenderLines),
    ...tipLines(report),
    ...peopleLines(report),
    ...movements('no_sale', report.no_sales ?? []),
    ...(report.late_adjustments ?? []).map(adjustmentLine),
    { ...total('gross', totals.gross), count: totals.payments_count, rounding: totals.rounding },
    { ...total('refunds', totals.refunds), count: totals.refunds_count },
    total('net', totals.net),
    ...report.open_orders.map((order) => ({
      section: 'open_order',
      item: order.number,
      amount: order.total_amount,
      text: order.status,
    })),
  ];
}

/** Who counted, before somebody else audited it. */
const countLines = ({ count }: SealedReport): Line[] =>
  count
    ? [
        { section: 'report', item: 'counted_by', text: named(count.by), at: count.at },
        { section: 'report', item: 'audit_note', text: count.audit_note },
        { section: 'cash', item: 'first_count', amount: count.cash },
      ]
    : [];

const tenderLines = ({ name, count, expected, declared, declared_count, difference }: ReportTender): Line[] => [
  { section: 'tender_expected', item: name, count, amount: expected },
  ...(declared === null
    ? []
    : [
        { section: 'tender_declared', item: name, count: declared_count, amount: declared },
        { section: 'tender_difference', item: name, amount: difference },
      ]),
];

/** What tips did to the drawer, where they did. */
function extras({ drawer_extras: drawer }: SealedReport): Line[] {
  if (!drawer) return [];
  const lines: [string, MinorUnits | null][] = [
    ['tips', drawer.tips],
    ['tips_paid_out', drawer.tips_paid_out],
  ];
  return lines.filter(([, amount]) => amount !== 0).map(([item, amount]) => ({ section: 'cash', item, amount }));
}

function tipLines({ tips }: SealedReport): Line[] {
  if (!tips) return [];
  const line = (item: string, amount: MinorUnits | null): Line => ({ section: 'tips', item, amount });
  return [
    ...tips.by_tender.map(({ method, name, count, amount }) => ({ ...line(name ?? method, amount), count })),
    line('refunded', tips.refunded),
    line('paid_out', tips.paid_out),
    line('owed', tips.owed),
  ];
}

/** Who was at the drawer beside its owner (`at`: since when, `text`: until when), and what each took and gave back. */
function peopleLines({ members = [], by_cashier: takers = [] }: SealedReport): Line[] {
  return [
    ...members.map(({ user, joined_at: at, left_at: text }) => ({ section: 'member', item: named(user), text, at })),
    ...takers.flatMap(({ cashier, count, amount, cash, refunds, cash_refunds: cashRefunds }) => {
      const item = named(cashier);
      return [
        { section: 'cashier_payments', item, count, amount },
        { section: 'cashier_cash', item, amount: cash },
        { section: 'cashier_refunds', item, amount: refunds },
        { section: 'cashier_cash_refunds', item, amount: cashRefunds },
      ];
    }),
  ];
}

/** Of an earlier Z, whose number is `count`. */
const adjustmentLine = ({ report_number: count, name, method, amount, reason, at }: ReportAdjustment): Line => ({
  section: 'late_adjustment',
  item: name ?? method,
  count,
  amount,
  text: reason,
  at,
});

const named = ({ name, id }: ReportPerson): string => name ?? id;

const movements = (section: string, entries: readonly ReportMovement[]): Line[] =>
  entries.map(({ by, amount, reason, at }) => ({ section, item: named(by), amount, text: reason, at }));

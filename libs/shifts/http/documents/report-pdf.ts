import type { Content, TableCell } from 'pdfmake';

import { formatMoney } from '#libs/kernel';
import type { PdfDefinition } from '#libs/platform';

import type { ReportMovement, ReportPerson, SealedReport } from '../../core/model/shift-report.js';
import { bold, GREY, head, heading, pairs, right, table } from './pdf-layout.js';
import { adjustmentsTable, type CellForms, noSalesTable, peopleTables, tendersTable } from './report-pdf-tables.js';
import { extraCash, type SumLine, tipLines } from './report-tip-lines.js';
import { type ReportWords, wordsIn } from '../../presentation/report-words.js';

const MARGIN = 40;

/** An A4 report in one of the languages of the contract. */
export function reportPages(report: SealedReport, language: string): PdfDefinition {
  const print = new ReportPrint(report, wordsIn(language), language);
  const left = report.hash ? `${print.words.hash} ${report.hash}` : print.words.notFinal;
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 8],
    language,
    info: { title: print.title, creator: 'Comanda', producer: 'Comanda' },
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    content: print.content(),
    pageFoot: { left, right: print.words.page, margin: MARGIN },
  };
}

class ReportPrint {
  private readonly instants: Intl.DateTimeFormat;

  constructor(
    private readonly report: SealedReport,
    readonly words: ReportWords,
    private readonly language: string,
  ) {
    this.instants = new Intl.DateTimeFormat(language, {
      timeZone: report.time_zone,
      dateStyle: 'medium',
      timeStyle: 'short',
    });
  }

  get title(): string {
    const { report, words } = this;
    return report.type === 'Z' ? `${words.z} #${report.number ?? 0}` : words.x;
  }

  private get forms(): CellForms {
    return {
      words: this.words,
      money: (amount) => this.money(amount),
      instant: (iso) => this.instant(iso),
      person: (person) => this.person(person),
    };
  }

  content(): Content[] {
    const { words } = this;
    return [
      { text: this.report.outlet.name, fontSize: 10, color: GREY },
      { text: this.title, fontSize: 18, bold: true, margin: [0, 0, 0, 8] },
      this.facts(),
      heading(words.sales),
      this.sales(),
      heading(words.refunds),
      this.refunds(),
      heading(words.drawer),
      this.drawer(),
      ...tendersTable(this.report, this.forms),
      ...this.tips(),
      ...peopleTables(this.report, this.forms),
      heading(words.movements),
      this.movements(),
      ...noSalesTable(this.report, this.forms),
      ...adjustmentsTable(this.report, this.forms),
      heading(words.openOrders),
      this.openOrders(),
      ...this.signatures(),
    ];
  }

  private facts(): Content {
    const { report, words } = this;
    const rows: [string, string][] = [
      [words.cashier, this.person(report.cashier)],
      ...(report.drawer ? [[words.drawer, report.drawer.name] satisfies [string, string]] : []),
      [words.businessDate, this.date(report.business_date)],
      [words.timeZone, report.time_zone],
      [words.opened, `${this.instant(report.opened_at)}, ${this.person(report.opened_by)}`],
      ...this.closing(),
      [words.made, this.instant(report.made_at)],
    ];
    if (report.note) rows.push([words.note, report.note]);
    if (report.approved_by) rows.push([words.approvedBy, this.person(report.approved_by)]);
    return pairs(
      ['auto', '*'],
      rows.map(([name, value]) => [{ text: name, color: GREY }, value]),
      'noBorders',
    );
  }

  private closing(): [string, string][] {
    const { closed_at: at, closed_by: by } = this.report;
    const { count } = this.report;
    const counted: [string, string][] = count
      ? [[this.words.counted, `${this.instant(count.at)}, ${this.person(count.by)}`]]
      : [];
    if (count?.audit_note) counted.push([this.words.auditNote, count.audit_note]);
    return at && by ? [...counted, [this.words.closed, `${this.instant(at)}, ${this.person(by)}`]] : counted;
  }

  private sales(): Content {
    const { words, report } = this;
    const { gross, rounding, payments_count: count } = report.totals;
    return table(
      ['*', 'auto', 'auto', 'auto'],
      [
        [head(words.method), head(words.count, true), head(words.rounding, true), head(words.amount, true)],
        ...report.sales.map((line) => [
          line.method,
          right(String(line.count)),
          this.money(line.rounding),
          this.money(line.amount),
        ]),
        [bold(words.total), right(String(count)), this.money(rounding), this.money(gross, true)],
        [bold(words.net), '', '', this.money(report.totals.net, true)],
      ],
    );
  }

  private refunds(): Content {
    const { words, report } = this;
    if (report.refunds.length === 0) return this.nothing();
    return table(
      ['*', 'auto', 'auto'],
      [
        [head(words.method), head(words.count, true), head(words.amount, true)],
        ...report.refunds.map((line) => [line.method, right(String(line.count)), this.money(line.amount)]),
        [bold(words.total), right(String(report.totals.refunds_count)), this.money(report.totals.refunds, true)],
      ],
    );
  }

  private drawer(): Content {
    const { words, report } = this;
    const { totals } = report;
    const taken = (amount: number | null): number | null => (amount === null ? null : 0 - amount);
    const lines: SumLine[] = [
      [words.float, report.float],
      [words.cashSales, totals.cash_sales],
      [words.cashRefunds, taken(totals.cash_refunds)],
      [words.payIns, totals.pay_ins],
      [words.payOuts, taken(totals.pay_outs)],
      [words.drops, taken(totals.drops)],
      ...extraCash(report, words),
      [words.expected, report.expected_cash, true],
    ];
    if (report.count && report.count.cash !== report.counted_cash) lines.push([words.firstCount, report.count.cash]);
    if (report.counted_cash !== null) {
      lines.push([words.counted, report.counted_cash], [words.difference, report.difference, true]);
    }
    return this.sums(lines);
  }

  private sums(lines: readonly SumLine[]): Content {
    return pairs(
      ['*', 'auto'],
      lines.map(([name, amount, isSum]) => [isSum ? bold(name) : name, this.money(amount, isSum)]),
      'lightHorizontalLines',
    );
  }

  private tips(): Content[] {
    const { words, report } = this;
    const lines = tipLines(report, words);
    return lines.length === 0 ? [] : [heading(words.tips), this.sums(lines)];
  }

  private movements(): Content {
    const { words, report } = this;
    const rows = [
      ...this.moved(words.payIns, report.pay_ins, 1),
      ...this.moved(words.payOuts, report.pay_outs, -1),
      ...this.moved(words.drops, report.drops, -1),
    ];
    if (rows.length === 0) return this.nothing();
    return table(
      ['auto', 'auto', '*', 'auto', 'auto'],
      [[head(words.time), head(''), head(words.reason), head(words.by), head(words.amount, true)], ...rows],
    );
  }

  private moved(name: string, entries: readonly ReportMovement[], sign: 1 | -1): TableCell[][] {
    return entries.map(({ at, reason, by, amount }) => [
      { text: this.instant(at), noWrap: true },
      { text: name, noWrap: true },
      reason,
      this.person(by),
      this.money(sign * amount),
    ]);
  }

  private openOrders(): Content {
    const { words, report } = this;
    if (report.open_orders.length === 0) return this.nothing();
    return table(
      ['*', 'auto', 'auto', 'auto'],
      [
        [head(words.order), head(words.status), head(words.paid, true), head(words.total, true)],
        ...report.open_orders.map((order) => [
          order.number,
          order.status,
          this.money(order.paid_amount),
          this.money(order.total_amount),
        ]),
      ],
    );
  }

  private signatures(): Content[] {
    const { words, report } = this;
    if (report.type === 'X') return [];
    const line = (name: string): Content => ({
      stack: [
        { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 200, y2: 0, lineWidth: 0.5 }] },
        { text: name, color: GREY, fontSize: 8, margin: [0, 3, 0, 0] },
      ],
    });
    const before = report.previous_hash ?? words.first;
    return [
      { columns: [line(words.signature), line(words.supervisor)], margin: [0, 36, 0, 0], unbreakable: true },
      { text: `${words.previousHash}: ${before}`, color: GREY, fontSize: 7, margin: [0, 12, 0, 0] },
      ...this.auditHead(),
    ];
  }

  /** The end of the audit log at the close: on paper it is out of the reach of whoever owns the database. */
  private auditHead(): Content[] {
    const { audit_head: end } = this.report;
    return end ? [{ text: `${this.words.auditHead}: #${end.n} ${end.hash}`, color: GREY, fontSize: 7 }] : [];
  }

  private nothing(): Content {
    return { text: this.words.none, color: GREY };
  }

  private money(amount: number | null, isSum = false): TableCell {
    const isHidden = amount === null;
    return {
      text: isHidden ? this.words.hidden : formatMoney(amount, this.report.currency, this.language),
      alignment: 'right',
      noWrap: true,
      bold: isSum && !isHidden,
      ...(isHidden && { color: GREY, fontSize: 8 }),
    };
  }

  private person({ name, id }: ReportPerson): string {
    return name ?? id;
  }

  private instant(iso: string): string {
    return this.instants.format(new Date(iso)).replaceAll('\u202f', ' ');
  }

  private date(day: string): string {
    return new Intl.DateTimeFormat(this.language, { timeZone: 'UTC', dateStyle: 'full' }).format(new Date(day));
  }
}

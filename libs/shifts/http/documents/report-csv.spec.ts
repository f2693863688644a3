import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';

import { composeReport, type SealedReport } from '../../core/model/shift-report.js';
import { aClosing, aMovement, aShift, EVENING, noFigures } from '../../testing/a-shift.js';
import { reportCsv } from './report-csv.js';

const shift = aShift().state;
const report: SealedReport = {
  ...composeReport({
    shift: { ...shift, status: 'CLOSED', endCash: 100_000, note: '=HYPERLINK("http://evil.example")' },
    figures: noFigures({
      expectedCash: 250_000,
      sales: [{ method: 'cash', count: 2, amount: 80_000, rounding: -50 }],
      movements: [aMovement('PAY_OUT', -30_000, { reason: '+62 812, "ice"\nand milk' })],
    }),
    names: new Map([[shift.userId, '@sari']]),
    closing: aClosing(),
    madeAt: EVENING,
  }),
  number: 7,
  hash: 'a'.repeat(64),
};

const rows = parse<Record<string, string>>(reportCsv(report), { columns: true, bom: true });
const find = (section: string, item: string) => rows.find((row) => row['section'] === section && row['item'] === item);

describe('a report as CSV', () => {
  it('parses back to the figures of the report', () => {
    expect(find('report', 'number')?.['text']).toBe('7');
    expect(find('sales', 'cash')).toMatchObject({ count: '2', amount: '80000', rounding: '-50' });
    expect(find('cash', 'expected')?.['amount']).toBe('250000');
    expect(find('cash', 'difference')?.['amount']).toBe('-150000');
    expect(find('total', 'net')?.['amount']).toBe('80000');
  });

  it('disarms texts that a spreadsheet would run, and leaves numbers alone', () => {
    expect(find('report', 'note')?.['text']).toBe('\'=HYPERLINK("http://evil.example")');
    expect(find('report', 'cashier')?.['text']).toBe("'@sari");
    expect(rows.find((row) => row['section'] === 'pay_out')?.['text']).toBe('\'+62 812, "ice"\nand milk');
  });

  it('says who was at the drawer, when it was opened without a sale, what was found later, and where the audit log ends', () => {
    const [budi, ani] = [
      { id: 'budi', name: 'Budi' },
      { id: 'ani', name: null },
    ];
    const full: SealedReport = {
      ...report,
      audit_head: { n: 41, hash: 'b'.repeat(64) },
      handed_over_from: 'the-shift-before',
      members: [{ user: ani, joined_at: '2026-03-02T02:00:00.000Z', left_at: '2026-03-02T03:00:00.000Z' }],
      by_cashier: [{ cashier: budi, count: 3, amount: 9_000, cash: 5_000, refunds: 1_000, cash_refunds: 400 }],
      no_sales: [{ id: 'n', amount: 0, reason: 'a note', by: budi, at: '2026-03-02T04:00:00.000Z' }],
      late_adjustments: [
        {
          ...{ id: 'a', report_number: 6, shift_id: 's', method: 'card_terminal', tender_id: 't', name: 'BCA' },
          ...{ amount: -2_500, payment_id: null, reason: '=1+1', by: budi, at: '2026-03-02T05:00:00.000Z' },
        },
      ],
    };
    const lines = parse<Record<string, string>>(reportCsv(full), { columns: true, bom: true });
    const cells = (section: string) =>
      lines
        .filter((line) => line['section'] === section)
        .map(({ item, count, amount, text, at }) => [item, count, amount, text, at]);

    expect(lines.find(({ item }) => item === 'audit_head')).toMatchObject({ count: '41', text: 'b'.repeat(64) });
    expect(lines.find(({ item }) => item === 'handed_over_from')?.['text']).toBe('the-shift-before');
    expect(cells('member')).toEqual([['ani', '', '', '2026-03-02T03:00:00.000Z', '2026-03-02T02:00:00.000Z']]);
    expect(cells('cashier_payments')).toEqual([['Budi', '3', '9000', '', '']]);
    expect(cells('cashier_cash')).toEqual([['Budi', '', '5000', '', '']]);
    expect(cells('cashier_refunds')).toEqual([['Budi', '', '1000', '', '']]);
    expect(cells('cashier_cash_refunds')).toEqual([['Budi', '', '400', '', '']]);
    expect(cells('no_sale')).toEqual([['Budi', '', '0', 'a note', '2026-03-02T04:00:00.000Z']]);
    expect(cells('late_adjustment')).toEqual([['BCA', '6', '-2500', "'=1+1", '2026-03-02T05:00:00.000Z']]);
  });
});

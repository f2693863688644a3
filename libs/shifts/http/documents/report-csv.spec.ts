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
});

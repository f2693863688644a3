import { describe, expect, it } from '@jest/globals';

import { reportCsv } from './report-csv.js';

describe('a report for a spreadsheet', () => {
  const csv = (rows: Record<string, string | number | null>[]) =>
    reportCsv({ columns: ['key', 'name', 'net_sales'], rows }).replace(/^\uFEFF/, '');

  it('has a line of names and a line a row, in the order of its columns', () => {
    expect(csv([{ net_sales: -1_850, name: 'Kopi, "Susu"', key: 'a' }])).toBe(
      'key,name,net_sales\r\na,"Kopi, ""Susu""",-1850\r\n',
    );
    expect(csv([{ key: null, name: null, net_sales: 0 }])).toBe('key,name,net_sales\r\n,,0\r\n');
    expect(csv([])).toBe('key,name,net_sales\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1'])('runs no formula: %j', (name) => {
    const [, line = ''] = csv([{ key: 'a', name, net_sales: 1 }]).split('\r\n');

    expect(line).toMatch(/^a,"?'/);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError } from '#libs/kernel';

import { aProduct } from '../testing/a-product.js';
import { readCsv, writeCsv } from './product-csv.js';

const exported = (fields: Parameters<typeof aProduct>[0]) => ({
  product: { ...aProduct(fields), available: true, unavailableReason: null, stock: null },
  categoryName: null,
  stock: null,
});

const faultsOf = (text: string): string[] => {
  try {
    return readCsv(text).faults.map(({ pointer, code }) => `${pointer} ${code}`);
  } catch (error) {
    if (error instanceof DomainError)
      return [error.code, ...error.faults.map(({ pointer, code }) => `${pointer} ${code}`)];
    throw error;
  }
};

describe('a CSV file of products', () => {
  it('is read with commas or semicolons, a BOM, any line ends, and empty lines', () => {
    const values = [{ sku: 'A', name: 'Kopi; susu', price: 5 }];
    for (const text of [
      'sku,name,price\nA,Kopi; susu,5',
      '\uFEFFsku;name;price\r\n\r\nA;"Kopi; susu";5\r\n',
      'sku,name,price\rA,Kopi; susu,5\r\r',
    ]) {
      expect(readCsv(text).lines.map((line) => line.values)).toEqual(values);
    }
  });

  it('has its lines counted as an editor counts them, quoted line breaks and blank lines included', () => {
    const text = 'sku,name\r\nA,"one\r\ntwo\r\nthree"\r\n\r\nB,x\r\n';
    expect(readCsv(text).lines.map(({ line }) => line)).toEqual([2, 6]);
  });

  it('has cells by their kind, and leaves what is not of it to validation', () => {
    const header = 'price,cost,featured,track_stock,stock,tax_rate,modifier_groups,description';
    const [full, empty, odd] = readCsv(
      [header, '1,2,TRUE,0,3,"11,5",[],text', ' ,,,,,,, x', '"1.000",x,yes,?,1e3,much,[],'].join('\n'),
    ).lines.map(({ values }) => values);

    expect(full).toEqual({
      price: 1,
      cost: 2,
      featured: true,
      track_stock: false,
      stock: 3,
      tax_rate: 11.5,
      modifier_groups: [],
      description: 'text',
    });
    expect(empty).toEqual({
      price: null,
      cost: null,
      featured: false,
      tax_rate: null,
      modifier_groups: [],
      description: ' x',
    });
    expect(odd).toMatchObject({
      price: '1.000',
      cost: 'x',
      featured: 'yes',
      track_stock: '?',
      stock: '1e3',
      tax_rate: 'much',
    });
  });

  it('is refused as a whole when it cannot be read, with the line', () => {
    expect(faultsOf('')).toEqual(['CSV_EMPTY']);
    expect(faultsOf('sku\nA\n"B')).toEqual(['IMPORT_REFUSED', '/lines/3 CSV_MALFORMED']);
    expect(faultsOf('sku,colour,sku\n')).toEqual([
      'IMPORT_REFUSED',
      '/lines/1/colour UNKNOWN_COLUMN',
      '/lines/1/sku DUPLICATE_COLUMN',
    ]);
    expect(faultsOf('sku\n\uFFFD')).toEqual(['CSV_NOT_UTF8']);
    expect(faultsOf(`sku\n${'A\n'.repeat(5_001)}`)).toEqual(['CSV_TOO_LONG']);
  });

  it('tells lines with too few cells and broken choices', () => {
    expect(faultsOf('sku,name\nA\nB,b,c')).toEqual(['/lines/2 CELL_COUNT', '/lines/3 CELL_COUNT']);
    expect(faultsOf('sku,modifier_groups\nA,[{')).toEqual(['/lines/2/modifier_groups MALFORMED_JSON']);
  });

  it('runs no formula in a spreadsheet', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', `'=1`]) {
      const cells = writeCsv([exported({ name, sku: name, description: name })]).split('\r\n')[1]!;
      expect(cells).not.toMatch(/(^|,)"?[=+\-@\t\r]/);
    }
  });

  it('gives back any text that went in', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((one) => one.trim())
      .filter((one) => one !== '' && !one.includes('\0') && !one.includes('\uFFFD'));
    const formula = fc.tuple(fc.constantFrom('=', '+', '-', '@', "'=", "''+"), text).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, formula), fc.constantFrom(',' as const, ';' as const), (name, delimiter) => {
        const [line] = readCsv(writeCsv([exported({ name })], delimiter)).lines;
        expect(line?.values['name']).toBe(name);
      }),
    );
  });
});

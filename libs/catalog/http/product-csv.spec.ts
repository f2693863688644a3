import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError } from '#libs/kernel';

import { aProduct } from '../testing/a-product.js';
import { readProducts, writeProducts } from './product-csv.js';

const exported = (fields: Parameters<typeof aProduct>[0]) => ({
  product: { ...aProduct(fields), available: true, unavailableReason: null, stock: null },
  categoryName: null,
  stock: null,
});

const readCsv = (text: string, currency = 'IDR') => readProducts(text, () => currency);

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
      [header, '1,2,TRUE,0,3,"11,5",[],text', ' ,,,,,,, x', '"1.000",2.000,maybe,?,1e3,much,[],'].join('\n'),
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
      price: 1_000,
      cost: 2_000,
      featured: 'maybe',
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
    expect(faultsOf('sku,components\nA,[{')).toEqual(['/lines/2/components MALFORMED_JSON']);
  });

  it('has amounts as decimals of the currency', () => {
    const values = (text: string, currency: string) => readCsv(text, currency).lines.map((line) => line.values);
    expect(values('name;price;cost\nA;12,50;R$ 1.234,56\nB;25;1,234.56\nC;12.50;', 'BRL')).toEqual([
      { name: 'A', price: 1_250, cost: 123_456 },
      { name: 'B', price: 2_500, cost: 123_456 },
      { name: 'C', price: 1_250, cost: null },
    ]);
    expect(values('name,price\nA,25.000\nB,"25,000"\nC,25000', 'IDR').map(({ price }) => price)).toEqual([
      25_000, 25_000, 25_000,
    ]);
    expect(values('name,price (BRL)\nA,"12,50"', 'IDR')).toEqual([{ name: 'A', price: 1_250, currency: 'BRL' }]);
    expect(
      values('name;modifier_groups\nA;"[{""options"":[{""price_delta"":2.5},{""price_delta"":""-1,00""}]}]"', 'BRL')[0],
    ).toMatchObject({ modifier_groups: [{ options: [{ price_delta: 250 }, { price_delta: -100 }] }] });
  });

  it('says why an amount is none', () => {
    const messages = (text: string, currency: string) =>
      readCsv(text, currency).faults.map(({ pointer, code, message }) => [pointer, code, message]);
    expect(messages('name,price\nA,12.50\nB,x', 'IDR')).toEqual([
      ['/lines/2/price', 'AMOUNT_INVALID', 'price must be an amount in IDR such as 25000 or 25.000, without decimals'],
      ['/lines/3/price', 'AMOUNT_INVALID', 'price must be an amount in IDR such as 25000 or 25.000, without decimals'],
    ]);
    expect(messages('name;price\nA;12,5050', 'BRL')).toEqual([
      ['/lines/2/price', 'AMOUNT_INVALID', 'price must be an amount in BRL such as 12,50 or 12.50'],
    ]);
    expect(messages('name,currency,price (BRL)\nA,IDR,1', 'IDR')[0]?.[1]).toBe('CURRENCY_MISMATCH');
  });

  it('names its currency in the header, unless it has several', () => {
    const of = (...currencies: string[]) =>
      writeProducts(
        currencies.map((currency) => {
          const { product, ...rest } = exported({ price: 1_250, cost: 900 });
          return { product: { ...product, currency }, ...rest };
        }),
        'semicolon',
      );
    expect(of('BRL')).toContain(';price (BRL);cost (BRL);currency;');
    expect(of('BRL').split('\r\n')[1]).toContain(';12,50;9,00;BRL;');
    expect(of('BRL', 'IDR')).toContain(';price;cost;currency;');
    expect(of('BRL', 'IDR').split('\r\n')[2]).toContain(';1250;900;IDR;');
  });

  it('is the same after Excel opened it in Brazil and saved it', () => {
    const file = writeProducts([exported({ name: '=1+1', sku: '7', price: 1_250, featured: true })], 'semicolon');
    const saved = file
      .slice(1)
      .replaceAll('true', 'VERDADEIRO')
      .replaceAll('false', 'FALSO')
      .replace(/;+\r\n/g, '\r\n');
    const [before] = readCsv(file, 'BRL').lines;
    expect(readCsv(saved, 'BRL').faults).toEqual([]);
    const [after] = readCsv(saved, 'BRL').lines;
    expect(after?.values).toMatchObject({ name: '=1+1', price: 1_250, featured: true });
    expect({ ...before?.values, ...after?.values }).toEqual(before?.values);
  });

  it('runs no formula in a spreadsheet', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', `'=1`]) {
      const cells = writeProducts([exported({ name, sku: name, description: name })]).split('\r\n')[1]!;
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
      fc.property(
        fc.oneof(text, formula),
        fc.constantFrom('comma' as const, 'semicolon' as const, 'tab' as const),
        (name, delimiter) => {
          const [line] = readCsv(writeProducts([exported({ name })], delimiter)).lines;
          expect(line?.values['name']).toBe(name);
        },
      ),
    );
  });
});

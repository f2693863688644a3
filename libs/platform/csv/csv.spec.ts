import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { DomainError } from '#libs/kernel';

import { propertyRuns } from '../../kernel/testing/property-runs.js';
import { flagOfText, readCsv } from './csv-reader.js';
import { textOfFile } from './csv-text.js';
import { type CsvDelimiter, writeCsv } from './csv-writer.js';

const DELIMITERS: readonly CsvDelimiter[] = ['comma', 'semicolon', 'tab'];

const cellsOf = (text: string) => {
  const { header, records } = readCsv(text, 100);
  return [header.cells, ...records.map(({ cells }) => cells)];
};

describe('a CSV file that is written', () => {
  it('begins with a byte order mark and ends its lines with CRLF', () => {
    expect(writeCsv(['a', 'b'], [[1, 'x']])).toBe('\uFEFFa,b\r\n1,x\r\n');
  });

  it('has decimals with the sign that a spreadsheet expects beside its delimiter', () => {
    const rows = [[{ amount: -1_250, currency: 'BRL' }, 11.5, -3, { amount: 25_000, currency: 'IDR' }]];
    expect(writeCsv(['a', 'b', 'c', 'd'], rows, 'semicolon').split('\r\n')[1]).toBe('-12,50;11,5;-3;25000');
    expect(writeCsv(['a', 'b', 'c', 'd'], rows).split('\r\n')[1]).toBe('-12.50,11.5,-3,25000');
    expect(writeCsv(['a', 'b', 'c', 'd'], rows, 'tab').split('\r\n')[1]).toBe('-12.50\t11.5\t-3\t25000');
  });

  it.each([
    "x;=cmd|' /C calc'!A0",
    '=1+1',
    '+1',
    '-1',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    "'=1",
    '＝1+1',
    'a,＠b',
    'a\t＋1',
    'a\n－1',
    ' =1',
    'x; "=1',
    'x|=1',
    'x;\u2003=1',
    '\u200E=1',
    'a,\uFEFF\u00A0+1',
  ])('runs no formula, whichever delimiter it is opened with: %j', (text) => {
    for (const written of DELIMITERS) {
      const file = writeCsv(['a', 'b'], [[text, 'end']], written).slice(1);
      for (const opened of [',', ';', '\t', '|']) {
        // As a careless reader splits it: quotes are only quotes when they begin a cell.
        const cells = parse(file, { delimiter: opened, relax_quotes: true, relax_column_count: true }).flat();
        for (const cell of cells) expect(cell).not.toMatch(/^[\p{Z}\p{Cf}"]*[=+\-@＝＋－＠]/u);
      }
    }
  });

  it('is read again as it was, whatever its texts', () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...[
          ',',
          ';',
          '\t',
          '|',
          '\n',
          '\r\n',
          '\r',
          '"',
          "'",
          ' ',
          '=',
          '+',
          '-',
          '@',
          '＝',
          '\u2003',
          '\u200E',
          'é',
          '☕',
          'x',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const text = fc
      .array(part, { maxLength: 8 })
      .map((parts) => parts.join(''))
      .filter((one) => !/[\0\uFFFD]/.test(one));
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 2, maxLength: 2 }),
        fc.constantFrom(...DELIMITERS),
        (cells, delimiter) => {
          const file = writeCsv(['a', 'b', 'c'], [['x', ...cells]], delimiter);
          expect(cellsOf(textOfFile(Buffer.from(file)))[1]).toEqual(['x', ...cells]);
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

describe('a CSV file that is read', () => {
  it.each([
    ['commas', 'sku,name\nA,Pão; bom\n'],
    ['semicolons, a mark and CRLF', '\uFEFFsku;name\r\nA;"Pão; bom"\r\n'],
    ['tabs', 'sku\tname\nA\tPão; bom'],
    ['bars', 'sku|name\nA|Pão; bom'],
    ['sep=;', 'sep=;\r\nsku;name\r\nA;"Pão; bom"\r\n'],
    ['a mark, sep=, and quotes', '\uFEFF"sep=;"\r\nsku;name\r\nA;"Pão; bom"\r\n'],
    ['old line ends', 'sku,name\rA,Pão; bom\r\r'],
  ])('has the same cells with %s', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['sku', 'name'],
      ['A', 'Pão; bom'],
    ]);
  });

  it('has no columns at its right edge that nobody named', () => {
    expect(cellsOf('sku;name;;\r\nA;B;;\r\n;;;\r\n')[0]).toEqual(['sku', 'name']);
    expect(cellsOf('sku;name;;\r\nA;B;;\r\n;;;\r\n')).toHaveLength(2);
  });

  it('has the lines of an editor, with sep= and broken cells', () => {
    const { header, records } = readCsv('sep=;\r\nsku;name\r\nA;"one\r\ntwo"\r\n\r\nB;x\r\n', 2);
    expect([header.line, ...records.map(({ line }) => line)]).toEqual([2, 3, 6]);
  });

  it('says what cannot be read, and where', () => {
    const codeOf = (text: string) => {
      try {
        readCsv(text, 100);
        return null;
      } catch (error) {
        return error instanceof DomainError ? [error.code, ...error.faults.map(({ pointer }) => pointer)] : error;
      }
    };
    expect(codeOf('')).toEqual(['CSV_EMPTY']);
    expect(codeOf('sep=;\r\n')).toEqual(['CSV_EMPTY']);
    expect(codeOf('sku\n\uFFFD')).toEqual(['CSV_NOT_UTF8']);
    expect(codeOf('sku\nA\n"B')).toEqual(['IMPORT_REFUSED', '/lines/3']);
    expect(codeOf(`sku;name\n${'A;\n'.repeat(100)}${' ;;\n'.repeat(9)}`)).toBeNull();
    expect(codeOf(`sku\n${'A\n'.repeat(101)}`)).toEqual(['CSV_TOO_LONG']);
    expect(codeOf(`\n${Array.from({ length: 1_000 }, (_, n) => `c${n}`).join()}`)).toBeNull();
    expect(codeOf(`\n${Array.from({ length: 1_001 }, (_, n) => `c${n}`).join()}`)).toEqual([
      'IMPORT_REFUSED',
      '/lines/2',
    ]);
  });

  it('is not read beyond what it may have', () => {
    const started = performance.now();
    expect(() => readCsv(`sku,name\n${'A,B\n'.repeat(250_000)}`, 5_000)).toThrow('more than 5000 lines');
    expect(readCsv(`sku,name\n${',\n'.repeat(300_000)}`, 5_000).records).toEqual([]);
    // 10 s when every line was looked at.
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it.each([
    ['UTF-8', Buffer.from('preço;"Açaí – 1€"')],
    ['UTF-8 with its mark', Buffer.from('\uFEFFpreço;"Açaí – 1€"')],
    ['UTF-16LE with its mark', Buffer.from('\uFEFFpreço;"Açaí – 1€"', 'utf16le')],
    ['UTF-16LE', Buffer.from('preço;"Açaí – 1€"', 'utf16le')],
    ['UTF-16BE with its mark', Buffer.from('\uFEFFpreço;"Açaí – 1€"', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('pre\xe7o;"A\xe7a\xed \x96 1\x80"', 'latin1')],
  ])('may be %s', (_, bytes) => {
    expect(textOfFile(bytes)).toBe('preço;"Açaí – 1€"');
  });

  it('says yes and no in three languages', () => {
    for (const yes of ['VERDADEIRO', 'BENAR', 'TRUE', 'true', 'sim', 'Sim', 'ya', 'yes', '1', ' Y ']) {
      expect([yes, flagOfText(yes)]).toEqual([yes, true]);
    }
    for (const no of ['FALSO', 'SALAH', 'FALSE', 'não', 'NÃO', 'nao', 'tidak', 'no', '0']) {
      expect([no, flagOfText(no)]).toEqual([no, false]);
    }
    expect(flagOfText('maybe')).toBeUndefined();
  });
});

import type { CsvRecord } from '#libs/platform/csv';

import { FORMATS, type ForeignFormat, ForeignRow } from './foreign-formats.js';
import type { OwnCells } from './product-csv.columns.js';
import { inEnglish } from './translated-headers.js';

/** The system whose product file has such a header; undefined for a file of our own, and for one that nobody knows. */
export function formatOf(header: readonly string[]): ForeignFormat | undefined {
  const names = new Set(namesOf(header));
  return FORMATS.find(({ marks }) => marks.every((mark) => mark.some((name) => names.has(name))));
}

/** The records as cells of our own columns: one product per variant, and no line for what is none (a parent, a second picture). */
export function adopted(format: ForeignFormat, header: readonly string[], records: readonly CsvRecord[]) {
  const names = namesOf(header);
  const used = new Set<number>();
  const all = records.map(({ line, cells }) => ({ line, row: new ForeignRow(names, cells, used) }));
  const family = format.family(all.map(({ row }) => row));
  const rows = all.flatMap(({ line, row }): OwnCells[] => {
    const product = format.product(row, family(row));
    return product ? [{ line, ...product }] : [];
  });
  const ignored = header.filter((name, index) => name.trim() !== '' && !used.has(index));
  return { rows, ignoredColumns: [...new Set(ignored.map((name) => name.trim()))] };
}

const namesOf = (header: readonly string[]): readonly string[] => inEnglish(header.map(folded));

const folded = (name: string): string => name.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase();

import type { Outcome } from './api.js';

interface Page<Row> {
  readonly data: readonly Row[];
  readonly total: number;
}

/** Rows of a page, as many as the API gives at once. */
export const PAGE = 100;

/** Every row of a list that is told in pages: `ask` gets the number of rows to pass over. */
export async function everything<Row>(
  ask: (offset: number) => Promise<Outcome<Page<Row>>>,
): Promise<Outcome<readonly Row[]>> {
  const rows: Row[] = [];
  for (;;) {
    const told = await ask(rows.length);
    if (!told.ok) return told;
    rows.push(...told.data.data);
    if (rows.length >= told.data.total || told.data.data.length === 0) return { ...told, data: rows };
  }
}

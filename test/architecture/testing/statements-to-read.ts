/** What test/architecture/statements.spec.ts tries the reader of statements on. */
const COLUMNS = 'outlet_id = 1';
const MINE = 'outlet_id = $1';
const inPart = (column: string): string => `${column} AND outlet_id = $2`;
const when = (...parts: string[]): string => parts.join(' AND ');

export const plain = 'SELECT id FROM orders WHERE id = $1';
export const statement = { name: 'named.by-outlet', text: `SELECT id FROM orders WHERE outlet_id = $1` };
export const throughAConstant = `SELECT id FROM orders WHERE ${MINE}`;
export const throughAFunction = `SELECT id FROM orders WHERE ${inPart('id = $1')}`;
export const listOfColumns = `SELECT ${COLUMNS} FROM orders WHERE id = $1`;
export const nested = `SELECT id FROM orders WHERE ${when(`id = $1`, `outlet_id = $2`)}`;

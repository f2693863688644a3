import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith('.ts') && !/spec\.ts$|\/testing\//.test(file));

const migrations = filesOf('migrations').map((file) => ({ file, text: read(file) }));
const tables = [
  ...new Set(migrations.flatMap(({ text }) => [...text.matchAll(/CREATE TABLE (\w+)/g)].map(([, name = '']) => name))),
];
const TABLE = `(?:${tables.join('|')})`;

/**
 * What a statement says of a table without naming its columns. While it runs the next version's migration may add one: PostgreSQL then
 * refuses the prepared statement (0A000), or a value is missing in the row.
 */
function unnamed(text: string): string[] {
  const stars = [
    new RegExp(`\\bSELECT\\s+\\*\\s+FROM\\s+${TABLE}\\b`, 'gi'),
    /\bRETURNING\s+(?:\w+\.)?\*/gi,
    new RegExp(`\\bINSERT\\s+INTO\\s+${TABLE}\\s*(?:AS\\s+\\w+\\s*)?(?:VALUES|SELECT|\\(\\s*SELECT)\\b`, 'gi'),
    new RegExp(`\\bjsonb?_populate_record(?:set)?\\(\\s*NULL::${TABLE}\\b`, 'gi'),
    new RegExp(`\\b(?:SETOF\\s+${TABLE}\\b|${TABLE}%ROWTYPE)`, 'gi'),
  ].flatMap((pattern) => text.match(pattern) ?? []);
  // `o.*` where the same text calls a table o, or `orders.*`.
  const named = new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(${TABLE})\\b(?:\\s+(?:AS\\s+)?(\\w+))?`, 'gi');
  const aliases = [...text.matchAll(named)].flatMap(([, table, alias]) => [table, alias]);
  const starred = [...text.matchAll(/(?<!\()\b(\w+)\.\*(?=\s*(?:,|\$|FROM\b|$))/gm)].filter(([, alias]) =>
    aliases.includes(alias),
  );
  return [...stars, ...starred.map(([found]) => found)];
}

describe('statements', () => {
  it('are held against the tables that the migrations make', () => {
    expect(tables.length).toBeGreaterThan(50);
    expect(tables).toEqual(expect.arrayContaining(['orders', 'order_items', 'events', 'payments']));
  });

  it.each([
    'SELECT * FROM orders WHERE id = $1',
    'SELECT o.*, 1 AS one FROM orders o',
    'SELECT o.* FROM orders AS o',
    'UPDATE orders SET note = 1 RETURNING *',
    'DELETE FROM orders x USING y RETURNING x.*',
    'INSERT INTO orders VALUES ($1)',
    'INSERT INTO order_items SELECT 1',
    'SELECT id FROM json_populate_recordset(NULL::order_items, $1)',
    'CREATE FUNCTION f() RETURNS SETOF payments',
    'DECLARE found orders%ROWTYPE',
  ])('fail the rule as in: %s', (text) => {
    expect(unnamed(text)).not.toEqual([]);
  });

  it.each([
    'SELECT o.id, o.note FROM orders o',
    'WITH given AS (SELECT 1) SELECT * FROM given',
    'SELECT * FROM ordering_sales',
    'INSERT INTO orders (id, note) SELECT id, note FROM json_to_record($1) AS given (id uuid, note text)',
    'SELECT count(*) FROM orders o',
    'SELECT json_agg(i) FROM order_items i',
    'UPDATE orders o SET note = n.note FROM n RETURNING o.id',
  ])('pass the rule as in: %s', (text) => {
    expect(unnamed(text)).toEqual([]);
  });

  it.each([...filesOf('libs'), ...filesOf('migrations')].filter((file) => /SELECT|INSERT|RETURNING/.test(read(file))))(
    'of %s name the columns of the tables that they read and write',
    (file) => {
      expect(unnamed(read(file))).toEqual([]);
    },
  );
});

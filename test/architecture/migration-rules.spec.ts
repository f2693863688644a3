import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { BUSY_TABLES, migrationFaults } from './migration-rules.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations');
/** The last of those that made the tables of 0.2, when nobody sold with them. */
const LAST_OF_0_2 = '1795910417000-reporting.ts';
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));

const inside = (sql: string): string => `
export class Ordering1 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`${sql}\`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN x');
  }
}`;
const outside = (sql: string): string =>
  inside(sql).replace('MigrationInterface {', 'MigrationInterface {\n  transaction = false;');

describe('a migration of a busy table', () => {
  it.each([
    [inside('CREATE INDEX a ON orders (note)'), /CONCURRENTLY/],
    [inside('CREATE UNIQUE INDEX a ON payments (note)'), /CONCURRENTLY/],
    [inside('CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON orders (note)'), /transaction = false/],
    [outside('CREATE INDEX CONCURRENTLY a ON orders (note)'), /IF NOT EXISTS/],
    [inside('DROP INDEX orders_by_note'), /DROP INDEX CONCURRENTLY/],
    [inside('ALTER TABLE orders ADD CONSTRAINT c CHECK (total_amount >= 0)'), /NOT VALID/],
    [inside('ALTER TABLE orders ADD CHECK (total_amount >= 0)'), /NOT VALID/],
    [inside('ALTER TABLE orders ADD CONSTRAINT c CHECK (total_amount >= 0) NOT VALID'), /never validated/],
    [inside('ALTER TABLE refunds ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES users (id)'), /NOT VALID/],
    [inside('ALTER TABLE orders ADD CONSTRAINT c UNIQUE (number)'), /USING INDEX/],
    [inside('ALTER TABLE events ALTER COLUMN note SET NOT NULL'), /SET NOT NULL/],
    [inside('ALTER TABLE events ALTER note SET NOT NULL'), /SET NOT NULL/],
    [inside('ALTER TABLE jobs ADD COLUMN a uuid DEFAULT gen_random_uuid()'), /default of its own/],
    [inside('ALTER TABLE jobs ADD COLUMN a timestamptz NOT NULL DEFAULT clock_timestamp()'), /default of its own/],
    [inside('ALTER TABLE jobs ADD COLUMN a text NOT NULL'), /cannot write any more/],
    [inside('ALTER TABLE jobs ADD COLUMN a uuid REFERENCES users (id)'), /brings a constraint/],
    [inside('ALTER TABLE jobs ADD COLUMN a int, ADD COLUMN b uuid DEFAULT gen_random_uuid()'), /jobs\.b/],
    [inside('ALTER TABLE shifts ADD COLUMN a bigint GENERATED ALWAYS AS (b + 1) STORED'), /generated/],
    [inside('ALTER TABLE orders ALTER COLUMN note TYPE varchar'), /changes its type/],
    [inside('ALTER TABLE orders ALTER note SET DATA TYPE varchar'), /changes its type/],
    [inside('ALTER TABLE orders RENAME COLUMN note TO remark'), /rename/],
    [inside('ALTER TABLE orders RENAME TO bills'), /rename/],
    [inside('ALTER TABLE orders DROP COLUMN note'), /a version later/],
    [inside("UPDATE orders SET note = ''"), /in one go/],
    [inside('DELETE FROM events WHERE seq < 5'), /in one go/],
    [inside('UPDATE orders SET note = NULL WHERE id = 1 OR true'), /in one go/],
    [inside('WITH old AS (DELETE FROM audit_log RETURNING id) SELECT 1 FROM old'), /in one go/],
    [inside('TRUNCATE webhook_logs'), /stops everybody/],
    [inside('DROP TABLE stock_levels'), /stops everybody/],
    [inside('ALTER TABLE orders ADD COLUMN a int; ALTER TABLE events ADD COLUMN a int'), /locked together/],
    [outside('ALTER TABLE orders ADD COLUMN a int'), /run again/],
    [
      outside('ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c'),
      /run again/,
    ],
    [
      inside('ALTER TABLE orders ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c'),
      /each has its own/,
    ],
  ])('is refused: %s', (text, why) => {
    expect(migrationFaults(text).join('\n')).toMatch(why);
  });

  it.each([
    inside('ALTER TABLE orders ADD COLUMN a text'),
    inside('UPDATE event_counter SET last_seq = 0 WHERE id = 1'),
    outside(
      'CREATE INDEX IF NOT EXISTS e ON ONLY events (a); CREATE INDEX CONCURRENTLY IF NOT EXISTS m ON events_beyond (a); ALTER INDEX e ATTACH PARTITION m',
    ),
    inside('ALTER TABLE orders ADD COLUMN IF NOT EXISTS a text NULL'),
    inside("ALTER TABLE orders ADD COLUMN a text NOT NULL DEFAULT 'x'"),
    inside("ALTER TABLE orders ADD COLUMN a jsonb NOT NULL DEFAULT '{}'::jsonb, ADD b boolean NOT NULL DEFAULT false"),
    inside('ALTER TABLE orders ADD COLUMN a timestamptz NOT NULL DEFAULT now()'),
    outside(`ALTER TABLE orders DROP CONSTRAINT IF EXISTS c;
             ALTER TABLE orders ADD CONSTRAINT c CHECK (a IN (1, 2)) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c`),
    outside(`ALTER TABLE orders DROP CONSTRAINT IF EXISTS c;
             ALTER TABLE orders ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;
             ALTER TABLE orders VALIDATE CONSTRAINT c; ALTER TABLE orders ALTER COLUMN a SET NOT NULL`),
    inside('-- unnamed since 0.3\nALTER TABLE orders DROP COLUMN note'),
    inside('ALTER TABLE orders ALTER COLUMN a SET DEFAULT 5'),
    inside('CREATE TABLE orders_more (id uuid PRIMARY KEY); CREATE INDEX a ON orders_more (id)'),
    inside('CREATE TABLE webhook_logs (id uuid); CREATE INDEX a ON webhook_logs (id)'),
    inside("UPDATE outlets SET name = 'x'"),
    inside(
      'CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE orders SET note = 1; DELETE FROM jobs $$',
    ),
    inside('CREATE VIEW v AS SELECT id FROM orders FOR UPDATE'),
    outside('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a ON orders (note)'),
    outside('CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON orders (note); DROP INDEX CONCURRENTLY IF EXISTS b'),
    inside('ALTER TABLE orders ADD CONSTRAINT c UNIQUE USING INDEX a'),
    outside('UPDATE orders SET a = 1 WHERE id IN (SELECT id FROM orders WHERE a IS NULL LIMIT 1000)').replace(
      'await runner.query',
      'for (let n = 1; n > 0; ) { n = await runner.query',
    ),
  ])('is fine: %s', (text) => {
    expect(migrationFaults(text)).toEqual([]);
  });
});

describe('the migrations after those of 0.2', () => {
  it('run while people sell', () => {
    const faults = files
      .filter((file) => file > LAST_OF_0_2)
      .flatMap((file) => migrationFaults(readFileSync(join(FOLDER, file), 'utf8')).map((fault) => `${file}: ${fault}`));

    expect(faults).toEqual([]);
  });

  it('know which tables are busy: each of them exists', () => {
    const made = files.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n');
    expect(BUSY_TABLES.filter((table) => !new RegExp(`CREATE TABLE ${table}\\b`).test(made))).toEqual([]);
  });
});

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Any number above those of `migrations/`. */
const FIRST = 1_999_999_000_000;

/** Migrations of these statements, as one would write them by CONTRIBUTING.md: one each, CONCURRENTLY outside of a transaction. */
export const migrationsOf = (statements: readonly string[]): (new () => MigrationInterface)[] =>
  statements.map((sql, i) => {
    const isOutside = sql.includes('CONCURRENTLY');
    return class implements MigrationInterface {
      readonly name = `Additive${FIRST + i}`;
      readonly transaction = isOutside ? false : undefined;

      async up(runner: QueryRunner): Promise<void> {
        await runner.query(sql);
      }

      down(): Promise<void> {
        return Promise.resolve();
      }
    };
  });

const TABLES = ['orders', 'order_items', 'events', 'payments'];

/** What the next version may do to the tables that are written to all the time. */
export const ADDITIVE: readonly string[] = [
  ...TABLES.map((table) => `ALTER TABLE ${table} ADD COLUMN later text`),
  ...TABLES.map((table) => `ALTER TABLE ${table} ADD COLUMN later_count integer NOT NULL DEFAULT 7`),
  'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_later ON orders (later)',
  // The log is in months: an index of it is there at once, and is of use when each month has its part.
  'CREATE INDEX events_later ON ONLY events (later)',
  ...['events_before', 'events_beyond'].map(
    (month) => `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${month}_later ON ${month} (later)`,
  ),
  ...['events_before', 'events_beyond'].map((month) => `ALTER INDEX events_later ATTACH PARTITION ${month}_later`),
  ...TABLES.flatMap((table) => [
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_later CHECK (later_count > 0) NOT VALID`,
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${table}_later`,
  ]),
];

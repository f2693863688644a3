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
  'CREATE INDEX CONCURRENTLY IF NOT EXISTS events_later ON events (later)',
  ...TABLES.flatMap((table) => [
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_later CHECK (later_count > 0) NOT VALID`,
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${table}_later`,
  ]),
];

import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import { applyMigrations, revertMigrations } from '../../../apps/console/src/migrate.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { onCleanup } from '../../support/cleanup.js';

class AddColor1999999999001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE notes ADD COLUMN color text NOT NULL DEFAULT 'red'");
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notes DROP COLUMN color');
  }
}

class IndexNotes1999999999002 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS notes_by_body ON notes (body)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS notes_by_body');
  }
}

describe('migrations while others work', () => {
  let database: TestDatabase;
  let said: string[];

  beforeEach(async () => {
    database = await createTestDatabase();
    await database.query('CREATE TABLE notes (id integer PRIMARY KEY, body text)');
    said = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => said.push(String(line).trimEnd()) > 0);
  });

  afterEach(() => void jest.restoreAllMocks());

  /** A transaction that reads the table and stays open. */
  async function openReader() {
    const reader = new pg.Client({ connectionString: database.url, application_name: 'long-report' });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT * FROM notes');
    let ended: Promise<void> | undefined;
    const end = () => (ended ??= reader.end());
    onCleanup(end);
    return end;
  }

  it('let others pass after 2 s without their lock, and try again', async () => {
    const end = await openReader();
    let slowest = 0;
    let isOver = false;
    const others = (async () => {
      for (let id = 0; !isOver; id++) {
        const started = performance.now();
        await database.query('INSERT INTO notes (id) VALUES ($1)', [id]);
        slowest = Math.max(slowest, performance.now() - started);
        await delay(20);
      }
    })();

    const migrating = applyMigrations(database.url, { migrations: [AddColor1999999999001] });
    await delay(6_000);
    await end();

    expect(await migrating).toEqual(['AddColor1999999999001']);
    isOver = true;
    await others;
    // Two seconds behind the migration, and what the machine adds: not the six that the reader takes.
    expect(slowest).toBeLessThan(4_500);
    expect(said[0]).toMatch(
      /^wait {2}AddColor1999999999001 did not get its locks in 2s \(try 1 of 30\): the oldest open transaction is that of pid \d+ \(long-report, idle in transaction, for \d+ s\)$/,
    );
  });

  it('give up in one line that says who is in the way, and keep nothing of what they began', async () => {
    await openReader();

    const failed = applyMigrations(database.url, { tries: 1, migrations: [AddColor1999999999001] });

    await expect(failed).rejects.toThrow(
      /^AddColor1999999999001 did not get its locks in 1 tries: the oldest open transaction is that of pid \d+ .*end what holds them, and run this again$/,
    );
    expect(await database.query("SELECT 1 FROM migrations WHERE name LIKE 'AddColor%'")).toEqual([]);
  });

  it('build an index again that a crash left by halves, outside of a transaction, and take it away so', async () => {
    await database.query("INSERT INTO notes VALUES (1, 'same'), (2, 'same')");
    const migrations = [IndexNotes1999999999002];
    await expect(applyMigrations(database.url, { migrations })).rejects.toThrow('could not create unique index');
    const valid = () =>
      database.query("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('notes_by_body')");
    expect(await valid()).toEqual([{ valid: false }]);
    await database.query('DELETE FROM notes WHERE id = 2');

    expect(await applyMigrations(database.url, { migrations })).toEqual(['IndexNotes1999999999002']);

    expect(await valid()).toEqual([{ valid: true }]);
    expect(said).toEqual(['again public.notes_by_body: it was built by halves']);
    expect(await revertMigrations(database.url, 1, { migrations })).toEqual(['IndexNotes1999999999002']);
    expect(await valid()).toEqual([]);
  });
});

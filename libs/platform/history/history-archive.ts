import { Inject, Injectable } from '@nestjs/common';

import { Database } from '../database/database.js';
import { ENV } from '../env/env.module.js';
import type { Statement } from '../database/statement.js';
import type { Env } from '../env/env.js';
import { Logger } from '../telemetry/logger.js';
import { Archive } from './archive.js';

/** A table that only grows, and of which the old end is archived. */
export interface History {
  readonly table: string;
  /** All columns, as a statement names them; `occurred_at` is among them. */
  readonly columns: string;
  /** A unique column that grows with time, and the type of its values. */
  readonly key: string;
  readonly keyType: 'uuid' | 'bigint';
  /** What goes before each removal, in its transaction: rows up to this key are in the archive. */
  readonly archivedTo?: (key: Key) => Statement;
}

type Row = Readonly<Record<string, unknown>> & { readonly occurred_at: Date };

export type Key = string | number;

/** Rows of one file, and of one statement that deletes. */
const FILE = 20_000;
const BATCH = 1_000;
/** What one run does at most: a job that is done too late is taken by another process. */
const MOST_FILES = 10;

/** Moves what is older than `HISTORY_RETENTION` from tables to the archive, oldest first, a file at a time. */
@Injectable()
export class HistoryArchive {
  constructor(
    private readonly database: Database,
    private readonly archive: Archive,
    private readonly logger: Logger,
    @Inject(ENV) private readonly env: Pick<Env, 'HISTORY_RETENTION'>,
  ) {}

  /** Nothing is deleted before its file is written and read again; a run that is cut short writes the same file again. */
  async keep(history: History): Promise<void> {
    const before = new Date(Date.now() - this.env.HISTORY_RETENTION);
    for (let files = 0; files < MOST_FILES; files++) {
      const rows = await this.oldest(history, before);
      const [first, last] = [rows[0]?.[history.key], rows.at(-1)?.[history.key]] as [Key?, Key?];
      if (first === undefined || last === undefined) return;
      const name = `${history.table.replaceAll('_', '-')}-${first}`;
      const { file, lines } = await this.archive.write(name, each(rows));
      await this.remove(history, last);
      this.logger.info('Old rows are archived', { table: history.table, rows: lines, file });
    }
  }

  /** The first row alone is read on most days: it is not old enough. */
  private async oldest({ table, columns, key }: History, before: Date): Promise<Row[]> {
    const from = `FROM ${table} ORDER BY ${key}`;
    const [first] = await this.database.query<Row>({ text: `SELECT occurred_at ${from} LIMIT 1` });
    if (!first || first.occurred_at >= before) return [];
    const rows = await this.database.query<Row>({ text: `SELECT ${columns} ${from} LIMIT ${FILE}` });
    const newer = rows.findIndex(({ occurred_at }) => occurred_at >= before);
    return newer < 0 ? rows : rows.slice(0, newer);
  }

  private async remove({ table, key, keyType, archivedTo }: History, last: Key): Promise<void> {
    const text = `DELETE FROM ${table} WHERE ${key} IN (
      SELECT ${key} FROM ${table} WHERE ${key} <= $1::${keyType} ORDER BY ${key} LIMIT ${BATCH})`;
    const removal = async () => {
      if (archivedTo) await this.database.execute(archivedTo(last));
      return this.database.execute({ text, values: [last] });
    };
    while ((await this.database.run(removal)) === BATCH);
  }
}

async function* each(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

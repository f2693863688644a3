import { join } from 'node:path';

import pg from 'pg';
import { DataSource, type EntitySchema, type Logger as TypeOrmLogger, type MigrationInterface } from 'typeorm';

import { Connections } from './connections.js';

export interface DataSourceSettings {
  readonly url: string;
  readonly poolMin?: number;
  readonly poolMax?: number;
  /** Whether statements that are begun together travel together (pipeline/README.md); they do when absent. */
  readonly pipeline?: boolean;
  /** Row schemas; every module's `typeorm/*.schema` when absent. */
  readonly entities?: readonly EntitySchema[];
  readonly applicationName?: string;
  /** Hears of statements that TypeORM itself made and that took longer than so many ms. */
  readonly slow?: { readonly ms: number; readonly logger: TypeOrmLogger };
  /** Loads the migrations too, for the process that applies them: those of `migrations/`, or these. */
  readonly migrates?: true | readonly (new () => MigrationInterface)[];
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CODE = '{ts,js}';

const silence = (): void => undefined;
/** TypeORM's own would tell of migrations on stdout, whatever `logging` says. */
const SILENT: TypeOrmLogger = {
  logQuery: silence,
  logQueryError: silence,
  logQuerySlow: silence,
  logSchemaBuild: silence,
  logMigration: silence,
  log: silence,
};

const BIGINT = 20;
const DATE = 1082;

/** `bigint` arrives as a safe integer (money, quantities), `date` as the text `YYYY-MM-DD`; the rest as `pg` gives it. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === BIGINT) return toSafeInteger;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/**
 * The one TypeORM data source. Time limits: a statement 5 s, a lock 2 s, an idle transaction 10 s, a free connection 2 s, so that one stuck client cannot stop the shop.
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: Connections },
    url: settings.url,
    entities: settings.entities ? [...settings.entities] : [join(ROOT, 'libs', '*', 'typeorm', `*.schema.${CODE}`)],
    migrations: settings.migrates === true ? [join(ROOT, 'migrations', `*.${CODE}`)] : [...(settings.migrates ?? [])],
    migrationsTableName: 'migrations',
    synchronize: false,
    installExtensions: false,
    applicationName: settings.applicationName ?? 'comanda',
    logging: false,
    logger: settings.slow?.logger ?? SILENT,
    ...(settings.slow && { maxQueryExecutionTime: settings.slow.ms }),
    // An idle connection that the server drops is replaced at its next use; nobody needs to hear of it.
    poolErrorHandler: () => undefined,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      min: settings.poolMin ?? 0,
      max: settings.poolMax ?? 16,
      pipeline: settings.pipeline ?? true,
      types,
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
      idleTimeoutMillis: 30_000,
      options: '-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s -c timezone=UTC',
    },
  });
}

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A stored integer is beyond 2^53');
  return value;
}

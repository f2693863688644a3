import { join } from 'node:path';

import pg from 'pg';
import { DataSource, type EntitySchema, type Logger as TypeOrmLogger, type MigrationInterface } from 'typeorm';

import { Connections } from './connections.js';
import { POSTGRES_TYPES } from './postgres-types.js';
import { Servers } from './servers.js';

export interface DataSourceSettings {
  /** Of one server, or of several (servers.ts). */
  readonly url: string;
  readonly poolMin?: number;
  readonly poolMax?: number;
  /** Milliseconds that a free connection is waited for; 2,000 when absent. */
  readonly connectMs?: number;
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

/** The one TypeORM data source. The limits of its connections are those of servers.ts. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const servers = Servers.of(settings.url);
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: Connections },
    url: servers.current,
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
      servers,
      min: settings.poolMin ?? 0,
      max: settings.poolMax ?? 16,
      pipeline: settings.pipeline ?? true,
      types: POSTGRES_TYPES,
      keepAlive: true,
      connectionTimeoutMillis: settings.connectMs ?? 2_000,
      idleTimeoutMillis: 30_000,
    },
  });
}

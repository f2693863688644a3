import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg, { type QueryResultRow } from 'pg';

import { ENV } from '../env/env.module.js';
import type { Env } from '../env/env.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Outage } from '../telemetry/outage.js';
import { POSTGRES_TYPES } from './postgres-types.js';
import type { Statement } from './statement.js';

const LOOK_MS = 1_000;
/** A look that is older says nothing of now. */
const LOOK_HOLDS_MS = 3 * LOOK_MS;
const CONNECT_MS = 1_000;
const STATEMENT_MS = 10_000;
const CONNECTIONS = 8;

/** Up to when the replica has everything: now, when it has replayed all that reaches it from a primary that it is connected to. */
const AS_OF = `
  SELECT CASE WHEN NOT pg_is_in_recovery() THEN now()
              WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN now()
              ELSE pg_last_xact_replay_timestamp() END AS as_of, now() AS now`;

interface Row {
  as_of: Date | null;
  now: Date;
}

interface Look {
  /** By our clock, when it was taken. */
  readonly at: number;
  readonly asOf: Date;
  readonly lagMs: number;
}

/**
 * A copy of the database that follows it (`DATABASE_REPLICA_URL`): for reads that may be some seconds old, and for nothing that is decided upon. It
 * is looked at each second; one that is away, or further behind than `REPLICA_MAX_LAG`, is not read from until it is back.
 */
@Injectable()
export class Replica implements OnModuleInit, OnApplicationShutdown {
  private readonly pool?: pg.Pool;
  private timer?: NodeJS.Timeout;
  private look?: Look;
  private fault: string | null = 'not looked at yet';
  private looking = false;
  private readonly outage: Outage;

  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'DATABASE_REPLICA_URL' | 'REPLICA_MAX_LAG'>,
    metrics: Metrics,
    logger: Logger,
  ) {
    this.outage = new Outage(logger, 'The replica is not read from', 'The replica is read from again');
    if (env.DATABASE_REPLICA_URL === undefined) return;
    this.pool = new pg.Pool({
      connectionString: env.DATABASE_REPLICA_URL,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: STATEMENT_MS,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: 'comanda-reads',
      types: POSTGRES_TYPES,
    });
    // A connection that breaks while nobody uses it is replaced at its next use.
    this.pool.on('error', () => undefined);
    metrics.sampled(
      { name: 'comanda_replica_lag_seconds', help: 'How far the replica is behind when it was last looked at' },
      () => (this.look ? [{ value: this.look.lagMs / 1000 }] : []),
    );
    metrics.sampled({ name: 'comanda_replica_up', help: 'Whether this process reads from the replica' }, () => [
      { value: this.asOf ? 1 : 0 },
    ]);
  }

  /** Up to when a read of now has everything; undefined when the replica is not to be read from. */
  get asOf(): Date | undefined {
    const { look, fault } = this;
    return look && fault === null && Date.now() - look.at < LOOK_HOLDS_MS ? look.asOf : undefined;
  }

  /** For `/ready`: `up`, or why it is not read from; undefined without one. It makes no process unready. */
  get state(): string | undefined {
    if (!this.pool) return undefined;
    return this.asOf ? 'up' : `away: ${this.fault ?? 'it does not answer'}; the database itself is read from`;
  }

  async onModuleInit(): Promise<void> {
    if (!this.pool) return;
    await this.lookAtIt();
    this.timer = setInterval(() => void this.lookAtIt(), LOOK_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.pool?.end();
  }

  /** Rows of one statement, as `Database.query` gives them. Throws whatever is wrong with it, or with the replica. */
  async query<T extends QueryResultRow>({ name, text, values }: Statement): Promise<T[]> {
    if (!this.pool) throw new Error('There is no replica');
    const { rows } = await this.pool.query<T>({ name, text, values: values ? [...values] : [] });
    return rows;
  }

  /** Has it not read from until the next look. */
  distrust(error: unknown): void {
    this.fault = reasonOf(error);
  }

  private async lookAtIt(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const [row] = await this.query<Row>({ text: AS_OF });
      this.fault = this.take(row);
    } catch (error) {
      this.distrust(error);
    } finally {
      this.looking = false;
    }
    if (this.fault === null) this.outage.over();
    else this.outage.met(new Error(this.fault));
  }

  /** Takes what it says of itself, and answers what is wrong with that. */
  private take(row: Row | undefined): string | null {
    if (!row?.as_of) return 'it does not say how far it is';
    const lagMs = Math.max(row.now.getTime() - row.as_of.getTime(), 0);
    this.look = { at: Date.now(), asOf: row.as_of, lagMs };
    return lagMs > this.env.REPLICA_MAX_LAG ? `it is ${Math.round(lagMs / 1000)} s behind` : null;
  }
}

/** By its code: messages of pg may quote addresses. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'it does not answer';
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Heartbeats } from '../telemetry/heartbeats.js';
import { Metrics } from '../telemetry/metrics.js';
import { Remembered } from '../telemetry/remembered.js';
import { ASIDE_CONNECTIONS, Database } from './database.js';

const REMEMBERED_MS = 5_000;
const PATIENCE_MS = 1_500;

interface ServerConnections extends Record<string, unknown> {
  readonly most: number;
  readonly open: number;
}

/** The pools of this process, and how many connections the server has left for all of them. */
@Injectable()
export class DatabaseMetrics implements OnModuleInit {
  private readonly server = new Remembered(() => this.countOnServer(), REMEMBERED_MS, PATIENCE_MS);

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly heartbeats: Heartbeats,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    const { metrics } = this;
    metrics.sampled(
      {
        name: 'comanda_db_pool_connections',
        help: 'Connections to PostgreSQL of this process, by pool (main, aside) and state (in_use, idle)',
        labelNames: ['pool', 'state'],
      },
      () =>
        this.database.pools().flatMap(({ pool, inUse, idle }) => [
          { labels: { pool, state: 'in_use' }, value: inUse },
          { labels: { pool, state: 'idle' }, value: idle },
        ]),
    );
    metrics.sampled(
      {
        name: 'comanda_db_pool_waiting',
        help: 'Work that waits for a connection of the pool',
        labelNames: ['pool'],
      },
      () => this.database.pools().map(({ pool, waiting }) => ({ labels: { pool }, value: waiting })),
    );
    metrics.sampled(
      {
        name: 'comanda_db_pool_size',
        help: 'Connections that the pool may open: main is DB_POOL_MAX',
        labelNames: ['pool'],
      },
      () => [
        { labels: { pool: 'main' }, value: this.env.DB_POOL_MAX },
        { labels: { pool: 'aside' }, value: ASIDE_CONNECTIONS },
      ],
    );
    metrics.sampled(
      {
        name: 'comanda_db_server_connections',
        help: 'Connections that the PostgreSQL server has open, of whoever they are; every process tells the same',
      },
      async () => valueOf((await this.server.get())?.open),
    );
    metrics.sampled(
      {
        name: 'comanda_db_server_connections_limit',
        help: 'Connections that the PostgreSQL server gives to ordinary users; every process tells the same',
      },
      async () => valueOf((await this.server.get())?.most),
    );
    metrics.sampled(
      {
        name: 'comanda_loop_age_seconds',
        help: 'Seconds since a loop of this process last turned (jobs, events)',
        labelNames: ['loop'],
      },
      () => this.heartbeats.ages().map(({ name, seconds }) => ({ labels: { loop: name }, value: seconds })),
    );
  }

  private async countOnServer(): Promise<ServerConnections> {
    const [row] = await this.database.query<ServerConnections>({
      name: 'metrics.connections',
      text: `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
               (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database) AS open`,
    });
    if (!row) throw new Error('PostgreSQL does not say how many connections it has');
    return row;
  }
}

const valueOf = (value: number | undefined) => (value === undefined ? [] : [{ value }]);

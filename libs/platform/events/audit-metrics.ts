import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Database } from '../database/database.js';
import { Metrics } from '../telemetry/metrics.js';
import { Remembered } from '../telemetry/remembered.js';

const REMEMBERED_MS = 2_000;
const PATIENCE_MS = 1_500;

/** How far the chain over the audit log is behind what was committed. */
@Injectable()
export class AuditMetrics implements OnModuleInit {
  private readonly seconds = new Remembered(() => this.measure(), REMEMBERED_MS, PATIENCE_MS);

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.sampled(
      {
        name: 'comanda_audit_unsealed_seconds',
        help: 'The age of the oldest entry of the audit log that is not sealed, 0 when all are; every process tells the same',
      },
      async () => {
        const value = await this.seconds.get();
        return value === undefined ? [] : [{ value }];
      },
    );
  }

  private async measure(): Promise<number> {
    const [oldest] = await this.database.query<{ seconds: number }>({
      name: 'metrics.audit',
      text: `SELECT greatest(extract(epoch FROM now() - occurred_at), 0)::float8 AS seconds
             FROM audit_log WHERE NOT sealed ORDER BY id LIMIT 1`,
    });
    return oldest?.seconds ?? 0;
  }
}

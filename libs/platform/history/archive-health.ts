import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { Outage } from '../telemetry/outage.js';

/** Whether the archive took what this process wrote last, for the log, `/ready` and `/metrics`. While it does not, the database keeps what it has. */
@Injectable()
export class ArchiveHealth {
  private readonly outage: Outage;
  private trouble: string | undefined;

  constructor(logger: Logger, metrics: Metrics) {
    this.outage = new Outage(
      logger,
      'The archive of ARCHIVE_DIR takes nothing: the database keeps what is over its retention, and this is tried again',
      'The archive of ARCHIVE_DIR takes what leaves the database again',
    );
    const up: Gauge = new Gauge({
      name: 'comanda_archive_up',
      help: 'Whether ARCHIVE_DIR took what this process wrote there last (1), or not (0)',
      registers: [metrics.registry],
      collect: () => up.set(this.trouble === undefined ? 1 : 0),
    });
  }

  /** Why nothing is archived; undefined while nothing is wrong. */
  get state(): string | undefined {
    return this.trouble && `away (${this.trouble}): nothing is dropped from the database until it is back`;
  }

  worked(): void {
    this.trouble = undefined;
    this.outage.over();
  }

  failed(error: unknown): void {
    const { code, name } = error as { code?: unknown; name?: unknown };
    this.trouble = typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
    this.outage.met(error);
  }
}

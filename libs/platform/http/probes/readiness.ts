import { Injectable } from '@nestjs/common';

import { Database } from '../../database/database.js';
import { Replica } from '../../database/replica.js';
import { ArchiveHealth } from '../../history/archive-health.js';
import { RedisHealth } from '../../redis/redis-health.js';
import { RelayHealth } from '../../relay/relay-health.js';
import { Logger } from '../../telemetry/logger.js';

export interface ReadinessReport {
  readonly ready: boolean;
  /** Each dependency: `up`, or what is wrong with it. Neither Redis nor the broker nor a replica nor the archive makes a process unready: nothing is lost without them. */
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 1_500;

@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly redis: RedisHealth,
    private readonly relay: RelayHealth,
    private readonly replica: Replica,
    private readonly archive: ArchiveHealth,
  ) {}

  get isDraining(): boolean {
    return this.draining;
  }

  /** From now on the process answers that it is not ready, so that a balancer sends no more. */
  drain(): void {
    this.draining = true;
  }

  async check(): Promise<ReadinessReport> {
    const [database, redis, relay] = await Promise.all([this.databaseState(), this.redis.state(), this.relay.state()]);
    const checks = {
      database,
      ...(redis && { redis }),
      ...(relay && { relay }),
      ...(this.replica.state && { replica: this.replica.state }),
      ...(this.archive.state && { archive: this.archive.state }),
      ...this.logState(),
      ...(this.draining && { process: 'stopping' }),
    };
    return { ready: database === 'up' && !this.draining, checks };
  }

  /** A log that takes nothing stops nobody: its lines are dropped and counted. */
  private logState() {
    const { trouble, dropped } = this.logger;
    return trouble && { log: `away: lines cannot be written (${trouble}); ${dropped} are lost so far` };
  }

  private async databaseState(): Promise<string> {
    const probe = this.database.refusesWrites().then(
      (fault) => (fault === undefined ? 'up' : `down: the database takes no writes: ${fault}`),
      () => 'down: the database does not answer; check DATABASE_URL and the server',
    );
    return Promise.race([probe, after(PATIENCE_MS, 'down: the database did not answer in time')]);
  }
}

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });

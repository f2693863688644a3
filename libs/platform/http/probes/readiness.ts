import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';

import { Database } from '../../database/database.js';
import type { Env } from '../../env/env.js';
import { ENV } from '../../env/env.module.js';
import { connectRedis } from '../../redis/redis.js';
import { Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';

export interface ReadinessReport {
  readonly ready: boolean;
  /** Each dependency: `up`, or what is wrong with it. Redis alone never makes a process unready: nothing is lost without it. */
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 1_500;

@Injectable()
export class Readiness implements OnModuleInit, OnApplicationShutdown {
  private redis?: Redis;
  private draining = false;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    if (!this.env.REDIS_URL) return;
    const redis = connectRedis(this.env.REDIS_URL, 'producer', this.logger);
    this.redis = redis;
    this.metrics.sampled({ name: 'comanda_redis_up', help: 'Whether this process is connected to Redis' }, () => [
      { value: redis.status === 'ready' ? 1 : 0 },
    ]);
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  get isDraining(): boolean {
    return this.draining;
  }

  /** From now on the process answers that it is not ready, so that a balancer sends no more. */
  drain(): void {
    this.draining = true;
  }

  async check(): Promise<ReadinessReport> {
    const [database, redis] = await Promise.all([this.databaseState(), this.redisState()]);
    const checks = {
      database,
      ...(redis && { redis }),
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

  /** Redis must keep what it is given (AOF) and never evict, or woken jobs wait for the sweeper more often than they should. */
  private async redisState(): Promise<string | undefined> {
    const { redis } = this;
    if (!redis) return undefined;
    try {
      const [policy, aof] = await Promise.all([setting(redis, 'maxmemory-policy'), setting(redis, 'appendonly')]);
      const faults = [
        policy !== 'noeviction' && 'maxmemory-policy should be noeviction',
        aof !== 'yes' && 'appendonly should be yes',
      ];
      const found = faults.filter(Boolean);
      return found.length > 0 ? `up, but ${found.join(' and ')}` : 'up';
    } catch {
      return 'away: working without it until it is back';
    }
  }
}

const setting = async (redis: Redis, name: string): Promise<string | undefined> =>
  ((await redis.config('GET', name)) as string[])[1];

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });

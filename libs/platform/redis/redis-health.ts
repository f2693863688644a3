import { Injectable } from '@nestjs/common';
import { Cluster, type Redis } from 'ioredis';

import { Metrics } from '../telemetry/metrics.js';
import { type RedisClient, RedisConnections } from './redis-connections.js';
import { reasonOf } from './redis-reason.js';

const LATE_MS = 1_500;

/** What Redis says of itself, for `/ready`. */
@Injectable()
export class RedisHealth {
  private readonly redis?: RedisClient;

  constructor(
    private readonly connections: RedisConnections,
    metrics: Metrics,
  ) {
    const redis = (this.redis = connections.connect('producer'));
    if (!redis) return;
    metrics.sampled({ name: 'comanda_redis_up', help: 'Whether this process is connected to Redis' }, () => [
      { value: redis.status === 'ready' ? 1 : 0 },
    ]);
  }

  /** `up`; `up, but …` what an operator should set; `away (…)` and why; undefined without Redis. */
  async state(): Promise<string | undefined> {
    const { redis } = this;
    if (!redis) return undefined;
    if (redis.status !== 'ready') return awayBecause(this.connections.reason);
    try {
      return await Promise.race([this.ask(redis), late()]);
    } catch (error) {
      return awayBecause(reasonOf(error as Error));
    }
  }

  private async ask(redis: RedisClient): Promise<string> {
    const mayNot = await refused([
      redis.eval('return 1', 1, 'comanda:ready'),
      redis.eval('return 1', 1, '{comanda}:ready'),
      redis.publish('comanda:ready', ''),
    ]);
    const primaries = redis instanceof Cluster ? redis.nodes('master') : [redis];
    const faults = await Promise.all(primaries.map(faultsOf));
    const found = new Set([
      ...(mayNot ? ['its user may not use all of the keys, channels and scripts'] : []),
      ...faults.flat(),
    ]);
    return found.size === 0 ? 'up' : `up, but ${[...found].join(' and ')}`;
  }
}

/** Redis must keep what it is given (AOF) and never evict, or woken jobs wait for the sweeper more often than they should. */
async function faultsOf(primary: Redis): Promise<string[]> {
  try {
    const info = await primary.info();
    const faults = [
      !info.includes('maxmemory_policy:noeviction') && 'maxmemory-policy should be noeviction',
      !info.includes('aof_enabled:1') && 'appendonly should be yes',
    ];
    return faults.filter((fault) => fault !== false);
  } catch (error) {
    return isRefusal(error) ? ['persistence is unknown: its user may not use INFO'] : ['one of its primaries is away'];
  }
}

/** Whether an ACL forbade one of these. Throws what else went wrong. */
async function refused(asked: Promise<unknown>[]): Promise<boolean> {
  const failed = (await Promise.allSettled(asked)).flatMap((one) =>
    one.status === 'rejected' ? [one.reason as Error] : [],
  );
  const other = failed.find((error) => !isRefusal(error));
  if (other) throw other;
  return failed.length > 0;
}

/** NOPERM, or what a provider that has taken a command away answers. */
const isRefusal = (error: unknown): boolean => /^NOPERM|unknown command/i.test((error as Error).message);

const awayBecause = (reason: string): string => `away (${reason}): working without it until it is back`;

const late = (): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(awayBecause('ETIMEDOUT')), LATE_MS).unref();
  });

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';

import { type RedisClient, RedisConnections } from '../redis/redis-connections.js';

const COUNT = `
local hits = redis.call('INCR', KEYS[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { hits, redis.call('PTTL', KEYS[1]) }`;
const TAKE_BACK = `
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECRBY', KEYS[1], ARGV[1]) end`;
const FORGET_MS = 60_000;
/** A Redis that did not answer is not asked again at once: each request would wait for it in vain. */
const PAUSE_MS = 1_000;

interface Window {
  hits: number;
  endsAt: number;
}

/**
 * Fixed windows, shared over Redis when there is one. While Redis is away each process counts for itself: a shop must go on selling,
 * and a login is still limited, if less exactly.
 */
@Injectable()
export class RateLimitStorage implements ThrottlerStorage, OnApplicationShutdown {
  private readonly windows = new Map<string, Window>();
  private readonly redis?: RedisClient;
  private readonly purge: NodeJS.Timeout;
  private askAgainAt = 0;

  constructor(connections: RedisConnections) {
    this.redis = connections.connect('producer');
    this.purge = setInterval(() => this.forget(Date.now()), FORGET_MS);
    this.purge.unref();
  }

  async increment(key: string, ttl: number, limit: number): ReturnType<ThrottlerStorage['increment']> {
    const { hits, leftMs } = (await this.countShared(key, ttl)) ?? this.count(key, ttl);
    const seconds = Math.ceil(leftMs / 1000);
    const isBlocked = hits > limit;
    return { totalHits: hits, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }

  /** Counts so many fewer in the window that is open, if one is; the count may fall below zero. */
  async takeBack(key: string, hits: number): Promise<void> {
    if (this.redis?.status === 'ready') {
      await this.redis.eval(TAKE_BACK, 1, `comanda:rate:${key}`, hits).catch(() => undefined);
      return;
    }
    const window = this.windows.get(key);
    if (window) window.hits -= hits;
  }

  onApplicationShutdown(): void {
    clearInterval(this.purge);
  }

  private async countShared(key: string, ttl: number): Promise<{ hits: number; leftMs: number } | undefined> {
    if (this.redis?.status !== 'ready' || Date.now() < this.askAgainAt) return undefined;
    try {
      const [hits, leftMs] = (await this.redis.eval(COUNT, 1, `comanda:rate:${key}`, ttl)) as [number, number];
      return { hits, leftMs };
    } catch {
      this.askAgainAt = Date.now() + PAUSE_MS;
      return undefined;
    }
  }

  private count(key: string, ttl: number): { hits: number; leftMs: number } {
    const now = Date.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + ttl };
      this.windows.set(key, window);
    }
    window.hits += 1;
    return { hits: window.hits, leftMs: window.endsAt - now };
  }

  private forget(now: number): void {
    for (const [key, window] of this.windows) if (window.endsAt <= now) this.windows.delete(key);
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { Logger } from '../telemetry/logger.js';
import { connectRedis } from './redis.js';

/**
 * Tells the other processes, over Redis, that there is something to look at. It carries no facts: whoever hears nothing finds the same
 * by its own poll. Without Redis it does nothing.
 */
@Injectable()
export class WakeBus implements OnApplicationShutdown {
  private readonly publisher?: Redis;
  private readonly subscriber?: Redis;
  private readonly handlers = new Map<string, () => void>();

  constructor(@Inject(ENV) env: Env, logger: Logger) {
    if (!env.REDIS_URL) return;
    this.publisher = connectRedis(env.REDIS_URL, 'producer', logger);
    this.subscriber = connectRedis(env.REDIS_URL, 'consumer', logger);
    this.subscriber.on('message', (channel: string) => this.handlers.get(channel)?.());
  }

  publish(channel: string): void {
    this.publisher?.publish(channel, '').catch(() => undefined);
  }

  subscribe(channel: string, handler: () => void): void {
    this.handlers.set(channel, handler);
    this.subscriber?.subscribe(channel).catch(() => undefined);
  }

  onApplicationShutdown(): void {
    this.publisher?.disconnect();
    this.subscriber?.disconnect();
  }
}

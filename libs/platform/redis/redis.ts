import { Redis } from 'ioredis';

import type { Logger } from '../telemetry/logger.js';

/**
 * A `producer` fails at once when Redis is away (nothing in a request may wait for it); a `consumer` waits and resubscribes. Both
 * reconnect for ever, and say so once per outage, not once per attempt.
 */
export function connectRedis(url: string, role: 'producer' | 'consumer', logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: role === 'consumer',
    maxRetriesPerRequest: role === 'consumer' ? null : 0,
    enableReadyCheck: role === 'producer',
    connectTimeout: 2_000,
    commandTimeout: role === 'producer' ? 1_000 : undefined,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  });
  let away = false;
  redis.on('error', (error) => {
    if (!away) logger.warn('Redis is away; working without it until it is back', { error });
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
  });
  return redis;
}

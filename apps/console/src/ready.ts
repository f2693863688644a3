import pg from 'pg';

import { refuseOldDatabase } from '../../../libs/platform/database/old-database.js';
import { redisSettings, type RedisSettings } from '../../../libs/platform/env/redis-env.js';
import { connectTo } from '../../../libs/platform/redis/redis-connections.js';
import { reasonOf } from '../../../libs/platform/redis/redis-reason.js';
import { chooseServer, say } from './database.js';

const TIMEOUT_MS = 3_000;

/**
 * Whether a process started here and now would find what it needs: a database that answers and is migrated and, with REDIS_URL, a
 * Redis. The health check of a container whose process serves no HTTP. Throws what is wrong.
 */
export async function run(): Promise<void> {
  const { DATABASE_URL: databaseUrl, ...env } = process.env;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  await probeDatabase(await chooseServer(databaseUrl));
  const redis = redisSettings({ ...env, REDIS_CLUSTER: env['REDIS_CLUSTER'] === 'true' });
  if (redis) await probeRedis(redis);
  say('ready');
}

async function probeDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS });
  try {
    await client.connect();
    await client.query('SELECT id FROM migrations LIMIT 1');
    await refuseOldDatabase(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function probeRedis(settings: RedisSettings): Promise<void> {
  const redis = connectTo(settings, 'consumer');
  let reason = 'it does not answer';
  redis.on('error', (error: Error) => (reason = reasonOf(error)));
  let late: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      redis.ping(),
      new Promise((_, reject) => {
        late = setTimeout(() => reject(new Error(`Redis is away: ${reason}`)), TIMEOUT_MS);
      }),
    ]);
  } finally {
    clearTimeout(late);
    redis.disconnect();
  }
}

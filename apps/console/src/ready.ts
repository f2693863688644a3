import { Redis } from 'ioredis';
import pg from 'pg';

import { refuseOldDatabase } from '../../../libs/platform/database/old-database.js';
import { say } from './database.js';

const TIMEOUT_MS = 3_000;

/**
 * Whether a process started here and now would find what it needs: a database that answers and is migrated and, with REDIS_URL, a
 * Redis. The health check of a container whose process serves no HTTP. Throws what is wrong.
 */
export async function run(): Promise<void> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  await probeDatabase(databaseUrl);
  if (redisUrl) await probeRedis(redisUrl);
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

async function probeRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: TIMEOUT_MS, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

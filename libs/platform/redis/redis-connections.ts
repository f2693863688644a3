import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';

import type { Env } from '../env/env.js';
import { ENV } from '../env/env.module.js';
import { redisSettings, type RedisServers, type RedisSettings } from '../env/redis-env.js';
import { Logger } from '../telemetry/logger.js';
import { reasonOf } from './redis-reason.js';

/** A connection to one server, to the primary that sentinels name, or to a cluster: who uses it need not know. */
export type RedisClient = Redis | Cluster;

/**
 * A `producer` fails at once when Redis is away: nothing in a request may wait for it. A `consumer` waits and subscribes again. Both
 * reconnect for ever.
 */
export type RedisRole = 'producer' | 'consumer';

const CONNECT_WITHIN_MS = 2_000;
const ANSWER_WITHIN_MS = 1_000;
/** Longer than Bull waits for a job (5 s): who says nothing for so long, though asked, is gone without a word. */
const SILENT_MS = 15_000;

/**
 * The one place that makes connections to Redis, of every kind that operators run: TLS, users, sentinels, clusters. An outage is told once,
 * however many connections of this process it cuts.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly settings?: RedisSettings;
  private readonly made: RedisClient[] = [];
  private readonly away = new Set<RedisClient>();
  private lastReason = 'not connected yet';

  constructor(
    @Inject(ENV) env: Env,
    private readonly logger: Logger,
  ) {
    this.settings = redisSettings(env);
  }

  /** Why the last attempt to connect failed, in a word or a few; it quotes nothing secret. */
  get reason(): string {
    return this.lastReason;
  }

  /** A connection of the caller's own, until the application has ended; undefined when this process has no Redis. */
  connect(role: RedisRole): RedisClient | undefined {
    if (!this.settings) return undefined;
    const client = connectTo(this.settings, role);
    this.made.push(client);
    this.watch(client);
    return client;
  }

  /** After all others: the modules that use Redis stand above the one that holds this. */
  onApplicationShutdown(): void {
    for (const client of this.made) client.disconnect();
  }

  private watch(client: RedisClient): void {
    client.on('error', (error: Error) => {
      this.lastReason = reasonOf(error);
      if (this.away.size === 0) {
        this.logger.warn('Redis is away; working without it until it is back', { reason: this.lastReason, error });
      }
      this.away.add(client);
    });
    client.on('ready', () => this.isBack(client));
    client.on('end', () => this.away.delete(client));
  }

  private isBack(client: RedisClient): void {
    if (this.away.delete(client) && this.away.size === 0) this.logger.info('Redis is back');
  }
}

/** @internal Also for the console, which has no application around it. */
export function connectTo(settings: RedisSettings, role: RedisRole): RedisClient {
  const options = optionsOf(settings, role);
  switch (settings.kind) {
    case 'server':
      return new Redis({ ...options, ...settings.hosts[0], db: settings.database });
    case 'sentinel':
      return new Redis({ ...options, ...sentinelOptionsOf(settings), db: settings.database });
    case 'cluster':
      return new Cluster([...settings.hosts], clusterOptionsOf(options, role));
  }
}

const optionsOf = (servers: RedisServers, role: RedisRole): RedisOptions => ({
  username: servers.username,
  password: servers.password,
  tls: tlsOf(servers),
  enableOfflineQueue: role === 'consumer',
  maxRetriesPerRequest: role === 'consumer' ? null : 0,
  enableReadyCheck: role === 'producer',
  connectTimeout: CONNECT_WITHIN_MS,
  commandTimeout: role === 'producer' ? ANSWER_WITHIN_MS : undefined,
  socketTimeout: SILENT_MS,
  retryStrategy,
  // A primary that was made a replica keeps its connections where nobody closes them: look for the new one, and ask again.
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
});

const sentinelOptionsOf = ({
  name,
  tls,
  sentinels,
}: Extract<RedisSettings, { kind: 'sentinel' }>): Partial<RedisOptions> => ({
  name,
  sentinels: [...sentinels.hosts],
  sentinelUsername: sentinels.username,
  sentinelPassword: sentinels.password,
  sentinelTLS: tlsOf(sentinels),
  enableTLSForSentinelMode: tls,
  sentinelCommandTimeout: CONNECT_WITHIN_MS,
  sentinelRetryStrategy: retryStrategy,
});

const clusterOptionsOf = (redisOptions: RedisOptions, role: RedisRole): ClusterOptions => ({
  redisOptions,
  enableOfflineQueue: role === 'consumer',
  clusterRetryStrategy: retryStrategy,
  slotsRefreshTimeout: CONNECT_WITHIN_MS,
  // Moved slots are learned by asking; without a question, a promoted replica is found so soon.
  slotsRefreshInterval: 5_000,
  // A certificate is of a name: it is resolved where the connection is made, and not before.
  dnsLookup: (host, found) => found(null, host),
  ...(role === 'producer' && { maxRedirections: 3, retryDelayOnFailover: 50, retryDelayOnClusterDown: 50 }),
});

const retryStrategy = (attempt: number): number => Math.min(100 * attempt, 2_000);

/** Node's own authorities, and those of NODE_EXTRA_CA_CERTS. */
const tlsOf = ({ tls }: RedisServers): RedisOptions['tls'] => (tls ? {} : undefined);

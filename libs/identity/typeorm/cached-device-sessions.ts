import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import type { LoggedEvent } from '#libs/kernel';
import {
  BatchedReads,
  Database,
  type DeviceSession,
  DeviceSessions,
  type EventListener,
  HearsEvents,
  Logger,
} from '#libs/platform';

import { TokenMint } from '../core/identity.ports.js';
import { UserChanged } from '../core/model/identity.events.js';

type SessionRow = Record<string, unknown> & {
  token_hash: string;
  id: string;
  outlet_id: string;
  stations: string[];
};

const TTL_MS = 10_000;
const MOST_DEVICES = 5_000;
const SEEN_EVERY_MS = 30_000;

/**
 * Whose device a token is. Known ones cost no round trip, as {@link CachedAccountSessions} does it for people; what is unknown is not
 * remembered. When each was seen last is written down every half minute, for all of them by one statement.
 */
@Injectable()
@HearsEvents(UserChanged)
export class CachedDeviceSessions extends DeviceSessions implements EventListener, BeforeApplicationShutdown {
  private readonly known = new LRUCache<string, DeviceSession>({ max: MOST_DEVICES, ttl: TTL_MS });
  private readonly reads = new BatchedReads<DeviceSession>((hashes) => this.read(hashes));
  private readonly seen = new Map<string, Date>();
  private writing?: NodeJS.Timeout;
  private forgotten = 0;

  constructor(
    private readonly database: Database,
    @Inject(TokenMint) private readonly tokens: Pick<TokenMint, 'digest'>,
    private readonly logger: Logger,
  ) {
    super();
  }

  async find(token: string): Promise<DeviceSession | null> {
    const hash = this.tokens.digest(token);
    const session = this.known.get(hash) ?? (await this.readAnew(hash));
    if (session) this.see(session.deviceId);
    return session;
  }

  /** Has the next request of the device look again. */
  forget(deviceId: string): void {
    this.forgotten++;
    for (const [hash, session] of this.known.entries()) if (session.deviceId === deviceId) this.known.delete(hash);
  }

  hear(event: LoggedEvent): void {
    if (UserChanged.is(event)) this.forget(event.payload.user_id);
  }

  restart(): void {
    this.forgotten++;
    this.known.clear();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.writing);
    await this.writeSeen();
  }

  private async readAnew(hash: string): Promise<DeviceSession | null> {
    const forgottenBefore = this.forgotten;
    const session = (await this.reads.find(hash)) ?? null;
    // What was read before a change and would be remembered after it is not remembered.
    if (session && this.forgotten === forgottenBefore) this.known.set(hash, session);
    return session;
  }

  private async read(hashes: readonly string[]): Promise<Map<string, DeviceSession>> {
    const rows = await this.database.query<SessionRow>({
      name: 'devices.find',
      text: 'SELECT token_hash, id, outlet_id, stations FROM devices WHERE token_hash = ANY ($1::text[])',
      values: [hashes],
    });
    return new Map(
      rows.map(({ token_hash: hash, id: deviceId, outlet_id: outletId, stations }) => [
        hash,
        { deviceId, outletId, stations },
      ]),
    );
  }

  private see(deviceId: string): void {
    this.seen.set(deviceId, new Date());
    this.writing ??= setTimeout(() => void this.writeSeen(), SEEN_EVERY_MS).unref();
  }

  /** A database that is away costs the figure and nothing else. */
  private async writeSeen(): Promise<void> {
    this.writing = undefined;
    if (this.seen.size === 0) return;
    const seen = [...this.seen].sort(([a], [b]) => a.localeCompare(b));
    this.seen.clear();
    try {
      await this.database.aside({
        name: 'devices.seen',
        text: `UPDATE devices d SET last_seen_at = greatest(d.last_seen_at, seen.at)
               FROM unnest($1::uuid[], $2::timestamptz[]) AS seen (id, at) WHERE d.id = seen.id`,
        values: [seen.map(([id]) => id), seen.map(([, at]) => at)],
      });
    } catch (error) {
      this.logger.warn('When devices were seen last could not be written down', { error });
    }
  }
}

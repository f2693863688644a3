import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';

import { UserChanged } from '#events/identity';
import { TableSessionClosed, TableSessionMoved } from '#events/tables';
import { type Actor, DomainError, isStaff, type LoggedEvent, type PayloadOf } from '#libs/kernel';
import {
  AccessTokens,
  Authenticator,
  type EventListener,
  HearsEvents,
  isOpaque,
  Logger,
  Metrics,
} from '#libs/platform';

import { CLIENT_EVENTS } from '../core/model/client-events.js';
import type { Since } from '../core/model/log-place.js';
import type { Connection, Protocol } from './connection.js';
import { LiveFeed } from './live-feed.js';

const SWEEP_MS = 30_000;
const PROTOCOLS: readonly Protocol[] = ['socketio', 'ws'];
const KINDS = ['staff', 'guest', 'customer', 'anonymous'] as const;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Who is connected to this process, and for how long: sockets are closed when their token expires or is revoked. */
@Injectable()
@HearsEvents(...CLIENT_EVENTS, UserChanged)
export class Connections
  implements EventListener, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly open = new Map<Connection, NodeJS.Timeout | undefined>();
  private sweep?: NodeJS.Timeout;
  private sweeping = false;
  private closing = false;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly tokens: AccessTokens,
    private readonly feed: LiveFeed,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  /** The process is stopping: nobody new. */
  get isClosing(): boolean {
    return this.closing;
  }

  onApplicationBootstrap(): void {
    this.metrics.sampled(
      {
        name: 'comanda_sockets_connected',
        help: 'Open realtime connections of this process, by protocol (socketio, ws) and who is connected',
        labelNames: ['protocol', 'kind'],
      },
      () => this.count(),
    );
    this.sweep = setInterval(() => void this.recheckAll(), SWEEP_MS);
    this.sweep.unref();
  }

  /** Everyone is sent away before the server closes, so that they come back elsewhere and nothing holds the process. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const connection of this.open.keys()) connection.restart();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
  }

  /** A client whose token was good a moment ago starts to receive events. */
  async admit(connection: Connection, since: Since | undefined): Promise<void> {
    this.open.set(connection, undefined);
    try {
      // A session that ended between the handshake and here would never be told of.
      await this.recheck(connection);
      await this.watchExpiry(connection);
      await this.feed.subscribe(connection, since);
      if (connection.endsAfterReplay) connection.end();
    } catch (error) {
      this.logger.warn('A client could not catch up; it is asked to come back', { error });
      connection.restart();
    }
  }

  /** A client brings a fresh token before the old one expires; it goes on receiving meanwhile. */
  async renew(connection: Connection): Promise<void> {
    clearTimeout(this.open.get(connection));
    this.feed.move(connection);
    await this.watchExpiry(connection);
  }

  /** The client is gone. */
  drop(connection: Connection): void {
    if (!this.open.has(connection)) return;
    clearTimeout(this.open.get(connection));
    this.open.delete(connection);
    this.feed.leave(connection);
  }

  hear(event: LoggedEvent): void {
    this.feed.publish(event);
    if (TableSessionClosed.is(event)) this.endSession(event.sessionId ?? event.payload.id);
    if (TableSessionMoved.is(event)) this.moveSession(event);
    // After every listener of this batch: the caches that answer for tokens are among them.
    if (UserChanged.is(event)) setImmediate(() => void this.recheckUser(event.payload.user_id));
  }

  restart(): void {
    this.feed.resync();
    setImmediate(() => void this.recheckAll());
  }

  /** Their tokens are good at the new table: phones receive the events of the session that they are a part of now. */
  private moveSession({ sessionId, payload }: LoggedEvent<PayloadOf<typeof TableSessionMoved>>): void {
    for (const connection of this.open.keys()) {
      const { actor } = connection.audience;
      if (actor?.kind !== 'guest' || actor.sessionId !== sessionId) continue;
      const moved = { ...actor, sessionId: payload.id, tableId: payload.table_id };
      connection.audience = { ...connection.audience, actor: moved };
      this.feed.move(connection);
    }
  }

  private endSession(sessionId: string): void {
    for (const connection of this.open.keys()) {
      const { actor } = connection.audience;
      if (actor?.kind !== 'guest' || actor.sessionId !== sessionId) continue;
      if (connection.room === undefined) connection.endsAfterReplay = true;
      else connection.end();
    }
  }

  private count() {
    const kinds = [...this.open.keys()].map(({ protocol, audience }) => `${protocol} ${kindOf(audience.actor)}`);
    return PROTOCOLS.flatMap((protocol) =>
      KINDS.map((kind) => ({
        labels: { protocol, kind },
        value: kinds.filter((each) => each === `${protocol} ${kind}`).length,
      })),
    );
  }

  private async recheckAll(): Promise<void> {
    if (this.sweeping) return;
    this.sweeping = true;
    await this.recheckEach([...this.open.keys()]);
    this.sweeping = false;
  }

  private recheckUser(id: string): Promise<void> {
    const isTheirs = ({ audience: { actor } }: Connection) => actor?.kind === 'user' && actor.id === id;
    return this.recheckEach([...this.open.keys()].filter(isTheirs));
  }

  /** A database that is away is no reason to close sockets: the next sweep asks again. */
  private async recheckEach(connections: readonly Connection[]): Promise<void> {
    try {
      for (const connection of connections) await this.recheck(connection);
    } catch (error) {
      this.logger.warn('Sockets could not be checked again', { error });
    }
  }

  /** Closes the connection when its token is not good any more; else gives it what its bearer may see now. Throws what the database throws. */
  private async recheck(connection: Connection): Promise<void> {
    if (connection.token === null || !connection.isOpen) return;
    const { token } = connection;
    try {
      const actor = await this.authenticator.authenticate(token);
      if (connection.token !== token || !this.open.has(connection)) return;
      connection.audience = { ...connection.audience, actor };
      this.feed.move(connection);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'unauthenticated') throw error;
      connection.end();
    }
  }

  private async watchExpiry(connection: Connection): Promise<void> {
    const { token } = connection;
    if (!connection.isOpen || token === null || isOpaque(token)) return;
    const { expiresAt } = await this.tokens.verify(token);
    if (!this.open.has(connection)) return;
    const leftMs = Math.min(Math.max(0, expiresAt * 1000 - Date.now()) + 1, LONGEST_TIMER_MS);
    const timer = setTimeout(() => void this.recheckEach([connection]), leftMs);
    timer.unref();
    this.open.set(connection, timer);
  }
}

function kindOf(actor: Actor | null): (typeof KINDS)[number] {
  if (actor === null) return 'anonymous';
  if (actor.kind === 'guest') return 'guest';
  return isStaff(actor) ? 'staff' : 'customer';
}

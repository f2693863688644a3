import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

import { notFound, unavailable } from '#libs/kernel';
import { ENV, type Env, servedElsewhere, servesSockets } from '#libs/platform';

import type { ClientMessage } from '../core/model/event-message.js';
import type { Since } from '../core/model/log-place.js';
import { readSubscription } from '../core/model/subscription.js';
import { Connections } from './connections.js';
import { Handshakes } from './handshakes.js';
import { type Channel, LiveFeed } from './live-feed.js';
import { PlainConnection, type PlainRooms } from './plain.connection.js';
import { PlainMessages } from './plain-messages.js';
import { refuseUpgrade, tokenOf } from './upgrade.js';

const PATHS = /^\/api(\/v1)?\/ws\/?$/;
const SOCKET_IO = /^\/socket\.io\//;
const LARGEST_FRAME = 64 * 1024;
const PING_MS = 25_000;
const AUTH_WITHIN_MS = 10_000;

/** WebSockets without Socket.IO, at `/api/v1/ws` of the same server: the same messages as JSON text frames. */
@Injectable()
export class PlainWebSockets
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown, Channel
{
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (protocols) => (protocols.has('bearer') ? 'bearer' : ([...protocols][0] ?? false)),
  });
  private readonly rooms: PlainRooms = new Map();
  private readonly open = new Set<PlainConnection>();
  private heartbeat?: NodeJS.Timeout;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly connections: Connections,
    private readonly feed: LiveFeed,
    private readonly handshakes: Handshakes,
    private readonly messages: PlainMessages,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onApplicationBootstrap(): void {
    this.feed.addChannel(this);
    const http = this.host.httpAdapter.getHttpServer() as NodeJS.EventEmitter;
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!SOCKET_IO.test(request.url ?? '')) void this.upgrade(request, socket, head);
    });
    this.heartbeat = setInterval(() => this.open.forEach((connection) => connection.ping()), PING_MS);
    this.heartbeat.unref();
  }

  beforeApplicationShutdown(): void {
    this.open.forEach((connection) => connection.restart());
  }

  onApplicationShutdown(): void {
    clearInterval(this.heartbeat);
  }

  broadcast(room: string, message: ClientMessage): void {
    const members = this.rooms.get(room);
    if (!members) return;
    const frame = Buffer.from(JSON.stringify(message));
    members.forEach((connection) => connection.sendFrame(frame));
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until `ws` takes over, nobody else listens for a client that goes away.
    socket.on('error', () => undefined);
    try {
      const [path = '', search] = (request.url ?? '').split('?');
      if (!PATHS.test(path)) throw notFound('WebSocket');
      if (!servesSockets(this.env)) throw servedElsewhere('realtime');
      if (this.connections.isClosing) throw unavailable('SHUTTING_DOWN', 'This server is stopping. Try again.');
      this.handshakes.assertOrigin(request.headers);
      const query = new URLSearchParams(search);
      const token = tokenOf(query, request.headers);
      const { since, stations, outletId } = readSubscription({
        since: query.get('since'),
        station: query.getAll('station'),
        outlet: query.get('outlet_id'),
      });
      const actor = token === null ? null : await this.handshakes.authenticate(token, outletId);
      if (socket.destroyed) return;
      this.server.handleUpgrade(request, socket, head, (client) => {
        const connection = new PlainConnection(client, this.rooms, token, { actor, stations, outletId });
        this.accept(client, connection, request, since);
      });
    } catch (error) {
      refuseUpgrade(socket, this.handshakes.problemOf(error, request.headers));
    }
  }

  private accept(client: WebSocket, connection: PlainConnection, request: IncomingMessage, since: Since | undefined) {
    this.open.add(connection);
    const mayListen = connection.token !== null || this.env.WS_ALLOW_ANONYMOUS;
    const late = mayListen ? undefined : setTimeout(() => connection.end('AUTH_EXPECTED'), AUTH_WITHIN_MS);
    client.on('pong', () => (connection.isAlive = true));
    client.on('message', (data: RawData, isBinary: boolean) => {
      connection.isAlive = true;
      const text = isBinary ? '' : (data as Buffer).toString('utf8');
      void this.messages.receive(connection, request.headers, text, since).then(() => {
        if (connection.token !== null) clearTimeout(late);
      });
    });
    client.on('error', () => client.terminate());
    client.on('close', () => {
      clearTimeout(late);
      this.open.delete(connection);
      this.connections.drop(connection);
    });
    if (mayListen) void this.connections.admit(connection, since);
  }
}

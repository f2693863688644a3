import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import { Server, type Socket } from 'socket.io';

import type { ClientMessage } from '../core/model/event-message.js';
import type { Since } from '../core/model/log-place.js';
import { readSubscription } from '../core/model/subscription.js';
import { type Answer, ClientCommands } from './client-commands.js';
import { Connections } from './connections.js';
import { bearerOf, Handshakes } from './handshakes.js';
import { type Channel, LiveFeed } from './live-feed.js';
import { SocketIoConnection } from './socket-io.connection.js';

interface Admission {
  connection: SocketIoConnection;
  since: Since | undefined;
}

type Ack = (answer: Answer) => void;

/**
 * Socket.IO: `auth: { token, since, station, outlet_id }`. Messages are handled here and not by `@SubscribeMessage`, since the application's
 * guards and pipes are those of HTTP; what they check is checked by ClientCommands.
 */
@WebSocketGateway()
export class RealtimeGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket>, Channel {
  @WebSocketServer()
  private readonly server!: Server;

  constructor(
    private readonly connections: Connections,
    private readonly feed: LiveFeed,
    private readonly handshakes: Handshakes,
    private readonly commands: ClientCommands,
  ) {}

  /** Before a client is in any room: who is it? A refusal is final for Socket.IO clients, so a failure of ours is not one. */
  afterInit(server: Server): void {
    this.feed.addChannel(this);
    server.use((socket, next) => {
      this.shakeHands(socket).then(
        () => next(),
        (error: unknown) => {
          const problem = this.handshakes.problemOf(error, socket.handshake.headers);
          if (problem.status >= 500) socket.conn.close();
          else next(Object.assign(new Error(problem.code), { data: problem }));
        },
      );
    });
  }

  handleConnection(socket: Socket): void {
    const { connection, since } = socket.data as Admission;
    const { headers } = socket.handshake;
    socket.use((packet, next) => {
      if (connection.maySend()) next();
      else ackOf(packet)?.(this.commands.tooManyMessages(headers));
    });
    for (const name of this.commands.names) {
      socket.on(name, (...args: unknown[]) => {
        const message = typeof args[0] === 'function' ? undefined : args[0];
        void this.commands.run(name, connection, headers, message)?.then((answer) => ackOf(args)?.(answer));
      });
    }
    socket.once('disconnect', () => this.connections.drop(connection));
    void this.connections.admit(connection, since);
  }

  broadcast(room: string, message: ClientMessage): void {
    this.server.local.to(room).emit(message.type, message);
  }

  private async shakeHands(socket: Socket): Promise<void> {
    const { auth, query, headers } = socket.handshake;
    const token: unknown = auth['token'] ?? bearerOf(headers.authorization);
    const { since, stations, outletId } = readSubscription({
      since: auth['since'] ?? query['since'],
      station: auth['station'] ?? query['station'],
      outlet: auth['outlet_id'] ?? query['outlet_id'],
    });
    const actor = await this.handshakes.authenticate(token, outletId);
    const connection = new SocketIoConnection(socket, String(token), { actor, stations, outletId });
    Object.assign(socket.data as Partial<Admission>, { connection, since } satisfies Admission);
  }
}

function ackOf(args: readonly unknown[]): Ack | undefined {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Ack) : undefined;
}

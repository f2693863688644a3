import type { IncomingMessage } from 'node:http';

import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Server, ServerOptions } from 'socket.io';

import { ENV, type Env, type RedisClient, RedisConnections, servesSockets } from '#libs/platform';

import { Connections } from './connections.js';
import { Handshakes } from './handshakes.js';

const LARGEST_MESSAGE = 64 * 1024;
const CONNECT_WITHIN_MS = 10_000;
/** A connection whose packets vanish is noticed after both together, on either side; a phone that sleeps comes back by itself. */
const PING_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Socket.IO on the API's own port. Recovery of connection state stays off: clients resume by `since`. With Redis the servers know of
 * each other; messages still go from each process to its own clients alone.
 */
export class RealtimeIoAdapter extends IoAdapter {
  private readonly env: Env;
  private readonly redisConnections: RedisConnections;
  private readonly handshakes: Handshakes;
  private readonly connections: Connections;

  constructor(app: INestApplication) {
    super(app);
    this.env = app.get<Env>(ENV, { strict: false });
    this.redisConnections = app.get(RedisConnections, { strict: false });
    this.handshakes = app.get(Handshakes, { strict: false });
    this.connections = app.get(Connections, { strict: false });
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const origins = this.env.ALLOWED_ORIGINS;
    const server = super.createIOServer(port, {
      ...options,
      cors: { origin: origins.includes('*') ? '*' : origins },
      allowRequest: (request: IncomingMessage, decide: (fault: string | null, allowed: boolean) => void) =>
        decide(null, this.mayConnect(request)),
      // Engine.IO would hang up on upgrades that are not its own, such as ours at /api/v1/ws while its token is checked.
      destroyUpgrade: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      connectTimeout: CONNECT_WITHIN_MS,
      pingInterval: PING_EVERY_MS,
      pingTimeout: ANSWER_WITHIN_MS,
      serveClient: false,
    } as unknown as ServerOptions);
    this.connectToOthers(server);
    return server;
  }

  /** Refused below Socket.IO, clients try again by themselves: right for a process that is stopping, or that has no sockets among its roles; harmless for a wrong page. */
  private mayConnect(request: IncomingMessage): boolean {
    if (this.connections.isClosing || !servesSockets(this.env)) return false;
    try {
      this.handshakes.assertOrigin(request.headers);
      return true;
    } catch {
      return false;
    }
  }

  private connectToOthers(server: Server): void {
    const publisher = this.redisConnections.connect('producer');
    const subscriber = this.redisConnections.connect('consumer');
    if (!publisher || !subscriber) return;
    server.adapter(createAdapter(quiet(publisher), quiet(subscriber), { key: 'comanda:sockets' }));
  }
}

/** The adapter waits for none of its commands, so nobody would hear their failures while Redis is away; `RedisConnections` tells of that. */
function quiet(redis: RedisClient): RedisClient {
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Parameters<typeof send>[0], ...where: [never]) => {
    const sent = send(command, ...where);
    command.promise.catch(() => undefined);
    return sent;
  };
  return redis;
}

import type { Server, ServerResponse } from 'node:http';
import net, { type Socket } from 'node:net';

/** How long a connection without a request may still bring one, after the server has stopped to take new connections. */
const GRACE_MS = 1_000;
const IDLE_CHECK_MS = 50;

const WANTED = Symbol('keep-alive wanted');

/** Whether the process is stopping. */
interface Drain {
  readonly isDraining: boolean;
}

/**
 * Answers of a server that is stopping say `Connection: close`, whenever their request came: a client never sends its next request over a
 * connection that is about to end.
 */
export const keepAliveUntil = (
  drain: Drain,
): PropertyDescriptor & ThisType<ServerResponse & { [WANTED]?: boolean }> => ({
  configurable: true,
  get() {
    return this[WANTED] !== false && !drain.isDraining;
  },
  set(wanted: unknown) {
    this[WANTED] = wanted === true;
  },
});

/**
 * Makes `close` take no new connection, answer what comes over the old ones, and end those that bring nothing within the grace. Node itself
 * would cut connections without a request at once, and with them the request that is just on its way.
 */
export function closeInGrace(server: Server): void {
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const endIdle = () => {
    server.closeIdleConnections();
    // Browsers connect in advance; Node counts what has said nothing yet as busy.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  };
  server.close = (done) => {
    net.Server.prototype.close.call(server, done);
    setTimeout(() => {
      endIdle();
      setInterval(endIdle, IDLE_CHECK_MS).unref();
    }, GRACE_MS).unref();
    return server;
  };
}

import { WebSocket } from 'ws';

import type { ClientMessage } from '../core/model/event-message.js';
import type { Audience } from '../core/model/event-visibility.js';
import { Connection } from './connection.js';

/** Close codes of 4000 and above are an application's own; this one says what 401 says. */
export const UNAUTHENTICATED = 4401;
const SERVICE_RESTART = 1012;
/** A client that is this far behind reads nothing; it resumes by `since` when it does. */
const MOST_BUFFERED = 4 * 1024 * 1024;

/** Rooms of plain WebSockets: Socket.IO keeps its own. */
export type PlainRooms = Map<string, Set<PlainConnection>>;

export class PlainConnection extends Connection {
  /** Whether it has answered the last ping. */
  isAlive = true;
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    private readonly rooms: PlainRooms,
    token: string | null,
    audience: Audience,
  ) {
    super('ws', token, audience);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  send(message: ClientMessage): void {
    this.sendJson(message);
  }

  sendJson(message: unknown): void {
    this.written = this.write(Buffer.from(JSON.stringify(message)));
  }

  /** Sends bytes that were made once for a whole room. */
  sendFrame(frame: Buffer): void {
    if (this.socket.bufferedAmount > MOST_BUFFERED) this.socket.terminate();
    else this.socket.send(frame, { binary: false });
  }

  join(room: string): void {
    const members = this.rooms.get(room) ?? new Set();
    this.rooms.set(room, members.add(this));
  }

  leave(room: string): void {
    const members = this.rooms.get(room);
    members?.delete(this);
    if (members?.size === 0) this.rooms.delete(room);
  }

  drained(): Promise<void> {
    return this.written;
  }

  end(reason = 'TOKEN_INVALID'): void {
    this.socket.close(UNAUTHENTICATED, reason);
  }

  restart(): void {
    this.socket.close(SERVICE_RESTART, 'SHUTTING_DOWN');
  }

  /** Closes the connection of a client that did not answer the last ping; pings it again otherwise. */
  ping(): void {
    if (!this.isAlive) {
      this.socket.terminate();
      return;
    }
    this.isAlive = false;
    this.socket.ping();
  }

  private write(frame: Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.send(frame, { binary: false }, () => resolve()));
  }
}

import type { Socket } from 'socket.io';

import type { ClientMessage } from '../core/model/event-message.js';
import type { Audience } from '../core/model/event-visibility.js';
import { Connection } from './connection.js';

export class SocketIoConnection extends Connection {
  constructor(
    private readonly socket: Socket,
    token: string,
    audience: Audience,
  ) {
    super('socketio', token, audience);
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  send(message: ClientMessage): void {
    this.socket.emit(message.type, message);
  }

  join(room: string): void {
    void this.socket.join(room);
  }

  leave(room: string): void {
    void this.socket.leave(room);
  }

  /** One page may be with the transport and one behind it, not more. */
  drained(): Promise<void> {
    const { conn } = this.socket;
    const { writeBuffer } = conn as unknown as { writeBuffer: unknown[] };
    if (writeBuffer.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        conn.off('drain', done).off('close', done);
        resolve();
      };
      conn.once('drain', done).once('close', done);
    });
  }

  end(): void {
    this.socket.disconnect(true);
  }

  restart(): void {
    this.socket.conn.close();
  }
}

import type { ClientMessage } from '../core/model/event-message.js';
import type { Audience } from '../core/model/event-visibility.js';
import { Connection } from '../sockets/connection.js';

/** A client whose socket keeps what it is sent. */
export class FakeConnection extends Connection {
  isOpen = true;
  readonly received: ClientMessage[] = [];
  readonly rooms = new Set<string>();
  closed?: 'ended' | 'restarted';
  /** What a slow client waits for before the next page of a replay. */
  draining: Promise<void> = Promise.resolve();

  constructor(audience: Audience) {
    super('ws', 'token', audience);
  }

  send(message: ClientMessage): void {
    this.received.push(message);
  }

  join(room: string): void {
    this.rooms.add(room);
  }

  leave(room: string): void {
    this.rooms.delete(room);
  }

  drained(): Promise<void> {
    return this.draining;
  }

  end(): void {
    [this.isOpen, this.closed] = [false, 'ended'];
  }

  restart(): void {
    [this.isOpen, this.closed] = [false, 'restarted'];
  }
}

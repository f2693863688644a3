import type { ClientMessage } from '../core/model/event-message.js';
import type { Audience } from '../core/model/event-visibility.js';

export type Protocol = 'socketio' | 'ws';

const BURST = 30;
const PER_SECOND = 30;
/** A client that goes on this long over the limit is not a tablet. */
const MOST_REFUSALS = 300;

/** One client, whichever protocol it speaks. */
export abstract class Connection {
  /** The room in which it receives what happens now; undefined while what it missed is replayed. */
  room?: string;
  /** Its session ended during the replay: it receives the rest, and is then closed. */
  endsAfterReplay = false;
  /** Counts how often a subscription was begun: an older one stops when there is a newer. */
  subscriptions = 0;
  private allowance = BURST;
  private countedAt = performance.now();
  private refusals = 0;
  private turn: Promise<unknown> = Promise.resolve();

  protected constructor(
    readonly protocol: Protocol,
    public token: string | null,
    public audience: Audience,
  ) {}

  abstract get isOpen(): boolean;

  /** Sends to this client alone; what everyone in a room receives is broadcast to the room. */
  abstract send(message: ClientMessage): void;

  abstract join(room: string): void;

  abstract leave(room: string): void;

  /** Resolves when what was sent has left this process, or the client is gone: replay goes at the client's pace. */
  abstract drained(): Promise<void>;

  /** Closes it for good: its token is not valid any more, and it should not come back with it. */
  abstract end(): void;

  /** Closes it for now: it should come back by itself, here or to another process. */
  abstract restart(): void;

  /** Whether the client may send one more message now: 30 a second. Closes the connection of one that never stops. */
  maySend(): boolean {
    const now = performance.now();
    this.allowance = Math.min(BURST, this.allowance + ((now - this.countedAt) / 1000) * PER_SECOND);
    this.countedAt = now;
    if (this.allowance >= 1) {
      this.allowance -= 1;
      this.refusals = 0;
      return true;
    }
    this.refusals += 1;
    if (this.refusals > MOST_REFUSALS) this.end();
    return false;
  }

  /** Handles one message after the other: a tablet that sends COOKING, then READY, means it in that order. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

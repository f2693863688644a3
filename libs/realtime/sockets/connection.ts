import type { EventGlimpse, EventMessage } from '../core/model/event-message.js';
import type { Audience } from '../core/model/event-visibility.js';

export type Told = EventMessage | EventGlimpse;
export type Protocol = 'socketio' | 'ws';

const BURST = 30;
const PER_SECOND = 30;
/** A client that goes on this long over the limit is not a tablet. */
const MOST_REFUSALS = 300;

/** One client at the end of a line, whichever protocol it speaks. */
export abstract class Connection {
  /** Where it hears what happens now; undefined while it is still catching up. */
  room?: string;
  /** Its session ended while it was catching up: it hears the rest, then goes. */
  endsWhenCaughtUp = false;
  /** Counts how often it began to listen; an earlier beginning then stops. */
  beginnings = 0;
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

  /** Tells it alone; what everyone in a room hears goes through the room. */
  abstract tell(message: Told): void;

  abstract enter(room: string): void;

  abstract leave(room: string): void;

  /** Resolves when what was told has left this process, or the client is gone: replay goes at the client's pace. */
  abstract drained(): Promise<void>;

  /** For good: its token is dead, and it should not come back with it. */
  abstract end(): void;

  /** For now: it should come back by itself, here or elsewhere. */
  abstract restart(): void;

  /** Whether the client may say one more thing now: 30 a second. Hangs up on one that never stops. */
  mayAsk(): boolean {
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

  /** Answers one thing after the other: a tablet that says COOKING, then READY, means it in that order. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

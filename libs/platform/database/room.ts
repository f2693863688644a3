import { isFull } from './database-errors.js';
import type { Statement } from './statement.js';

/** More than fits into a page that is there already; it is gone with its transaction. */
const ASK_FOR_ROOM = `CREATE TEMPORARY TABLE comanda_room ON COMMIT DROP AS SELECT repeat('x', 1000) FROM generate_series(1, 50)`;

/** Whether the server's disk takes more: asked only after a write has failed for want of it. */
export class Room {
  private isLacking = false;

  /** `write` runs a statement in a transaction. */
  constructor(private readonly write: (statement: Statement) => Promise<unknown>) {}

  /** A write has failed. */
  noteFailure(error: unknown): void {
    if (isFull(error)) this.isLacking = true;
  }

  /** Whoever may not make temporary tables finds room. */
  async isThere(): Promise<boolean> {
    if (this.isLacking) this.isLacking = await this.write({ text: ASK_FOR_ROOM }).then(() => false, isFull);
    return !this.isLacking;
  }
}

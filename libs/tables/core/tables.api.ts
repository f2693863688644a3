import type { Actor } from '#libs/kernel';

/** A sitting at a table that is open now. */
export interface OpenTableSession {
  readonly id: string;
  readonly tableId: string;
  readonly tableName: string;
  readonly outletId: string;
  readonly expiresAt: Date;
}

export abstract class TablesApi {
  /**
   * The open session with this id or token, as far as the actor may use it (staff of the outlet; a guest their own). Throws
   * `TABLE_SESSION_NOT_FOUND` (404), or `TABLE_SESSION_CLOSED` (409) once it has ended.
   */
  abstract openSession(actor: Actor, idOrToken: string): Promise<OpenTableSession>;

  /**
   * Inside the unit of work that adds to the session's bill: takes a share lock on the session row and throws `TABLE_SESSION_CLOSED`
   * (409) if it ended meanwhile, so that no order slips in after a close.
   */
  abstract assertStillOpen(sessionId: string): Promise<void>;

  /** A table by id, within an outlet. Throws `TABLE_NOT_FOUND` (404). */
  abstract table(outletId: string, tableId: string): Promise<{ readonly id: string; readonly name: string }>;

  /** The open session of a table, if somebody sits there. */
  abstract sessionAt(outletId: string, tableId: string): Promise<OpenTableSession | null>;
}

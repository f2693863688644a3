import type { Actor } from '#libs/kernel';

/** A sitting at a table that is open now. */
export interface OpenTableSession {
  readonly id: string;
  readonly tableId: string;
  readonly tableName: string;
  readonly outletId: string;
  readonly expiresAt: Date;
}

/** A sitting that was asked to sit elsewhere. */
export interface MovedTableSession {
  /** As it was. `to` has another id when it joined the sitting there. */
  readonly from: OpenTableSession;
  readonly to: OpenTableSession & { readonly openedBy: string | null; readonly openedAt: Date };
  /** False when it sat there already. */
  readonly isMoved: boolean;
}

export abstract class TablesApi {
  /**
   * The open session with this id or token, as far as the actor may use it (staff of the outlet; a guest their own). Throws
   * `TABLE_SESSION_NOT_FOUND`, or `TABLE_SESSION_CLOSED` once it has ended.
   */
  abstract openSession(actor: Actor, idOrToken: string): Promise<OpenTableSession>;

  /**
   * Inside the unit of work that adds to the session's bill: takes a share lock on the session row and throws `TABLE_SESSION_CLOSED`
   * if it ended or moved to another table meanwhile, so that no order slips in after a close, or stays behind.
   */
  abstract assertStillOpen(session: { readonly id: string; readonly tableId: string }): Promise<void>;

  /** As `assertStillOpen`, and alone: whoever else orders at the sitting waits until the unit of work ends. */
  abstract lockOpen(session: { readonly id: string; readonly tableId: string }): Promise<void>;

  /**
   * Inside a unit of work that then takes the sitting's bills along: seats it at another table of its outlet, with its phones, whose tokens
   * stay good, and tells so. With `join` the sitting at that table takes it in. Nobody else changes either until the unit ends. Throws
   * `TABLE_SESSION_NOT_FOUND`, `TABLE_NOT_FOUND`, `TABLE_SESSION_CLOSED`, `TABLE_INACTIVE`, `TABLE_BLOCKED` or `TABLE_OCCUPIED`.
   */
  abstract moveSession(input: {
    readonly actor: Actor;
    readonly sessionId: string;
    readonly tableId: string;
    readonly join: boolean;
  }): Promise<MovedTableSession>;

  /**
   * Inside a unit of work, before bills of the sitting are locked: how many guests sit there, or null for nobody knows. Nothing happens to a sitting that
   * has ended or joined another.
   */
  abstract setGuests(outletId: string, sessionId: string, guestCount: number | null): Promise<void>;

  /** Inside a unit of work: the open session of a table, which is opened when nobody sits there. Throws as `moveSession`. */
  abstract sitDown(actor: Actor, outletId: string, tableId: string): Promise<OpenTableSession>;

  /** A sitting of an outlet, or what it has become by joining another; null once that has ended. */
  abstract openById(outletId: string, sessionId: string): Promise<OpenTableSession | null>;

  /** A table by id, within an outlet. Throws `TABLE_NOT_FOUND`. */
  abstract table(outletId: string, tableId: string): Promise<{ readonly id: string; readonly name: string }>;

  /** The open session of a table, if somebody sits there. */
  abstract sessionAt(outletId: string, tableId: string): Promise<OpenTableSession | null>;
}

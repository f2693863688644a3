import type { CursorPage, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { DiningTable } from './model/dining-table.js';
import type { CallKind, ServiceCall } from './model/service-call.js';
import type { TableSession } from './model/table-session.js';

/** Tables that are not deleted. */
export abstract class DiningTableRepository {
  /** Null when unknown, deleted, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<DiningTable | null>;
  /** Throws `TABLE_NAME_TAKEN`. */
  abstract insert(table: DiningTable): Promise<void>;
  /** Writes the state after a change. False when the stored version is not the one just before it. Throws `TABLE_NAME_TAKEN`. */
  abstract update(table: DiningTable): Promise<boolean>;
  /** As `find`, in a unit of work: nobody changes or removes the table until it ends. */
  abstract share(scope: OutletScope, id: string): Promise<DiningTable | null>;
  /** As `share`, for whoever read the secret off the table's code. Null when it is not the table's. */
  abstract shareByQr(id: string, qrSecret: string): Promise<DiningTable | null>;
  /** As `find`, in a unit of work: waits for everybody who shares the table, then keeps them out until it ends. */
  abstract lock(scope: OutletScope, id: string): Promise<DiningTable | null>;
  abstract remove(id: string, at: Date): Promise<void>;
}

export abstract class TableSessionRepository {
  abstract find(scope: OutletScope, id: string): Promise<TableSession | null>;
  /** Of any age, closed ones too. The token is the proof of belonging there. */
  abstract findByToken(tokenHash: Uint8Array): Promise<TableSession | null>;
  /** The sessions open now at these tables, by table. */
  abstract openAt(tableIds: readonly string[], now: Date): Promise<ReadonlyMap<string, TableSession>>;
  /** Makes it the table's one open session. False when there is one already: at most one of many at once gets true. */
  abstract insert(session: TableSession): Promise<boolean>;
  /** In a unit of work: the table's session, which then cannot be closed until it ends. Null when there is none. */
  abstract shareOpenAt(tableId: string, now: Date): Promise<TableSession | null>;
  /**
   * In a unit of work: keeps the session open and at this table until it ends. False when it is over or sits elsewhere; nothing can then be
   * written in the unit.
   */
  abstract shareOpen(id: string, tableId: string, now: Date): Promise<boolean>;
  /** As `shareOpen`, and nobody else shares or locks it until the unit ends. */
  abstract lockOpen(id: string, tableId: string, now: Date): Promise<boolean>;
  /** In a unit of work: these sessions as they are now, each kept from every change by others until it ends. Unknown ids are left out. */
  abstract lock(ids: readonly string[]): Promise<TableSession[]>;
  /** In a unit of work that has locked it: the session at another table, where nobody sits. */
  abstract moveTo(id: string, tableId: string): Promise<void>;
  /** In a unit of work that has locked both: one ends as a part of the other, which gets its phones and lasts until `expiresAt`. */
  abstract join(id: string, into: string, at: Date, expiresAt: Date): Promise<void>;
  /** Null when it was closed already, is unknown, or outside the scope. */
  abstract close(scope: OutletScope, id: string, at: Date): Promise<TableSession | null>;
  /** Closes what is past its time, at one table or, up to `limit`, anywhere. */
  abstract closeExpired(at: Date, where: { tableId: string } | { limit: number }): Promise<TableSession[]>;
  abstract addToken(sessionId: string, tokenHash: Uint8Array, at: Date): Promise<void>;
  /** Forgets the tokens of sessions that ended before this instant. */
  abstract forgetTokens(closedBefore: Date): Promise<void>;
}

/** Who answers a call, and when. */
export interface Answerer {
  /** A user. */
  readonly id: string;
  readonly at: Date;
}

export abstract class ServiceCallRepository {
  /** With its sitting locked, which keeps calls of one kind apart. */
  abstract add(call: ServiceCall): Promise<void>;
  /** Null when unknown, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<ServiceCall | null>;
  /** The open one of a kind of a sitting. */
  abstract openOf(outletId: string, sessionId: string, kind: CallKind): Promise<ServiceCall | null>;
  /** When a sitting called since this instant, oldest first. */
  abstract since(outletId: string, sessionId: string, at: Date): Promise<Date[]>;
  /** All that are open, oldest first; 500 at most. */
  abstract open(scope: OutletScope): Promise<ServiceCall[]>;
  /** Null when it was acknowledged or closed already, is unknown, or outside the scope. */
  abstract acknowledge(scope: OutletScope, id: string, by: Answerer): Promise<ServiceCall | null>;
  /** Null when it was closed already, is unknown, or outside the scope. */
  abstract close(scope: OutletScope, id: string, by: Answerer): Promise<ServiceCall | null>;
  /** Closes the open calls of these sittings of these outlets; answers them. */
  abstract closeOf(outletIds: readonly string[], sessionIds: readonly string[], at: Date): Promise<ServiceCall[]>;
  /** Takes the open calls of one sitting to another of its outlet, but for kinds of which that one has an open call. */
  abstract moveOpen(outletId: string, from: string, to: string): Promise<void>;
}

/** Random texts that nobody can guess. */
export abstract class TableSecrets {
  /** For a table's printed code: 192 random bits. */
  abstract qrSecret(): string;
  /** For one phone: 256 random bits behind the prefix of guest tokens. */
  abstract token(): string;
  /** What is stored of a token: its SHA-256. */
  abstract hash(token: string): Uint8Array;
}

/** A table, and the session that is open there now. */
export interface TableWithSession {
  readonly table: DiningTable;
  readonly session: TableSession | null;
}

export interface SessionFilter {
  readonly tableId?: string;
  /** Whether it is open now. */
  readonly open?: boolean;
}

/** Tables that are not deleted, and sessions of any age, to be shown. */
export abstract class TableQueries {
  /** Throws `TABLE_NOT_FOUND` when unknown, deleted, or outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<TableWithSession>;
  /** By area and name, `Table 2` before `Table 10`. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<TableWithSession>>;
  /** Newest first. */
  abstract sessionPage(
    scope: OutletScope,
    filter: SessionFilter,
    request: PageRequest,
  ): Promise<CursorPage<TableSession>>;
}

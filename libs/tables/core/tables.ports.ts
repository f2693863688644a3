import type { CursorPage, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { DiningTable } from './model/dining-table.js';
import type { Floor, FloorLayout, TableSpot } from './model/floor.js';
import type { CallKind, ServiceCall } from './model/service-call.js';
import type { SittingBills } from './model/sitting-bills.js';
import type { TableSession } from './model/table-session.js';
import type { TableMark, TableState } from './model/table-state.js';

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
  /** The sessions open now at these tables, by table: also of a table that is linked to another one's. */
  abstract openAt(tableIds: readonly string[], now: Date): Promise<ReadonlyMap<string, TableSession>>;
  /** Makes it the table's one open session. False when there is one already: at most one of many at once gets true. */
  abstract insert(session: TableSession): Promise<boolean>;
  /** In a unit of work: the table's session, which then cannot be closed until it ends. Null when there is none. */
  abstract shareOpenAt(tableId: string, now: Date): Promise<TableSession | null>;
  /** As `shareOpenAt`: the session of another table that this one is linked to. */
  abstract shareLinkedTo(tableId: string, now: Date): Promise<TableSession | null>;
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
  abstract setGuests(id: string, guestCount: number | null): Promise<void>;
  /** Those of these that are open now last until then at least; what would be won is no less than a minute. */
  abstract renew(ids: readonly string[], now: Date, until: Date): Promise<void>;
  /** Null when it was closed already, is unknown, or outside the scope. */
  abstract close(scope: OutletScope, id: string, at: Date): Promise<TableSession | null>;
  /** Closes what is past its time, at one table or, up to `limit`, anywhere. */
  abstract closeExpired(at: Date, where: { tableId: string } | { limit: number }): Promise<TableSession[]>;
  abstract addToken(sessionId: string, tokenHash: Uint8Array, at: Date): Promise<void>;
  /** Forgets the tokens of sessions that ended before this instant. */
  abstract forgetTokens(closedBefore: Date): Promise<void>;
}

/** A table of a sitting. */
export interface SittingTable {
  readonly outletId: string;
  readonly tableId: string;
  readonly sessionId: string;
}

/** Tables at which a sitting is besides its own. */
export abstract class TableLinkRepository {
  /** Of these sittings, by table. */
  abstract of(sessionIds: readonly string[]): Promise<SittingTable[]>;
  /** In a unit of work that has locked the tables and the sitting. What is left of a sitting that has ended gives way. */
  abstract add(tables: readonly SittingTable[], at: Date): Promise<void>;
  /** In a unit of work that has locked the table. False when it is not linked to that sitting. */
  abstract remove(tableId: string, sessionId: string): Promise<boolean>;
  /** In a unit of work that ends these sittings: their links end too. Answers them. */
  abstract removeOf(sessionIds: readonly string[]): Promise<SittingTable[]>;
}

/** What was last told of a table. */
export interface ToldState {
  readonly state: TableState;
  readonly sessionId: string | null;
}

export interface KeptMark extends TableMark {
  /** Null: nothing was told yet. */
  readonly told: ToldState | null;
}

/** What is kept of tables beside who sits there, and what was told of them. */
export abstract class TableMarkRepository {
  /** By table; tables at which nothing ever happened have none. */
  abstract of(tableIds: readonly string[]): Promise<ReadonlyMap<string, KeptMark>>;
  /** In a unit of work: as `of`, for all of these tables, and nobody else locks or writes them until it ends. */
  abstract lock(
    tables: readonly { readonly id: string; readonly outletId: string }[],
  ): Promise<ReadonlyMap<string, KeptMark>>;
  /** Guests have left these tables; those with `isDirty` wait to be cleaned. */
  abstract leave(tables: readonly { outletId: string; tableId: string; isDirty: boolean }[], at: Date): Promise<void>;
  /** They are clean, or given free. */
  abstract clear(outletId: string, tableId: string, at: Date): Promise<void>;
  /** In a unit of work that has locked it. */
  abstract tell(tableId: string, told: ToldState & { readonly since: Date }): Promise<void>;
  /** Tables at which these sittings are, or of which it was told that they are there. */
  abstract tablesOf(sessionIds: readonly string[]): Promise<string[]>;
  /** Tables that are not simply free, after an id in their order. */
  abstract taken(afterId: string, limit: number): Promise<string[]>;
  /** Sittings of which it was told that they had paid by then. */
  abstract paidSince(outletId: string, at: Date, limit: number): Promise<string[]>;
}

/** The bills of sittings: filled by ordering, which tables must not know. */
export abstract class TableBills {
  /** By sitting; one without a bill that stands has none. */
  abstract of(
    sittings: readonly { readonly outletId: string; readonly id: string }[],
  ): Promise<ReadonlyMap<string, SittingBills>>;
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

/** A table, and the session that is open there now: its own, or another table's that it is linked to. */
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
  /** Those of these that are not deleted. */
  abstract some(ids: readonly string[]): Promise<TableWithSession[]>;
  /** By area and name, `Table 2` before `Table 10`. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<TableWithSession>>;
  /** Newest first. */
  abstract sessionPage(
    scope: OutletScope,
    filter: SessionFilter,
    request: PageRequest,
  ): Promise<CursorPage<TableSession>>;
}

/** Floors, and which tables are where on them. Tables that are deleted are nowhere. */
export abstract class FloorRepository {
  /** Null when unknown, or outside the scope. */
  abstract find(scope: OutletScope, id: string): Promise<Floor | null>;
  /** By outlet, then by position and name. */
  abstract list(scope: OutletScope): Promise<Floor[]>;
  /** In a unit of work: as `list`, for one outlet, and nobody else changes a floor of it until it ends. */
  abstract lockAll(outletId: string): Promise<Floor[]>;
  /** Throws `FLOOR_NAME_TAKEN`. */
  abstract insert(floor: Floor): Promise<void>;
  /** Writes a locked floor back. Throws `FLOOR_NAME_TAKEN`. */
  abstract update(floor: Floor): Promise<void>;
  /** With its layout; its tables stay. */
  abstract remove(id: string): Promise<void>;
  /** By floor; one without tables has none. */
  abstract layouts(floorIds: readonly string[]): Promise<ReadonlyMap<string, FloorLayout>>;
  /** In place of the layout that a locked floor has. Tables that were on another floor are taken from it, with their pairs. */
  abstract arrange(floor: Pick<Floor, 'id' | 'outletId'>, layout: FloorLayout): Promise<void>;
  /** Where these tables are, by table. */
  abstract spots(tableIds: readonly string[]): Promise<ReadonlyMap<string, TableSpot & { readonly floorId: string }>>;
}

import { Injectable } from '@nestjs/common';

import {
  type Actor,
  assertOutlet,
  type CursorPage,
  outletScope,
  type OutletScope,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { TableSession } from '../model/table-session.js';
import { sessionNotFound, tableNotFound } from '../model/tables.errors.js';
import { FloorRepository, type SessionFilter, TableQueries, TableSessionRepository } from '../tables.ports.js';
import type { TableSpot } from '../model/floor.js';
import { presentSession } from './present-session.js';
import { type StandingTable, TableStates } from './table-states.js';

/** A table with how it stands, and where it is drawn; null: on no floor. */
export interface ShownTable extends StandingTable {
  readonly spot: (TableSpot & { readonly floorId: string }) | null;
}

export interface ListTablesInput {
  readonly actor: Actor;
  /** All outlets of the actor when absent. */
  readonly outletId?: string;
  readonly page: PageRequest;
}

export interface ListTableSessionsInput extends ListTablesInput {
  readonly filter: SessionFilter;
}

/** Tables and their sessions, as far as the actor may see them. */
@Injectable()
export class TableViews {
  constructor(
    private readonly queries: TableQueries,
    private readonly sessions: TableSessionRepository,
    private readonly states: TableStates,
    private readonly outlets: OutletsApi,
    private readonly floors: FloorRepository,
  ) {}

  /** Throws `TABLE_NOT_FOUND`. */
  async get(actor: Actor, id: string): Promise<ShownTable> {
    const [found] = await this.shown(await this.states.of([await this.queries.get(outletScope(actor), id)]));
    if (!found) throw tableNotFound();
    return found;
  }

  /** Throws `OUTLET_NOT_FOUND` for an outlet that is not the actor's, or does not exist. */
  async page({ actor, outletId, page }: ListTablesInput): Promise<Page<ShownTable>> {
    const found = await this.queries.page(await this.scope(actor, outletId), page);
    return { ...found, data: await this.shown(await this.states.of(found.data)) };
  }

  /** Throws as {@link page} does. */
  async sessionPage({ actor, outletId, filter, page }: ListTableSessionsInput): Promise<CursorPage<TableSession>> {
    return this.queries.sessionPage(await this.scope(actor, outletId), filter, page);
  }

  /** For staff of the outlet, and for the guests who sit there: guests see what their session has become. */
  async session(actor: Actor, id: string): Promise<TableSession> {
    const session = await this.sessions.find(outletScope(actor), id);
    if (!session) throw sessionNotFound();
    if (actor.kind !== 'guest') return session;
    const present = await presentSession(session, this.sessions);
    if (actor.sessionId !== present.id) throw sessionNotFound();
    return present;
  }

  private async shown(tables: readonly StandingTable[]): Promise<ShownTable[]> {
    const spots = await this.floors.spots(tables.map(({ table }) => table.id));
    return tables.map((one) => ({ ...one, spot: spots.get(one.table.id) ?? null }));
  }

  private async scope(actor: Actor, outletId: string | undefined): Promise<OutletScope> {
    if (outletId === undefined) return outletScope(actor);
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    return [outletId];
  }
}

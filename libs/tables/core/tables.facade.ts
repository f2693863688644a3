import { Injectable } from '@nestjs/common';

import { type Actor, Clock, isInScope, isStaff, isUuid, outletScope } from '#libs/kernel';

import { presentSession } from './services/present-session.js';
import { SessionMoves } from './services/session-moves.js';
import { Seating } from './services/seating.js';
import { isOpen, type TableSession } from './model/table-session.js';
import { type MovedTableSession, type OpenTableSession, TablesApi } from './tables.api.js';
import { sessionIsClosed, sessionNotFound, tableNotFound } from './model/tables.errors.js';
import { DiningTableRepository, TableSecrets, TableSessionRepository } from './tables.ports.js';

/** Answers neighbours: who sits where, and may they order. */
@Injectable()
export class TablesFacade extends TablesApi {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly secrets: TableSecrets,
    private readonly clock: Clock,
    private readonly moves: SessionMoves,
    private readonly seating: Seating,
  ) {
    super();
  }

  /** A customer's account says nothing of where they sit: they need the token. */
  async openSession(actor: Actor, idOrToken: string): Promise<OpenTableSession> {
    const isId = isUuid(idOrToken);
    const asked = isId
      ? await this.sessions.find(outletScope(actor), idOrToken.toLowerCase())
      : await this.sessions.findByToken(this.secrets.hash(idOrToken));
    const session = asked && (await presentSession(asked, this.sessions));
    if (!session || !(mayUse(actor, session, !isId) || mayUse(actor, asked, !isId))) throw sessionNotFound();
    if (!isOpen(session, this.clock.now())) throw sessionIsClosed();
    return session;
  }

  async assertStillOpen({ id, tableId }: { readonly id: string; readonly tableId: string }): Promise<void> {
    if (!(await this.sessions.shareOpen(id, tableId, this.clock.now()))) throw sessionIsClosed();
  }

  async lockOpen({ id, tableId }: { readonly id: string; readonly tableId: string }): Promise<void> {
    if (!(await this.sessions.lockOpen(id, tableId, this.clock.now()))) throw sessionIsClosed();
  }

  moveSession(input: Parameters<TablesApi['moveSession']>[0]): Promise<MovedTableSession> {
    return this.moves.move(input);
  }

  async sitDown(actor: Actor, outletId: string, tableId: string): Promise<OpenTableSession> {
    const table = await this.tables.share([outletId], tableId);
    if (!table) throw tableNotFound();
    return this.seating.sitDown(table, actor.kind === 'user' ? actor.id : null);
  }

  async setGuests(outletId: string, sessionId: string, guestCount: number | null): Promise<void> {
    const session = await this.sessions.find([outletId], sessionId);
    if (session && isOpen(session, this.clock.now())) await this.sessions.setGuests(sessionId, guestCount);
  }

  async openById(outletId: string, sessionId: string): Promise<OpenTableSession | null> {
    const session = await this.sessions.find([outletId], sessionId);
    const present = session && (await presentSession(session, this.sessions));
    return present && isOpen(present, this.clock.now()) ? present : null;
  }

  async table(outletId: string, tableId: string): Promise<{ readonly id: string; readonly name: string }> {
    const table = await this.tables.find([outletId], tableId);
    if (!table) throw tableNotFound();
    return { id: table.id, name: table.name };
  }

  async sessionAt(outletId: string, tableId: string): Promise<OpenTableSession | null> {
    const session = (await this.sessions.openAt([tableId], this.clock.now())).get(tableId);
    return session?.outletId === outletId ? session : null;
  }
}

function mayUse(actor: Actor, session: TableSession, hasToken: boolean): boolean {
  if (actor.kind === 'guest') return actor.sessionId === session.id;
  return isStaff(actor) ? isInScope(outletScope(actor), session.outletId) : hasToken;
}

import { type Actor, type Clock, isInScope, isStaff, isUuid, outletScope } from '#libs/kernel';

import { isOpen, type TableSession } from './table-session.js';
import { type OpenTableSession, TablesApi } from './tables.api.js';
import { sessionIsClosed, sessionNotFound, tableNotFound } from './tables.errors.js';
import type { DiningTableRepository, TableSecrets, TableSessionRepository } from './tables.ports.js';

/** What tables answer to other modules. */
export class OpenTables extends TablesApi {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly secrets: TableSecrets,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** A customer's account says nothing of where they sit: they need the token. */
  async openSession(actor: Actor, idOrToken: string): Promise<OpenTableSession> {
    const isId = isUuid(idOrToken);
    const session = isId
      ? await this.sessions.find(outletScope(actor), idOrToken.toLowerCase())
      : await this.sessions.findByToken(this.secrets.hash(idOrToken));
    if (!session || !mayUse(actor, session, !isId)) throw sessionNotFound();
    if (!isOpen(session, this.clock.now())) throw sessionIsClosed();
    return session;
  }

  async assertStillOpen(sessionId: string): Promise<void> {
    if (!(await this.sessions.shareOpen(sessionId, this.clock.now()))) throw sessionIsClosed();
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

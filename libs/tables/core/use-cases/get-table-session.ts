import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';

import { presentOf } from '../open-tables.js';
import type { TableSession } from '../table-session.js';
import { sessionNotFound } from '../tables.errors.js';
import { TableSessionRepository } from '../tables.ports.js';

/** For staff of the outlet, and for the guests who sit there: they are shown what their sitting has become. */
@Injectable()
export class GetTableSession {
  constructor(private readonly sessions: TableSessionRepository) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<TableSession> {
    const session = await this.sessions.find(outletScope(actor), id);
    if (!session) throw sessionNotFound();
    if (actor.kind !== 'guest') return session;
    const present = await presentOf(session, this.sessions);
    if (actor.sessionId !== present.id) throw sessionNotFound();
    return present;
  }
}

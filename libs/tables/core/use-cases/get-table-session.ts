import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';

import type { TableSession } from '../table-session.js';
import { sessionNotFound } from '../tables.errors.js';
import { TableSessionRepository } from '../tables.ports.js';

/** For staff of the outlet, and for the guests who sit there. */
@Injectable()
export class GetTableSession {
  constructor(private readonly sessions: TableSessionRepository) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<TableSession> {
    const session = await this.sessions.find(outletScope(actor), id);
    if (!session || (actor.kind === 'guest' && actor.sessionId !== id)) throw sessionNotFound();
    return session;
  }
}

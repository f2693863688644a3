import { Injectable } from '@nestjs/common';

import { type Actor, Clock, outletScope } from '#libs/kernel';

import { tableNotFound } from '../tables.errors.js';
import { DiningTableRepository, TableSessionRepository } from '../tables.ports.js';
import type { TableWithSession } from './list-tables.js';

@Injectable()
export class GetTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id }: { actor: Actor; id: string }): Promise<TableWithSession> {
    const table = await this.tables.find(outletScope(actor), id);
    if (!table) throw tableNotFound();
    return { table, session: (await this.sessions.openAt([id], this.clock.now())).get(id) ?? null };
  }
}

import { Injectable } from '@nestjs/common';

import { type Actor, Clock, type Page, type PageRequest } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { DiningTable } from '../dining-table.js';
import { narrowedScope } from '../outlet-filter.js';
import type { TableSession } from '../table-session.js';
import { DiningTableRepository, TableSessionRepository } from '../tables.ports.js';

/** A table, and the session that is open there now. */
export interface TableWithSession {
  readonly table: DiningTable;
  readonly session: TableSession | null;
}

export interface ListTablesInput {
  readonly actor: Actor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListTables {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, outletId, page }: ListTablesInput): Promise<Page<TableWithSession>> {
    const found = await this.tables.page(await narrowedScope(actor, outletId, this.outlets), page);
    const ids = found.data.map(({ id }) => id);
    const sessions = await this.sessions.openAt(ids, this.clock.now());
    return { ...found, data: found.data.map((table) => ({ table, session: sessions.get(table.id) ?? null })) };
  }
}

import { Injectable } from '@nestjs/common';

import { type Actor, Clock, type Page, type PageRequest } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { narrowedScope } from '../outlet-filter.js';
import type { TableSession } from '../table-session.js';
import { type SessionFilter, TableSessionRepository } from '../tables.ports.js';

export interface ListTableSessionsInput {
  readonly actor: Actor;
  /** Of all the actor's outlets when absent. */
  readonly outletId?: string;
  readonly filter: SessionFilter;
  readonly page: PageRequest;
}

@Injectable()
export class ListTableSessions {
  constructor(
    private readonly sessions: TableSessionRepository,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, outletId, filter, page }: ListTableSessionsInput): Promise<Page<TableSession>> {
    const scope = await narrowedScope(actor, outletId, this.outlets);
    return this.sessions.page(scope, filter, this.clock.now(), page);
  }
}

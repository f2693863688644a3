import { Injectable } from '@nestjs/common';

import { EventLog } from '#libs/kernel';

import { callClosed } from '../model/service-call.js';
import { sessionClosed, type TableSession } from '../model/table-session.js';
import { ServiceCallRepository, TableLinkRepository } from '../tables.ports.js';
import { TableLeaving } from './table-leaving.js';

/** What follows when sittings end: everybody is told, nobody waits any more for whoever they called, and their tables are left. */
@Injectable()
export class SessionEndings {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly links: TableLinkRepository,
    private readonly leaving: TableLeaving,
    private readonly events: EventLog,
  ) {}

  /** In the unit of work in which guests leave these tables, and go on elsewhere. */
  leave(tables: readonly { readonly outletId: string; readonly tableId: string }[], at: Date): Promise<void> {
    return this.leaving.leave(tables, at);
  }

  /** In the unit of work that closed them. */
  async tell(closed: readonly TableSession[], at: Date): Promise<void> {
    if (closed.length === 0) return;
    const outletIds = [...new Set(closed.map(({ outletId }) => outletId))];
    const sessionIds = closed.map(({ id }) => id);
    const calls = await this.calls.closeOf(outletIds, sessionIds, at);
    await this.leaving.leave([...closed, ...(await this.links.removeOf(sessionIds))], at);
    await this.events.append([...calls.map(callClosed), ...closed.map(sessionClosed)]);
  }
}

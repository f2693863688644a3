import { Injectable } from '@nestjs/common';

import { EventLog } from '#libs/kernel';

import { callClosed } from '../model/service-call.js';
import { sessionClosed, type TableSession } from '../model/table-session.js';
import { ServiceCallRepository } from '../tables.ports.js';

/** What follows when sittings end: everybody is told, and nobody waits any more for whoever they called. */
@Injectable()
export class SessionEndings {
  constructor(
    private readonly calls: ServiceCallRepository,
    private readonly events: EventLog,
  ) {}

  /** In the unit of work that closed them. */
  async tell(closed: readonly TableSession[], at: Date): Promise<void> {
    if (closed.length === 0) return;
    const outletIds = [...new Set(closed.map(({ outletId }) => outletId))];
    const sessionIds = closed.map(({ id }) => id);
    const calls = await this.calls.closeOf(outletIds, sessionIds, at);
    await this.events.append([...calls.map(callClosed), ...closed.map(sessionClosed)]);
  }
}

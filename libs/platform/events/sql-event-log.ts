import { Injectable } from '@nestjs/common';

import { EventLog, type NewEvent, newId } from '#libs/kernel';

import { EventReactions } from '../jobs/event-reactions.js';
import { Database } from '../database/database.js';
import { currentRequest } from '../telemetry/request-context.js';
import { CommittedEvents } from './committed-events.js';
import { EventSequencer } from './event-sequencer.js';

/**
 * The statement part that writes events from one JSON parameter, for repositories that write aggregate and events in one round trip:
 * `WITH …, logged AS (${insertEvents('$7')}) …` with `eventsJson(events)` as the value. Await `SqlEventLog.written(events)` beside it.
 */
export const insertEvents = (parameter: string): string => `
  INSERT INTO events (id, type, outlet_id, session_id, customer_id, payload, request_id)
  SELECT id, type, outlet_id, session_id, customer_id, payload, request_id
  FROM jsonb_to_recordset(${parameter}::jsonb)
    AS e(id uuid, type text, outlet_id uuid, session_id uuid, customer_id uuid, payload jsonb,
         request_id text)`;

export const eventsJson = (events: readonly NewEvent[]): string => JSON.stringify(events.map(toEventRow));

export const toEventRow = (event: NewEvent) => ({
  id: newId(),
  type: event.type,
  outlet_id: event.outletId,
  session_id: event.sessionId ?? null,
  customer_id: event.customerId ?? null,
  payload: event.payload,
  request_id: currentRequest()?.requestId ?? null,
});

@Injectable()
export class SqlEventLog extends EventLog {
  constructor(
    private readonly database: Database,
    private readonly sequencer: EventSequencer,
    private readonly reactions: EventReactions,
    private readonly committed: CommittedEvents,
  ) {
    super();
  }

  async append(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.execute({ name: 'events.append', text: insertEvents('$1'), values: [eventsJson(events)] });
    await this.written(events);
  }

  /** Makes the jobs that follow from events of the ambient transaction, and has them numbered and delivered once it has committed. */
  async written(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    this.database.afterCommit(() => {
      this.sequencer.wake();
      this.committed.tell(events);
    });
    await this.reactions.follow(events);
  }

  /** Has events numbered and delivered once the ambient transaction has committed: for those that SQL wrote, from which no job follows. */
  deliverAfterCommit(): void {
    this.database.afterCommit(() => this.sequencer.wake());
  }
}

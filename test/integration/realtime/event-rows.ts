import { newId, type NewEvent } from '#libs/kernel';

import type { TestDatabase } from '../../support/database.js';

/** Commits events behind the API's back, as another process would; its sequencers number them. */
export async function commitEvents(database: TestDatabase, events: readonly NewEvent[]): Promise<void> {
  await database.query(
    `INSERT INTO events (id, type, outlet_id, session_id, customer_id, payload)
     SELECT id, type, outlet_id, session_id, customer_id, payload
     FROM jsonb_to_recordset($1::jsonb)
       AS e(id uuid, type text, outlet_id uuid, session_id uuid, customer_id uuid, payload jsonb)`,
    [
      JSON.stringify(
        events.map(({ outletId, sessionId, customerId, ...event }) => ({
          ...event,
          id: newId(),
          outlet_id: outletId,
          session_id: sessionId ?? null,
          customer_id: customerId ?? null,
        })),
      ),
    ],
  );
}

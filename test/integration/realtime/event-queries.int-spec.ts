import { describe } from '@jest/globals';

import { eventQueriesContract } from '../../../libs/realtime/testing/event-queries.contract.js';
import { SqlEventQueries } from '../../../libs/realtime/typeorm/sql-event.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

describe('SqlEventQueries', () => {
  eventQueriesContract(async (events) => {
    const database = await connect(await createTestDatabase({ eventsAreMadeUp: true }), []);
    for (const event of events) {
      await database.execute({
        text: `INSERT INTO events (id, seq, type, outlet_id, session_id, customer_id, occurred_at, payload)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [
          event.id,
          event.seq,
          event.type,
          event.outletId,
          event.sessionId,
          event.customerId,
          event.occurredAt,
          JSON.stringify(event.payload),
        ],
      });
    }
    await database.execute({ text: 'UPDATE event_counter SET last_seq = $1', values: [events.length] });
    return new SqlEventQueries(database);
  });
});

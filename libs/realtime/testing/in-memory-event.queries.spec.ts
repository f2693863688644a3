import { describe } from '@jest/globals';

import { eventQueriesContract } from './event-queries.contract.js';
import { InMemoryEventQueries } from './in-memory-event.queries.js';

describe('InMemoryEventQueries', () => {
  eventQueriesContract(async (events) => {
    const queries = new InMemoryEventQueries();
    queries.events.push(...events);
    return queries;
  });
});

import { describe } from '@jest/globals';

import { InMemoryTickets } from './in-memory-tickets.js';
import { ticketRepositoryContract } from './ticket-repository.contract.js';

describe('tickets in memory', () => {
  ticketRepositoryContract(
    () => new InMemoryTickets(),
    (work) => work(),
  );
});

import { beforeEach, describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { InMemoryDiningTableRepository } from './in-memory-dining-table.repository.js';
import { InMemoryTableSessionRepository } from './in-memory-table-session.repository.js';
import { tableRepositoriesContract, type TableStore } from './table-repositories.contract.js';

describe('the table repositories in memory', () => {
  let store: TableStore;
  beforeEach(() => {
    const tables = new InMemoryDiningTableRepository();
    store = { outlet: newId(), otherOutlet: newId(), tables, sessions: new InMemoryTableSessionRepository() };
  });

  tableRepositoriesContract(() => store);
});

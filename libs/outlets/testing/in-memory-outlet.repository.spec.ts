import { beforeEach, describe } from '@jest/globals';

import { InMemoryOutletRepository } from './in-memory-outlet.repository.js';
import { outletRepositoryContract } from './outlet-repository.contract.js';

describe('InMemoryOutletRepository', () => {
  let repository: InMemoryOutletRepository;
  beforeEach(() => {
    repository = new InMemoryOutletRepository();
  });

  outletRepositoryContract(() => repository);
});

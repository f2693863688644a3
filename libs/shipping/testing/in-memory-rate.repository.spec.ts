import { beforeEach, describe } from '@jest/globals';

import { InMemoryRateRepository } from './in-memory-rate.repository.js';
import { rateRepositoryContract } from './rate-repository.contract.js';

describe('InMemoryRateRepository', () => {
  let repository: InMemoryRateRepository;
  beforeEach(() => {
    repository = new InMemoryRateRepository();
  });

  rateRepositoryContract(() => repository);
});

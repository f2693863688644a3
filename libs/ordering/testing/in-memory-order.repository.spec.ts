import { describe } from '@jest/globals';

import { InMemoryOrderRepository } from './in-memory-order.repository.js';
import { orderRepositoryContract } from './order-repository.contract.js';

describe('the order repository in memory', () => {
  const repository = new InMemoryOrderRepository();

  orderRepositoryContract(
    () => repository,
    (work) => work(),
  );
});

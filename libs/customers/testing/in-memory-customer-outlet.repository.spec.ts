import { describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { customerOutletRepositoryContract } from './customer-outlet-repository.contract.js';
import { InMemoryCustomerOutletRepository } from './in-memory-customer-outlet.repository.js';

describe('InMemoryCustomerOutletRepository', () => {
  const repository = new InMemoryCustomerOutletRepository();

  customerOutletRepositoryContract(
    () => repository,
    async () => newId(),
  );
});

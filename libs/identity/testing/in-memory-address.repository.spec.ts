import { beforeEach, describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { addressRepositoryContract } from './address-repository.contract.js';
import { InMemoryAddressRepository } from './in-memory-address.repository.js';

describe('InMemoryAddressRepository', () => {
  let repository: InMemoryAddressRepository;
  beforeEach(() => {
    repository = new InMemoryAddressRepository();
  });

  addressRepositoryContract(
    () => repository,
    async () => newId(),
  );
});

import { beforeEach, describe } from '@jest/globals';

import { newId } from '#libs/kernel';

import { InMemoryLoginSessionRepository } from './in-memory-login-session.repository.js';
import { loginSessionRepositoryContract } from './login-session-repository.contract.js';

describe('InMemoryLoginSessionRepository', () => {
  let repository: InMemoryLoginSessionRepository;
  beforeEach(() => {
    repository = new InMemoryLoginSessionRepository();
  });

  loginSessionRepositoryContract(
    () => repository,
    async () => newId(),
  );
});

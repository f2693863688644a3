import { describe } from '@jest/globals';

import { InMemoryPasswordResetRepository } from './in-memory-password-reset.repository.js';
import { InMemoryUserRepository } from './in-memory-user.repository.js';
import { passwordResetRepositoryContract } from './password-reset-repository.contract.js';

describe('InMemoryPasswordResetRepository', () => {
  const users = new InMemoryUserRepository();
  const repository = new InMemoryPasswordResetRepository(users);

  passwordResetRepositoryContract(
    () => repository,
    (user) => users.add(user, {}),
  );
});

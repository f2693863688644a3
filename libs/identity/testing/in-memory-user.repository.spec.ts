import { InMemoryUserRepository } from './in-memory-user.repository.js';
import { describeUserRepository } from './user-repository.contract.js';

describeUserRepository(async () => new InMemoryUserRepository());

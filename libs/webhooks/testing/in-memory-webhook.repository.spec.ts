import { beforeEach, describe } from '@jest/globals';

import { InMemoryWebhookRepository } from './in-memory-webhook.repository.js';
import { webhookRepositoryContract } from './webhook-repository.contract.js';

describe('InMemoryWebhookRepository', () => {
  let repository: InMemoryWebhookRepository;
  beforeEach(() => {
    repository = new InMemoryWebhookRepository();
  });

  webhookRepositoryContract(() => repository);
});

import { beforeAll, describe } from '@jest/globals';

import { reasonRepositoryContract } from '../../../libs/outlets/testing/reason-repository.contract.js';
import { ReasonSchema } from '../../../libs/outlets/typeorm/reason.schema.js';
import { TypeOrmReasonRepository } from '../../../libs/outlets/typeorm/typeorm-reason.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

describe('TypeOrmReasonRepository', () => {
  let repository: TypeOrmReasonRepository;

  beforeAll(async () => {
    repository = new TypeOrmReasonRepository(await connect(await createTestDatabase(), [ReasonSchema], 2));
  });

  reasonRepositoryContract(() => repository);
});

import { beforeAll, describe } from '@jest/globals';

import { scheduleRepositoryContract } from '../../../libs/outlets/testing/schedule-repository.contract.js';
import { ScheduleSchema } from '../../../libs/outlets/typeorm/schedule.schema.js';
import { SqlScheduleRepository } from '../../../libs/outlets/typeorm/sql-schedule.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

describe('SqlScheduleRepository', () => {
  let repository: SqlScheduleRepository;

  beforeAll(async () => {
    repository = new SqlScheduleRepository(await connect(await createTestDatabase(), [ScheduleSchema], 2));
  });

  scheduleRepositoryContract(() => repository);
});

import { beforeAll, describe } from '@jest/globals';

import {
  shiftRepositoriesContract,
  type ShiftStore,
} from '../../../libs/shifts/testing/shift-repositories.contract.js';
import { SqlDrawerLedger } from '../../../libs/shifts/typeorm/sql-drawer-ledger.js';
import { SqlShiftMembers } from '../../../libs/shifts/typeorm/sql-shift-members.js';
import { SqlShiftReports } from '../../../libs/shifts/typeorm/sql-shift-reports.js';
import { SqlShiftRepository } from '../../../libs/shifts/typeorm/sql-shift.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

describe('the stores of shifts on PostgreSQL', () => {
  let store: ShiftStore;

  beforeAll(async () => {
    const database = await connect(await createTestDatabase(), []);
    store = {
      shifts: new SqlShiftRepository(database),
      ledger: new SqlDrawerLedger(database),
      reports: new SqlShiftReports(database),
      members: new SqlShiftMembers(database),
    };
  });

  shiftRepositoriesContract(() => store);
});

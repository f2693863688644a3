import { beforeEach, describe } from '@jest/globals';

import { InMemoryShiftReports } from './in-memory-shift-reports.js';
import { inMemoryShifts } from './in-memory-shifts.js';
import { shiftRepositoriesContract, type ShiftStore } from './shift-repositories.contract.js';

describe('the stores of shifts in memory', () => {
  let store: ShiftStore;
  beforeEach(() => {
    store = { ...inMemoryShifts(), reports: new InMemoryShiftReports() };
  });

  shiftRepositoriesContract(() => store);
});

import { beforeEach, describe } from '@jest/globals';

import { InMemoryShiftReports } from './in-memory-shift-reports.js';
import { inMemoryShifts } from './in-memory-shifts.js';
import { namedDrawersContract } from './named-drawers.contract.js';
import { shiftRepositoriesContract, type ShiftStore } from './shift-repositories.contract.js';

describe('the stores of shifts in memory', () => {
  let store: ShiftStore;
  beforeEach(() => {
    store = { ...inMemoryShifts(), reports: new InMemoryShiftReports() };
  });

  shiftRepositoriesContract(() => store);
});

describe('the store of drawers in memory', () => {
  let store: ReturnType<typeof inMemoryShifts>;
  beforeEach(() => {
    store = inMemoryShifts();
  });

  namedDrawersContract(() => store);
});

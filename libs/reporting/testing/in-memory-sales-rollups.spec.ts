import { beforeEach, describe } from '@jest/globals';

import { InMemorySalesRollups } from './in-memory-sales-rollups.js';
import { type RollupStore, salesRollupsContract } from './sales-rollups.contract.js';

describe('InMemorySalesRollups', () => {
  let store: RollupStore;
  beforeEach(() => {
    const rollups = new InMemorySalesRollups();
    store = {
      rollups,
      tell: async (orders) => rollups.tell(...orders),
      pay: async (orders) => rollups.pay(...orders),
    };
  });

  salesRollupsContract(() => store);
});

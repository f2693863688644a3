import { beforeEach, describe } from '@jest/globals';

import { InMemoryStockLedger } from './in-memory-stock-ledger.js';
import { stockLedgerContract } from './stock-ledger.contract.js';

describe('InMemoryStockLedger', () => {
  let ledger: InMemoryStockLedger;
  beforeEach(() => {
    ledger = new InMemoryStockLedger();
  });

  stockLedgerContract(() => ledger);
});

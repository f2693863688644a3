import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aClosing, aShift, EVENING } from '../../../libs/shifts/testing/a-shift.js';
import { SqlShiftRepository } from '../../../libs/shifts/typeorm/sql-shift.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { indexesFor, publishedRows } from '../../support/published-views.js';

describe('what shifts publish', () => {
  const [outlet, budi, sari] = [newId(), newId(), newId()];
  const [open, closed] = [newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    const shifts = new SqlShiftRepository(await connect(store, [], 2));
    await shifts.add(aShift({ id: open, outletId: outlet, userId: budi }), newId());
    const closing = aShift({ id: closed, outletId: outlet, userId: sari });
    await shifts.add(closing, newId());
    closing.close({
      endCash: 200_000,
      expectedCash: 200_000,
      differenceLimit: 0,
      approver: null,
      closedBy: sari,
      closedAt: EVENING,
      note: null,
      closing: aClosing(),
    });
    await shifts.saveClosed(closing);
  });

  it('shifts_drawers: whose drawer a shift is, and whether it is open', async () => {
    expect(await publishedRows(store, 'shifts_drawers')).toEqual([
      { outlet_id: outlet, id: open, cashier_id: budi, is_open: true },
      { outlet_id: outlet, id: closed, cashier_id: sari, is_open: false },
    ]);
  });

  it('is found by the keys of shifts', async () => {
    const drawers = `SELECT * FROM shifts_drawers WHERE outlet_id = '${outlet}'`;

    expect(await indexesFor(store, `${drawers} AND id = '${open}'`)).toEqual(['shifts_pkey']);
    expect(await indexesFor(store, `${drawers} AND is_open`)).toEqual(['shifts_one_open_per_cashier']);
  });
});

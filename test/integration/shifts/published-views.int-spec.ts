import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aClosing, aShift, EVENING } from '../../../libs/shifts/testing/a-shift.js';
import { SqlShiftRepository } from '../../../libs/shifts/typeorm/sql-shift.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

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

  it('shifts_audit_heads: what each Z since the audit log is sealed told of it', async () => {
    const hash = 'a'.repeat(64);
    const z = (number: number, shift: string, body: object) =>
      store.query(
        `INSERT INTO shift_reports (outlet_id, number, shift_id, previous_hash, hash, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, now())`,
        [outlet, number, shift, number === 1 ? null : hash, hash, JSON.stringify(body)],
      );
    await z(1, open, { made_at: 'before' });
    await z(2, closed, { audit_head: { n: 12, hash } });

    expect(await publishedRows(store, 'shifts_audit_heads')).toEqual([{ outlet_id: outlet, number: 2, n: 12, hash }]);
  });

  it.each([
    ['id = $', 'id = $'],
    ['is_open', `status = 'OPEN'`],
  ])('shifts_drawers is merged into what reads it: %s', async (ofView, ofTable) => {
    const [one, other] = [ofView, ofTable].map((condition) => condition.replace('$', `'${open}'`));

    expect(await planOf(store, `SELECT FROM shifts_drawers WHERE outlet_id = '${outlet}' AND ${one}`)).toEqual(
      await planOf(store, `SELECT FROM shifts WHERE outlet_id = '${outlet}' AND ${other}`),
    );
  });
});

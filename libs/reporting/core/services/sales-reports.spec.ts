import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { LATE, reportingWorld } from '../../testing/reporting-world.js';

const page = { limit: 20, offset: 0 };

describe('a report of sales', () => {
  it('is of the last thirty days up to the outlets’ today when no days are asked for', async () => {
    const { reports, figures, supervisor, jakarta, makassar } = reportingWorld();
    figures.sold.push(
      { outletId: jakarta, day: '2026-03-02', net: 30_000 },
      { outletId: jakarta, day: '2026-01-31', net: 1 },
      { outletId: makassar, day: '2026-03-02', net: 2 },
    );

    const report = await reports.sales({ actor: supervisor, grouping: 'day', page });

    expect(report.period).toEqual({ from: '2026-02-01', to: '2026-03-02' });
    expect(report.rows).toMatchObject([{ key: '2026-03-02', net_sales: 30_000 }]);
  });

  it('counts what was committed before it, and says up to when', async () => {
    const { reports, rollups, admin, jakarta } = reportingWorld();
    const order = { outletId: jakarta, orderId: newId() };
    rollups.commit(order);

    const report = await reports.sales({ actor: admin, grouping: 'day', page });

    expect(rollups.added).toEqual([[order]]);
    expect(report.asOf).toEqual(LATE);
  });

  it('says how far it is when somebody else rolls up for long', async () => {
    const { reports, rollups, admin, jakarta } = reportingWorld();
    rollups.commit({ outletId: jakarta, orderId: newId() });
    rollups.isTaken = true;

    expect((await reports.sales({ actor: admin, grouping: 'day', page })).asOf).toEqual(new Date(0));
  });

  it('calls cashiers by the names they have now, and has none for money that came online or for people who were erased', async () => {
    const { reports, figures, names, admin, jakarta } = reportingWorld();
    const [budi, erased] = [newId(), newId()];
    names.set(budi, 'Budi');
    const sold = (cashierId: string | null) => ({ outletId: jakarta, day: '2026-03-02', cashierId, net: 1 });
    figures.sold.push(sold(budi), sold(erased), sold(null));

    const { rows } = await reports.sales({ actor: admin, grouping: 'cashier', page });

    expect(rows.map(({ key, name }) => [key, name])).toEqual([
      [budi, 'Budi'],
      [erased, null],
      [null, null],
    ]);
  });

  it('is refused for days that go backwards and for an outlet that is not theirs, before anything is counted', async () => {
    const { reports, rollups, supervisor, makassar } = reportingWorld();
    rollups.commit({ outletId: makassar, orderId: newId() });
    const asked = { actor: supervisor, grouping: 'day', page } as const;

    await expect(reports.sales({ ...asked, from: '2026-03-02', to: '2026-03-01' })).rejects.toMatchObject({
      code: 'PERIOD_BACKWARDS',
    });
    await expect(reports.sales({ ...asked, outletId: makassar })).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    expect(rollups.added).toEqual([]);
  });
});

describe('best sellers', () => {
  it('are ranked by pieces or by money, over the days that are asked for', async () => {
    const { reports, figures, admin, jakarta } = reportingWorld();
    const [tea, cake] = [newId(), newId()];
    figures.sold.push(
      { outletId: jakarta, day: '2026-02-10', productId: tea, pieces: 9, net: 45_000 },
      { outletId: jakarta, day: '2026-02-10', productId: cake, pieces: 2, net: 70_000 },
      { outletId: jakarta, day: '2026-02-11', productId: cake, pieces: 90, net: 1 },
    );
    const asked = { actor: admin, from: '2026-02-10', to: '2026-02-10', page };
    const keys = async (ranking: 'quantity' | 'revenue') =>
      (await reports.bestSellers({ ...asked, ranking })).data.map(({ key }) => key);

    expect(await keys('quantity')).toEqual([tea, cake]);
    expect(await keys('revenue')).toEqual([cake, tea]);
    expect(await reports.bestSellers({ ...asked, ranking: 'revenue' })).toMatchObject({
      period: { from: '2026-02-10', to: '2026-02-10' },
      asOf: LATE,
      total: 2,
    });
  });
});

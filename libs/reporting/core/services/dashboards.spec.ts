import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { LATE, reportingWorld } from '../../testing/reporting-world.js';

describe('the dashboard', () => {
  it('shows each outlet its own today and yesterday, added up by currency', async () => {
    const { dashboards, figures, admin, jakarta, makassar } = reportingWorld();
    figures.sold.push(
      { outletId: jakarta, day: '2026-03-01', net: 1_000 },
      { outletId: jakarta, day: '2026-03-02', net: 20_000, method: 'cash' },
      { outletId: makassar, day: '2026-03-02', net: 300_000, method: 'pix' },
      { outletId: makassar, day: '2026-03-03', net: 4_000_000, method: 'cash' },
    );

    const dashboard = await dashboards.today(admin);

    expect(dashboard.date).toBe('2026-03-03');
    expect(dashboard.today).toMatchObject([{ currency: 'IDR', net_sales: 4_020_000 }]);
    expect(dashboard.yesterday).toMatchObject([{ currency: 'IDR', net_sales: 301_000 }]);
    expect(dashboard.outlets).toMatchObject([
      { key: makassar, net_sales: 4_000_000 },
      { key: jakarta, net_sales: 20_000 },
    ]);
    expect(dashboard.payments).toMatchObject([{ key: 'cash', net_sales: 4_020_000 }]);
  });

  it('shows the five products that sold most pieces over all outlets', async () => {
    const { dashboards, figures, admin, jakarta, makassar } = reportingWorld();
    const products = [1, 2, 3, 4, 5, 6].map((pieces) => ({ id: newId(), pieces }));
    for (const { id, pieces } of products) {
      figures.sold.push({ outletId: jakarta, day: '2026-03-02', productId: id, pieces, net: 1_000 - pieces });
    }
    const [least] = products;
    figures.sold.push({ outletId: makassar, day: '2026-03-03', productId: least?.id, pieces: 50, net: 1 });

    const { bestSellers } = await dashboards.today(admin);

    expect(bestSellers.map(({ items_count: pieces }) => pieces)).toEqual([50, 6, 5, 4, 3]);
  });

  it('counts what is committed and shows what is open or low, of the actor’s outlets alone', async () => {
    const { dashboards, rollups, current, supervisor, jakarta, makassar } = reportingWorld();
    rollups.commit({ outletId: jakarta, orderId: newId() });
    current.bills.set(jakarta, { currency: 'IDR', count: 2, amount_due: 50_000 });
    current.bills.set(makassar, { currency: 'IDR', count: 9, amount_due: 900_000 });
    current.drawers.push(jakarta, makassar, makassar);
    const low = { outlet_name: 'Kopi', product_id: newId(), sku: null, name: 'Gula', stock: 1, low_stock_threshold: 2 };
    current.low.push({ ...low, outlet_id: jakarta }, { ...low, outlet_id: jakarta }, { ...low, outlet_id: makassar });

    expect(await dashboards.today(supervisor)).toMatchObject({
      date: '2026-03-02',
      asOf: LATE,
      openBills: [{ currency: 'IDR', count: 2, amount_due: 50_000 }],
      openShifts: 1,
      lowStockCount: 2,
    });
  });

  it('is refused for an outlet that is not theirs', async () => {
    const { dashboards, supervisor, makassar } = reportingWorld();

    await expect(dashboards.today(supervisor, makassar)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });
});

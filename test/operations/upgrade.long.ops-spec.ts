import { describe, expect, it } from '@jest/globals';

import {
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  migrate,
  startApi,
} from '../support/index.js';
import { startSelling } from './support/sales-load.js';

const PRICE = 10_000;
const PER_SECOND = 25;
/** A statement that waits for a table gives up after 2 s, and the one behind it has its own work to do. */
const LONGEST_MS = 3_500;

/** The folder in which the version before is built: `npm run test:upgrade -- <commit>` makes one. */
const previous = process.env['PREVIOUS_RELEASE'];

if (!previous)
  process.stderr.write('Skipped: PREVIOUS_RELEASE names no folder with a built version (npm run test:upgrade)\n');

(previous ? describe : describe.skip)('an upgrade from the version before, while people sell', () => {
  it('the old one sells while the schema changes and beside the new one; nobody is refused, and the sums are right', async () => {
    const database = await createTestDatabase({ isEmpty: true });
    await migrate(database.url, { release: previous });
    const old = await startApi({ database, release: previous });
    const countOfMigrations = async () => (await database.query('SELECT 1 FROM migrations')).length;
    const shop = await createShop(database, old);
    const product = await shop.product('Tea', PRICE, { stock: 1_000_000, station: 'kitchen' });
    const shift = { outlet_id: shop.outletId, start_cash: 0 };
    const { id: shift_id } = expectStatus(201, await shop.cashier.post<{ id: string }>('/shifts/open', shift));
    const warm = startSelling(old.url, shop, product, PER_SECOND);
    await eventually(async () => expect(warm.sent).toBeGreaterThan(40));
    const alone = await warm.stop();
    expect(alone.faults).toEqual([]);

    const before = await countOfMigrations();
    const during = startSelling(old.url, shop, product, PER_SECOND);
    await migrate(database.url);
    const { sent } = during;
    await eventually(async () => expect(during.sent).toBeGreaterThan(sent + 40));

    const api = await startApi({ database });
    const beside = startSelling(api.url, shop, product, PER_SECOND);
    await eventually(async () => expect(beside.sent).toBeGreaterThan(80));
    const [onOld, onNew] = [await during.stop(), await beside.stop()];
    await old.stop();
    const after = startSelling(api.url, shop, product, PER_SECOND);
    await eventually(async () => expect(after.sent).toBeGreaterThan(40));
    const last = await after.stop();

    process.stdout.write(
      `${(await countOfMigrations()) - before} migrations: slowest ${onOld.slowestMs} ms at the old version, ${onNew.slowestMs} ms at the new one beside it\n`,
    );
    expect([...onOld.faults, ...onNew.faults, ...last.faults]).toEqual([]);
    expect(onOld.slowestMs).toBeLessThan(LONGEST_MS);

    const sales = [alone, onOld, onNew, last];
    const paid = sales.flatMap((sold) => sold.paid);
    const placed = sales.flatMap((sold) => sold.placed);
    const kept = await database.query<{ id: string }>('SELECT id FROM orders');
    expect(kept.map(({ id }) => id).sort()).toEqual([...placed].sort());
    const admin = client(api, (await createAccount(database, 'ADMIN')).token);
    await eventually(async () => {
      const report = await admin.get<{ totals: { net_sales: number }[] }>('/reports/sales?group_by=day');
      expect(expectStatus(200, report).totals).toMatchObject([{ net_sales: paid.length * PRICE }]);
    });
    const counted = { shift_id, end_cash: paid.length * PRICE };
    const closed = await client(api, shop.accounts.cashier.token).post<object>('/shifts/close', counted);
    expect(expectStatus(200, closed)).toMatchObject({ difference: 0 });
  }, 600_000);
});

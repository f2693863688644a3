import { beforeAll, describe, expect, it } from '@jest/globals';

import { dice } from '../support/busy-shop.js';
import {
  type Answer,
  type Api,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Line {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly refunded_quantity: number;
  readonly status: string;
}
interface Bill {
  readonly id: string;
  readonly version: number;
  readonly items: readonly Line[];
}
type Wanted = readonly (readonly [TestProduct, number])[];
type Sums = Readonly<Record<string, unknown>>;

const SEEDS = process.env['SEED'] ? [Number(process.env['SEED'])] : [8, 80];
const ACTS = 120;
const STOCK = 5_000;
const FLOAT = 1_000_000;
const BEGUN: readonly string[] = ['COOKING', 'READY', 'DONE'];

/** Any sequence of refunds, exchanges and reopenings, beside what a counter does: what must be true however it went. */
describe('whatever comes back to a counter', () => {
  let database: TestDatabase;
  let api: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
  }, 240_000);

  it.each(SEEDS)(
    'no money is given that was not taken, and no piece twice (seed %d)',
    async (seed) => {
      const shop: Shop = await createShop(database, api, { service_charge_rate: 5, cash_rounding: 100 });
      const soup = await shop.product('Soto', 19_900, { stock: STOCK });
      const cake = await shop.product('Lapis', 7_300, { stock: STOCK, station: null });
      const terminal = { outlet_id: shop.outletId, name: 'BCA', method: 'card_terminal' };
      expectStatus(201, await shop.admin.post('/tenders', terminal));
      // Supervisors give back and exchange alone, and have a drawer of their own.
      for (const by of [shop.cashier, shop.supervisor]) {
        expectStatus(201, await by.post('/shifts/open', { outlet_id: shop.outletId, start_cash: FLOAT }));
      }
      const pick = dice(seed);
      const stock = new Map([soup, cake].map(({ id }) => [id, STOCK]));
      const moved = (id: string, pieces: number) => stock.set(id, (stock.get(id) ?? 0) + pieces);
      const done = new Map<string, number>();
      const tell = (what: string, { status }: Answer<unknown>): boolean => {
        expect(status).toBeLessThan(500);
        if (status < 300) done.set(what, (done.get(what) ?? 0) + 1);
        return status < 300;
      };
      const wanted = (): Wanted => [[pick(2) === 0 ? soup : cake, 1 + pick(3)]];
      const items = (some: Wanted) => some.map(([{ id }, quantity]) => ({ product_id: id, quantity }));
      const taken = (some: Wanted) => some.forEach(([{ id }, quantity]) => moved(id, -quantity));
      const read = async (id: string): Promise<Bill> =>
        expectStatus(200, await shop.supervisor.get<Bill>(`/orders/${id}`));
      const means = () => ({ method: pick(2) === 0 ? 'cash' : 'card_terminal' });
      const bills: string[] = [];

      const sell = async () => {
        const some: Wanted = [
          [soup, 1 + pick(3)],
          [cake, 1 + pick(3)],
        ];
        const body = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: items(some) };
        const { id } = expectStatus(201, await shop.cashier.post<Bill>('/orders', body));
        taken(some);
        bills.push(id);
        // Half of it by one means, the rest by another.
        await shop.cashier.post(`/orders/${id}/pay`, { ...means(), amount: 10_000 });
        await shop.cashier.post(`/orders/${id}/pay`, means());
      };
      /** One or two pieces of a line, and whether they go back on the shelf. */
      const back = ({ id, product_id }: Line) => {
        const [quantity, restock] = [1 + pick(2), pick(2) === 0];
        const restocked = () => restock && moved(product_id, quantity);
        return { wish: { item_id: id, quantity, restock }, restocked };
      };

      for (let act = 0; act < ACTS; act++) {
        const id = bills[pick(bills.length)];
        if (id === undefined || pick(6) === 0) {
          await sell();
          continue;
        }
        const bill = await read(id);
        const line = bill.items[pick(bill.items.length)]!;
        const { version } = bill;
        const what = pick(9);
        if (what === 0) tell('reopen', await shop.supervisor.post(`/orders/${id}/reopen`, { reason: 'cold', version }));
        if (what === 1) {
          const some = wanted();
          const added = await shop.cashier.post(`/orders/${id}/items`, { items: items(some) });
          if (tell('add', added)) taken(some);
        }
        if (what === 2) tell('pay', await shop.cashier.post(`/orders/${id}/pay`, means()));
        if (what === 3) tell('settle', await shop.supervisor.post(`/orders/${id}/settle`, { version }));
        if (what === 4) {
          const struck = await shop.supervisor.delete(`/orders/${id}/items/${line.id}`, { reason: 'cold', version });
          const left = line.status === 'VOIDED' ? 0 : line.quantity - line.refunded_quantity;
          if (tell(line.refunded_quantity > 0 ? 'strike the rest' : 'strike', struck) && !BEGUN.includes(line.status))
            moved(line.product_id, left);
        }
        if (what === 5) {
          const { wish, restocked } = back(line);
          const given = await shop.supervisor.post(`/orders/${id}/refunds`, { reason: 'dry', items: [wish] });
          if (tell('refund pieces', given)) restocked();
        }
        if (what === 6) {
          const given = await shop.supervisor.post(`/orders/${id}/refunds`, {
            reason: 'slow',
            amount: 1_000 * (1 + pick(9)),
          });
          tell('refund an amount', given);
        }
        if (what > 6) {
          const { wish, restocked } = back(line);
          const some = wanted();
          const paid = pick(2) === 0 ? { pay: means() } : {};
          const body = { return: [wish], items: items(some), reason: 'another', version, ...paid };
          const exchanged = await shop.supervisor.post<{ order: Bill }>(`/orders/${id}/exchange`, body);
          if (tell('exchange', exchanged)) {
            bills.push(exchanged.body.order.id);
            taken(some);
            restocked();
          }
        }
      }

      // It went through each of them.
      const never = ['reopen', 'refund pieces', 'refund an amount', 'exchange'].filter((what) => !done.has(what));
      expect(never).toEqual([]);
      await money(shop);
      for (const { id } of [soup, cake]) {
        const path = `/stock-levels?outlet_id=${shop.outletId}&product_id=${id}`;
        const { data } = expectStatus(200, await shop.admin.get<{ data: { stock: number }[] }>(path));
        expect(data[0]?.stock).toBe(stock.get(id));
      }
      await reports(shop);
    },
    300_000,
  );

  /** Of each payment, and by each means, no more went back than came; what goods paid for nets to zero; the drawers hold what cash was moved. */
  async function money({ outletId }: Shop): Promise<void> {
    const over = await database.query('SELECT id FROM payments WHERE outlet_id = $1 AND refunded_amount > amount', [
      outletId,
    ]);
    expect(over).toEqual([]);
    const means = await database.query<{ method: string; came: number; went: number }>(
      `SELECT method, sum(came)::int AS came, sum(went)::int AS went FROM (
         SELECT method, amount AS came, 0 AS went FROM payments WHERE outlet_id = $1 AND paid_at IS NOT NULL
         UNION ALL SELECT method, 0, amount FROM refunds WHERE outlet_id = $1 AND status = 'DONE'
       ) moved GROUP BY method`,
      [outletId],
    );
    const of = (method: string) => means.find((one) => one.method === method) ?? { came: 0, went: 0 };
    for (const method of ['cash', 'card_terminal']) expect(of(method).went).toBeLessThanOrEqual(of(method).came);
    const [drawers] = await database.query<{ held: number }>(
      'SELECT sum(amount)::int AS held FROM cash_movements WHERE outlet_id = $1',
      [outletId],
    );
    expect(drawers?.held).toBe(2 * FLOAT + of('cash').came - of('cash').went);
    const [exchanges] = await database.query<{ took: number; gave: number }>(
      `SELECT (SELECT coalesce(sum(amount), 0)::int FROM payments WHERE outlet_id = $1 AND method = 'exchange') AS took,
              (SELECT coalesce(sum(amount), 0)::int FROM refunds WHERE outlet_id = $1 AND method = 'exchange') AS gave`,
      [outletId],
    );
    expect(exchanges?.gave).toBe(exchanges?.took);
  }

  /** What reports say is what the bills say as they stand. */
  async function reports({ outletId, supervisor }: Shop): Promise<void> {
    const [stand] = await database.query<{ orders: number; billed: number; refunds: number }>(
      `SELECT count(*)::int AS orders, coalesce(sum(total_amount), 0)::int AS billed, coalesce(sum(refunded_amount), 0)::int AS refunds
       FROM ordering_sales WHERE outlet_id = $1 AND is_sold`,
      [outletId],
    );
    const query = `group_by=day&outlet_id=${outletId}`;
    const { totals } = expectStatus(200, await supervisor.get<{ totals: Sums[] }>(`/reports/sales?${query}`));
    expect(totals[0]).toMatchObject({
      orders_count: stand?.orders,
      refunds: stand?.refunds,
      net_sales: Number(stand?.billed) - Number(stand?.refunds),
    });
  }
});

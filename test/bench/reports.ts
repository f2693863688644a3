import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { startApi } from './api.js';
import { median } from './load.js';
import { CASHIER, makeWorld, type World } from './world.js';

/**
 * `npm run --silent build && npx tsx test/bench/reports.ts [orders] [products sold]`: how long each report takes over HTTP, on a year of paid orders of
 * three lines at five outlets, and how long the rollups take to be made.
 */
const ORDERS = Number(process.argv[2] ?? 300_000);
const OUTLETS = 5;
const DAYS = 365;
const ASKED = 10;
/** Products that are sold, of the 2,000 there are. */
const SOLD = Number(process.argv[3] ?? 200);
const LIVE = 20_000;

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const clock = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
};

/** Orders that were paid in cash, some refunded in part and some voided after all, the older ones first. */
async function sell(world: World, from: number, count: number): Promise<void> {
  await world.query(
    `INSERT INTO orders (outlet_id, id, number, type, status, payment_status, placed_by_kind, currency, tax_inclusive,
       service_charge_rate, subtotal, discount_total, service_charge, tax_total, shipping_total, rounding, total_amount, paid_amount,
       refunded_amount, business_date, version, created_at, updated_at)
     SELECT o.id, md5('order' || n)::uuid, 'R' || n, 'TAKEAWAY', CASE WHEN n % 50 = 0 THEN 'VOIDED' ELSE 'DONE' END,
       CASE WHEN n % 50 = 0 THEN 'REFUNDED' WHEN n % 40 = 0 THEN 'PARTIALLY_REFUNDED' ELSE 'PAID' END, 'system', 'IDR', true, 0,
       60000, 0, 0, 0, 0, 0, 60000, 60000, CASE WHEN n % 50 = 0 THEN 60000 WHEN n % 40 = 0 THEN 10000 ELSE 0 END, at::date, 1, at, at
     FROM generate_series($1::int, $2::int) n
     CROSS JOIN LATERAL (SELECT now() - ($3::int - n) * interval '${DAYS} days' / $3::int AS at) t
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS i FROM outlets) o ON o.i = n % ${OUTLETS}`,
    [from, from + count - 1, ORDERS],
  );
  await world.query(
    `INSERT INTO order_items (outlet_id, id, order_id, position, product_id, name, unit_price, modifiers, modifiers_total, quantity,
       tax_rate, takes_stock, status, subtotal, discount, service_charge, tax, total)
     SELECT o.outlet_id, md5(o.id::text || line)::uuid, o.id, line, p.id, 'Produk', 20000, '[]', 0, 1, 0, false, o.status, 20000, 0, 0, 0, 20000
     FROM generate_series($1::int, $2::int) n JOIN orders o ON o.id = md5('order' || n)::uuid
     CROSS JOIN generate_series(1, 3) line
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS i FROM products) p ON p.i = (n * 7 + line * 131) % ${SOLD}`,
    [from, from + count - 1],
  );
  await world.query(
    `WITH o AS (
       SELECT o.*, n FROM generate_series($1::int, $2::int) n JOIN orders o ON o.id = md5('order' || n)::uuid
     ), p AS (
       INSERT INTO payments (outlet_id, id, order_id, order_label, method, status, amount, refunded_amount, currency, tendered, change,
         created_by_kind, created_at)
       SELECT outlet_id, md5('payment' || n)::uuid, id, number, CASE WHEN n % 3 = 0 THEN 'midtrans' ELSE 'cash' END, payment_status, 60000,
         refunded_amount, 'IDR', 60000, 0, 'system', created_at FROM o
     ), r AS (
       INSERT INTO refunds (outlet_id, id, payment_id, order_id, method, amount, reason, created_by_kind, created_at)
       SELECT outlet_id, md5('refund' || n)::uuid, md5('payment' || n)::uuid, id, 'cash', refunded_amount, 'cold', 'system', created_at
       FROM o WHERE refunded_amount > 0
     ), e AS (
       INSERT INTO events (id, type, outlet_id, payload)
       SELECT gen_random_uuid(), 'PAYMENT_UPDATED', outlet_id, jsonb_build_object('order_id', id) FROM o WHERE $3
     )
     INSERT INTO order_changes (outlet_id, id, order_id, action, actor_kind, details, occurred_at)
     SELECT outlet_id, gen_random_uuid(), id, 'PAID', 'system',
       jsonb_build_object('payment_id', md5('payment' || n)::uuid, 'amount', 60000), created_at FROM o
     UNION ALL
     SELECT outlet_id, gen_random_uuid(), id, 'REFUNDED', 'system', jsonb_build_object('amount', refunded_amount), created_at
     FROM o WHERE refunded_amount > 0
     UNION ALL
     SELECT outlet_id, gen_random_uuid(), id, 'VOIDED', 'system', '{}', created_at FROM o WHERE status = 'VOIDED'`,
    [from, from + count - 1, from > ORDERS - LIVE],
  );
}

async function main(): Promise<void> {
  const world = await makeWorld();
  try {
    await world.query(
      `INSERT INTO outlets SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'name', 'Bench ' || n, 'order_prefix', 'B' || n))).*
       FROM outlets o, generate_series(2, ${OUTLETS}) n`,
    );
    await world.query(`UPDATE users SET role = 'ADMIN' WHERE username = $1`, [CASHIER.username]);
    const step = 20_000;
    for (let from = 1; from <= ORDERS - LIVE; from += step) {
      await sell(world, from, Math.min(step, ORDERS - LIVE - from + 1));
      tell(`${Math.min(from + step - 1, ORDERS - LIVE)} orders`);
    }
    await world.settle();
    const [rebuildMs] = await clock(() =>
      promisify(execFile)(process.execPath, ['dist/apps/console/src/main.js', 'rebuild-reports'], {
        env: {
          ...process.env,
          DATABASE_URL: world.url,
          JWT_SECRET: 'a secret of the benchmark that signs nothing real',
        },
      }),
    );
    tell(`rebuild-reports: ${(rebuildMs / 1000).toFixed(1)} s for ${ORDERS - LIVE} orders`);
    await sell(world, ORDERS - LIVE + 1, LIVE);
    await world.settle();
    await report(world);
  } finally {
    await world.end();
  }
}

async function report(world: World): Promise<void> {
  const api = await startApi({ databaseUrl: world.url });
  try {
    const get = async (path: string): Promise<void> => {
      const response = await fetch(`${api.url}/api/v1${path}`, { headers: { authorization: `Bearer ${api.token}` } });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    };
    const numbered = async () => (await world.query('SELECT 1 FROM events WHERE seq IS NULL LIMIT 1')).length === 0;
    while (!(await numbered())) await new Promise((resolve) => setTimeout(resolve, 100));
    const followed = async () =>
      (await world.query('SELECT 1 FROM report_cursor c, event_counter e WHERE c.last_seq < e.last_seq')).length === 0;
    const [followMs] = await clock(async () => {
      do await get('/reports/sales');
      while (!(await followed()));
    });
    tell(`following ${LIVE} payments: ${followMs.toFixed(0)} ms, ${((LIVE / followMs) * 1000).toFixed(0)} a second`);
    const [size] = await world.query<Record<string, string>>(
      `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_items) AS lines,
         (SELECT count(*) FROM report_sales) AS hours, (SELECT count(*) FROM report_product_sales) AS products,
         (SELECT sum(orders_count) FROM report_sales) AS counted`,
    );
    tell(JSON.stringify(size));
    const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const periods = { day: `from=${day(1)}&to=${day(1)}`, month: `from=${day(30)}`, year: `from=${day(DAYS)}` };
    const lines: string[] = [];
    for (const scope of ['', `&outlet_id=${world.outletId}`]) {
      for (const [period, query] of Object.entries(periods)) {
        for (const by of ['hour', 'day', 'month', 'product', 'category', 'cashier', 'payment_method', 'outlet']) {
          const path = `/reports/sales?group_by=${by}&${query}${scope}`;
          lines.push(await line(`sales by ${by}, a ${period}, ${scope ? 'one outlet' : 'all'}`, () => get(path)));
        }
        const path = `/reports/best-sellers?${query}${scope}`;
        lines.push(await line(`best-sellers, a ${period}, ${scope ? 'one outlet' : 'all'}`, () => get(path)));
      }
      lines.push(await line(`dashboard, ${scope ? 'one outlet' : 'all'}`, () => get(`/reports/dashboard?${scope}`)));
      lines.push(await line(`low-stock, ${scope ? 'one outlet' : 'all'}`, () => get(`/reports/low-stock?${scope}`)));
    }
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await api.stop();
  }
}

async function line(what: string, ask: () => Promise<void>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < ASKED; i++) times.push((await clock(ask))[0]);
  times.sort((a, b) => a - b);
  return `${what.padEnd(48)} best ${figure(times[0])} ms   p50 ${figure(median(times))} ms   p95 ${figure(times.at(-2))} ms`;
}

const figure = (ms: number | undefined): string => (ms ?? NaN).toFixed(1).padStart(7);

await main();

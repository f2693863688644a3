import type { Landmarks } from './history-samples.js';
import { PER_ORDER, PLACE_ORDERS, ROLL_UP } from './history-orders.js';
import { CUSTOMERS, DAYS, OUTLETS, REGION, SOLD } from './history-size.js';
import { ROLES } from './list-questions.js';
import type { World } from './world.js';

const STEP = 20_000;
const COUPONS = 500;
const DEAD_JOBS = 2_000;

/**
 * Fills the world with `orders` orders of three lines at 200 outlets over two years, and with what goes along: rare things are as rare as they
 * are. What was made before, in a world that is kept, is not made again.
 */
export async function makeHistory(world: World, orders: number, tell: (line: string) => void): Promise<Landmarks> {
  const [made] = await world.query<{ orders: number }>('SELECT count(*)::int AS orders FROM orders');
  if (made?.orders === orders) {
    tell('The history is there already');
    return landmarks(world, orders);
  }
  if (made?.orders)
    throw new Error(`There is a history of ${made.orders} orders already: ask for that, or keep another`);
  const moment = new Date();
  await makeOutlets(world);
  for (const [what, text] of Object.entries(PER_DAY)) {
    tell(`${what} of the history`);
    await world.query(text, text.includes('$1') ? [moment] : []);
  }
  // What is made here refers to what is there: looking each of it up takes longer than making it.
  for (const table of PER_ORDER_CHECKS) await world.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  for (let from = 1; from <= orders; from += STEP) {
    const to = Math.min(from + STEP - 1, orders);
    const values = [from, to, orders, moment];
    await world.query(PLACE_ORDERS, values);
    await Promise.all(PER_ORDER.map((text) => world.query(text, values)));
    if (to % (STEP * 5) === 0 || to === orders) tell(`${to.toLocaleString('en')} orders of the history`);
  }
  for (const text of [...PER_ORDER_CHECKS.map(checked), ...ROLL_UP]) await world.query(text);
  tell('Figures of the history');
  await world.settle();
  return landmarks(world, orders);
}

const PER_ORDER_CHECKS = ['order_items', 'cash_movements'];
const checked = (table: string): string => `ALTER TABLE ${table} ENABLE TRIGGER ALL`;

async function landmarks(world: World, orders: number): Promise<Landmarks> {
  const n = Math.floor(orders / 2 / OUTLETS) * OUTLETS;
  const [found] = await world.query<Landmarks>(
    `SELECT o.outlet_id AS outlet, o.id AS order, o.number, i.product_id AS product, c.id AS category,
       (SELECT id FROM users WHERE username = 'customer') AS customer, s.user_id AS cashier, s.id AS shift,
       history_id('table0') AS table, (SELECT id FROM table_sessions WHERE outlet_id = o.outlet_id ORDER BY id LIMIT 1) AS sitting,
       history_id('payment' || $1::int) AS payment,
       (SELECT event_id FROM webhook_logs WHERE event_id IS NOT NULL ORDER BY id LIMIT 1) AS webhook,
       greatest((SELECT max(seq) FROM events) - 300, 0)::int AS seq
     FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id AND i.position = 1
     CROSS JOIN (SELECT id FROM categories LIMIT 1) c
     JOIN shifts s ON s.id = history_id('shift0 100')
     WHERE o.id = history_id('order' || $1::int)`,
    [n],
  );
  if (!found) throw new Error('A history needs some thousands of orders');
  return found;
}

async function makeOutlets(world: World): Promise<void> {
  for (const [text, values] of FOUNDATIONS) await world.query(text, [...values]);
}

const FOUNDATIONS: readonly (readonly [text: string, values: readonly unknown[]])[] = [
  // history_id: the id that a name stands for, of the form that requests may name (a UUID of version 8).
  [
    `CREATE FUNCTION history_id(name text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN overlay(overlay(md5(name) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`,
    [],
  ],
  [
    `INSERT INTO outlets SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'name', 'History ' || n, 'order_prefix', 'H' || n))).*
     FROM outlets o, generate_series(2, ${OUTLETS}) n`,
    [],
  ],
  // The chain sells the same at all of its outlets.
  [`UPDATE categories SET outlet_id = NULL`, []],
  [`UPDATE products SET outlet_id = NULL`, []],
  [`CREATE TABLE history_outlets AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM outlets`, []],
  [`CREATE UNIQUE INDEX ON history_outlets (n)`, []],
  [
    `CREATE TABLE history_products AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM products ORDER BY id LIMIT ${SOLD}`,
    [],
  ],
  [`CREATE UNIQUE INDEX ON history_products (n)`, []],
  [
    `INSERT INTO stock_levels (outlet_id, product_id, on_hand) SELECT o.id, p.id, (o.n * 31 + p.n * 17) % 200
     FROM history_outlets o CROSS JOIN history_products p ON CONFLICT DO NOTHING`,
    [],
  ],
  [`INSERT INTO stock_thresholds (product_id, threshold) SELECT id, 20 FROM history_products WHERE n % 2 = 0`, []],
  [
    `INSERT INTO users (id, username, name, password_hash, role, locale, created_at, updated_at)
     SELECT uuidv7(), lower(person), person, password_hash, person, 'id', now(), now()
     FROM users CROSS JOIN unnest($1::text[]) AS person WHERE username = 'bench'`,
    [ROLES.filter((role) => role !== 'GUEST')],
  ],
  [
    `INSERT INTO users (id, username, name, role, locale, pin_hash, created_at, updated_at)
     SELECT history_id('cashier' || n), 'history-' || n, 'Cashier ' || n, 'KASIR', 'id', 'none', now(), now() FROM generate_series(1, ${OUTLETS - 1}) n`,
    [],
  ],
  [
    `INSERT INTO users (id, email, name, phone, role, locale, created_at, updated_at)
     SELECT history_id('customer' || n), 'c' || n || '@example.com', 'Customer ' || n, '+62812' || (1000000 + n), 'CUSTOMER', 'id', at, at
     FROM generate_series(1, ${CUSTOMERS}) n CROSS JOIN LATERAL (SELECT now() - n * interval '30 minutes' AS at) t`,
    [],
  ],
  [
    `INSERT INTO user_outlets (user_id, outlet_id) SELECT u.id, o.id FROM users u JOIN history_outlets o
     ON o.n < CASE WHEN u.username = 'supervisor' THEN ${REGION} WHEN u.username IN ('kasir', 'waiter', 'kitchen') THEN 1 END
       OR u.username = 'history-' || o.n`,
    [],
  ],
  [
    `INSERT INTO customer_outlets (customer_id, outlet_id, since)
     SELECT history_id('customer' || c), o.id, now() FROM generate_series(1, ${CUSTOMERS}) c JOIN history_outlets o ON o.n = c % ${OUTLETS}
     UNION ALL SELECT u.id, o.id, now() FROM users u CROSS JOIN history_outlets o WHERE u.username = 'customer' AND o.n = 0`,
    [],
  ],
  [
    `INSERT INTO coupons (id, code, currency, type, amount, minimum_subtotal, active, version, created_at, updated_at)
     SELECT uuidv7(), 'H' || n, 'IDR', 'FIXED', 1000, 0, n % 10 = 0, 1, now(), now() FROM generate_series(1, ${COUPONS}) n`,
    [],
  ],
  [
    `INSERT INTO shipping_rates (id, outlet_id, carrier, service, cep_from, cep_to, max_weight_grams, price, days, version, created_at, updated_at)
     SELECT gen_random_uuid(), o.id, 'own', 'by bicycle', lpad(cep::text, 8, '0'), lpad(cep::text, 8, '0'), 1000, 5000, 1, 1, now(), now()
     FROM history_outlets o CROSS JOIN generate_series(1, 10) cep`,
    [],
  ],
  [
    `INSERT INTO jobs (id, kind, key, payload, status, max_attempts, run_at)
     SELECT uuidv7(), CASE WHEN n % 100 = 0 THEN 'history.owed' ELSE 'history.rest' END, n::text, '{}', status, 1,
       CASE status WHEN 'DEAD' THEN now() - n * interval '1 hour' ELSE now() + interval '10 years' END
     FROM generate_series(1, ${DEAD_JOBS * 2}) n CROSS JOIN LATERAL (SELECT CASE WHEN n % 2 = 0 THEN 'DEAD' ELSE 'PENDING' END AS status) s`,
    [],
  ],
];

const EACH_DAY = `history_outlets o CROSS JOIN generate_series(0, ${DAYS - 1}) day
  CROSS JOIN LATERAL (SELECT $1::timestamptz - (day + 1) * interval '1 day' AS at) t`;

const PER_DAY = {
  Shifts: `
    INSERT INTO shifts (outlet_id, id, user_id, status, currency, time_zone, business_date, start_cash, opened_at, opened_by, closed_at,
      closed_by, end_cash, closing)
    SELECT o.id, history_id('shift' || o.n || ' ' || day), u.id, CASE day WHEN 0 THEN 'OPEN' ELSE 'CLOSED' END, 'IDR', 'Asia/Jakarta', at::date,
      0, at, u.id, CASE WHEN day > 0 THEN at + interval '23 hours' END, CASE WHEN day > 0 THEN u.id END, CASE WHEN day > 0 THEN 0 END,
      CASE WHEN day > 0 THEN '{}'::jsonb END
    FROM ${EACH_DAY} JOIN users u ON u.username = CASE o.n WHEN 0 THEN 'kasir' ELSE 'history-' || o.n END ORDER BY day DESC`,
  Tables: `
    INSERT INTO dining_tables (id, outlet_id, name, seats, qr_secret, created_at, updated_at)
    SELECT history_id('table' || o.n), o.id, 'History', 4, md5(random()::text), now(), now() FROM history_outlets o`,
  Sittings: `
    INSERT INTO table_sessions (id, outlet_id, table_id, opened_at, expires_at, closed_at)
    SELECT uuidv7(at - now()), o.id, history_id('table' || o.n), at, at + interval '4 hours', at + interval '1 hour'
    FROM ${EACH_DAY} ORDER BY day DESC`,
  'Stock counts': `
    INSERT INTO stock_counts (id, outlet_id, actor_kind, counted_at)
    SELECT uuidv7(at - now()), o.id, 'system', at FROM ${EACH_DAY} WHERE day % 7 = 0 ORDER BY day DESC`,
} as const;

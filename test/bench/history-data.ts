import type { World } from './world.js';

/** Two years of a chain: what people list, in the amounts in which it grows. */
export interface History {
  readonly orders: number;
  readonly outletIds: readonly string[];
}

export const OUTLETS = 200;
/** Outlets of the supervisor of a region. */
export const REGION = 50;
const DAYS = 730;
const CUSTOMERS = 20_000;
const STEP = 20_000;

/** Who asks: each has an account of this name, with the cashier's password. */
export const PEOPLE = ['ADMIN', 'SUPERVISOR', 'KASIR', 'CUSTOMER'] as const;
export type Person = (typeof PEOPLE)[number];

/** Fills the world with `orders` orders of three lines at 200 outlets over two years, and with what goes along. Days of each outlet are equally busy. */
export async function makeHistory(world: World, orders: number, tell: (line: string) => void): Promise<History> {
  await makeOutlets(world);
  for (let from = 1; from <= orders; from += STEP) {
    const to = Math.min(from + STEP - 1, orders);
    for (const text of PER_ORDER) await world.query(text, [from, to, orders]);
    if (to % (STEP * 10) === 0 || to === orders) tell(`${to.toLocaleString('en')} orders of the history`);
  }
  for (const [what, text] of Object.entries(PER_DAY)) {
    tell(`${what} of the history`);
    await world.query(text);
  }
  await world.settle();
  const outlets = await world.query<{ id: string }>('SELECT id FROM history_outlets ORDER BY n');
  return { orders, outletIds: outlets.map(({ id }) => id) };
}

async function makeOutlets(world: World): Promise<void> {
  await world.query(
    `INSERT INTO outlets SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'name', 'History ' || n, 'order_prefix', 'H' || n))).*
     FROM outlets o, generate_series(2, ${OUTLETS}) n`,
  );
  await world.query('CREATE TABLE history_outlets AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM outlets');
  await world.query('CREATE UNIQUE INDEX ON history_outlets (n)');
  await world.query(
    'CREATE TABLE history_products AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM products',
  );
  await world.query('CREATE UNIQUE INDEX ON history_products (n)');
  await world.query(
    `INSERT INTO users (id, username, name, password_hash, role, locale, created_at, updated_at)
     SELECT uuidv7(), lower(person), person, password_hash, person, 'id', now(), now()
     FROM users CROSS JOIN unnest($1::text[]) AS person WHERE username = 'bench'`,
    [PEOPLE],
  );
  await world.query(
    `INSERT INTO users (id, email, name, phone, role, locale, created_at, updated_at)
     SELECT md5('customer' || n)::uuid, 'c' || n || '@example.com', 'Customer ' || n, '+62812' || (1000000 + n), 'CUSTOMER', 'id', at, at
     FROM generate_series(1, ${CUSTOMERS}) n CROSS JOIN LATERAL (SELECT now() - n * interval '30 minutes' AS at) t`,
  );
  await world.query(
    `INSERT INTO user_outlets (user_id, outlet_id) SELECT u.id, o.id FROM users u JOIN history_outlets o
     ON o.n < CASE u.username WHEN 'supervisor' THEN ${REGION} WHEN 'kasir' THEN 1 END`,
  );
  await world.query(
    `INSERT INTO customer_outlets (customer_id, outlet_id, since)
     SELECT md5('customer' || c)::uuid, o.id, now() FROM generate_series(1, ${CUSTOMERS}) c JOIN history_outlets o ON o.n = c % ${OUTLETS}`,
  );
}

/** Of the orders from $1 to $2, of $3: when, where and for whom. One in ten is a customer's, one in 500 of them of the customer who asks. */
const NUMBERED = `
  numbered AS (
    SELECT s.n, o.id AS outlet_id, md5('order' || s.n)::uuid AS id, at, uuidv7(at - now()) AS sorted_id,
      CASE WHEN s.n % 50 = 0 THEN 'VOIDED' WHEN s.n > $3::int - 400 THEN 'ACCEPTED' ELSE 'DONE' END AS status,
      CASE WHEN s.n % 5000 = 7 THEN (SELECT id FROM users WHERE username = 'customer')
           WHEN s.n % 10 = 7 THEN md5('customer' || (s.n % ${CUSTOMERS} + 1))::uuid END AS customer_id,
      (ARRAY['TAKEAWAY', 'DINE_IN', 'DELIVERY', 'ONLINE'])[1 + s.n / 3 % 4] AS type
    FROM generate_series($1::int, $2::int) AS s (n)
    CROSS JOIN LATERAL (SELECT now() - ($3::int - s.n) * interval '${DAYS} days' / $3::int AS at) t
    JOIN history_outlets o ON o.n = s.n % ${OUTLETS}
  )`;

const PER_ORDER = [
  `WITH ${NUMBERED}
   INSERT INTO orders (outlet_id, id, number, type, status, payment_status, customer_id, placed_by_kind, currency, tax_inclusive,
     service_charge_rate, subtotal, discount_total, service_charge, tax_total, shipping_total, rounding, total_amount, paid_amount,
     refunded_amount, business_date, version, created_at, updated_at, settled_at)
   SELECT outlet_id, id, 'R' || n, type, status, 'PAID', customer_id, 'system', 'IDR', true, 0,
     60000, 0, 0, 0, 0, 0, 60000, 60000, 0, at::date, 1, at, at, at FROM numbered ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO order_items (outlet_id, id, order_id, position, product_id, name, unit_price, modifiers, modifiers_total, quantity,
     tax_rate, takes_stock, status, subtotal, discount, service_charge, tax, total)
   SELECT outlet_id, gen_random_uuid(), o.id, line, p.id, 'Produk', 20000, '[]', 0, 1, 0, false, status, 20000, 0, 0, 0, 20000
   FROM numbered o CROSS JOIN generate_series(1, 3) line JOIN history_products p ON p.n = (o.n * 7 + line * 131) % 200 ORDER BY o.n`,
  `WITH ${NUMBERED}
   INSERT INTO payments (outlet_id, id, order_id, order_label, customer_id, method, status, amount, currency, created_by_kind, created_at,
     paid_at, applied_amount, review)
   SELECT outlet_id, md5('payment' || n)::uuid, id, 'R' || n, customer_id, (ARRAY['cash', 'midtrans', 'pix'])[1 + n % 3], 'PAID', 60000, 'IDR',
     'system', at, at, 60000, CASE WHEN n % 20000 = 3 THEN 'AMOUNT_MISMATCH' END FROM numbered ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO order_changes (outlet_id, id, order_id, action, actor_kind, details, occurred_at)
   SELECT outlet_id, gen_random_uuid(), id, 'PAID', 'system',
     jsonb_build_object('payment_id', md5('payment' || n)::uuid, 'amount', 60000), at FROM numbered ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO stock_movements (id, outlet_id, product_id, type, quantity, balance_after, reference_id, actor_kind, occurred_at)
   SELECT gen_random_uuid(), outlet_id, p.id, CASE WHEN o.n % 100 = 0 THEN 'WASTE' ELSE 'SALE' END, -1, 1000000, o.id, 'system', at
   FROM numbered o CROSS JOIN generate_series(1, 3) line JOIN history_products p ON p.n = (o.n * 7 + line * 131) % 200 ORDER BY o.n`,
  `WITH ${NUMBERED}
   INSERT INTO audit_log (id, outlet_id, actor_kind, actor_id, actor_role, action, subject_type, subject_id, occurred_at)
   SELECT sorted_id, outlet_id, 'user', (SELECT id FROM users WHERE username = 'kasir'), 'KASIR', 'ORDER_VOIDED', 'order', id::text, at
   FROM numbered WHERE n % 5 = 0 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO notifications (id, kind, cause, outlet_id, user_id, job_id, status, attempts, created_at, updated_at, sent_at)
   SELECT sorted_id, 'order-placed', 'order ' || n, outlet_id, customer_id, gen_random_uuid(), 'SENT', 1, at, at, at
   FROM numbered WHERE customer_id IS NOT NULL ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO webhook_logs (id, provider, event_id, event_type, verdict, headers, body, status, payment_id, received_at, processed_at)
   SELECT sorted_id, 'midtrans', 'e' || n, 'settlement', 'GENUINE', '{}', ''::bytea, 'APPLIED', md5('payment' || n)::uuid, at, at
   FROM numbered WHERE n % 3 = 1 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO shipments (id, outlet_id, order_id, customer_id, state, steps, followed, failures, anonymise, created_at, updated_at)
   SELECT sorted_id, outlet_id, id, customer_id, CASE WHEN n % 700 = 0 THEN 'FAILED' ELSE 'DELIVERED' END, '[]', false, 0, false, at, at
   FROM numbered WHERE n % 10 = 0 ORDER BY n`,
  `WITH ${NUMBERED}
   INSERT INTO fiscal_documents (outlet_id, id, order_id, model, status, reference, provider, environment, cnpj, links, faults, total,
     taken, cancel_wanted, files_kept, cancellation_kept, step, tries, version, created_at, updated_at)
   SELECT outlet_id, sorted_id, id, 'NFCE', 'AUTHORIZED', md5('ref' || n), 'mock', 'HOMOLOGACAO', '11222333000181', '{}', '[]', 60000,
     true, false, true, false, 1, 1, 1, at, at FROM numbered WHERE n % 10 = 1 ORDER BY n`,
] as const;

const EACH_DAY = `history_outlets o CROSS JOIN generate_series(0, ${DAYS - 1}) day
  CROSS JOIN LATERAL (SELECT now() - day * interval '1 day' - interval '1 hour' AS at) t`;

const PER_DAY = {
  Shifts: `
    INSERT INTO shifts (outlet_id, id, user_id, status, currency, time_zone, business_date, start_cash, opened_at, opened_by, closed_at,
      closed_by, end_cash, closing)
    SELECT o.id, uuidv7(at - now()), u.id, 'CLOSED', 'IDR', 'Asia/Jakarta', at::date, 0, at, u.id, at + interval '30 minutes', u.id, 0, '{}'
    FROM ${EACH_DAY}, users u WHERE u.username = 'kasir' ORDER BY day DESC`,
  Tables: `
    INSERT INTO dining_tables (id, outlet_id, name, seats, qr_secret, created_at, updated_at)
    SELECT md5('table' || o.n)::uuid, o.id, 'History', 4, md5(random()::text), now(), now() FROM history_outlets o`,
  Sittings: `
    INSERT INTO table_sessions (id, outlet_id, table_id, opened_at, expires_at, closed_at)
    SELECT uuidv7(at - now()), o.id, md5('table' || o.n)::uuid, at, at + interval '4 hours', at + interval '1 hour'
    FROM ${EACH_DAY} ORDER BY day DESC`,
  'Stock counts': `
    INSERT INTO stock_counts (id, outlet_id, actor_kind, counted_at)
    SELECT uuidv7(at - now()), o.id, 'system', at FROM ${EACH_DAY} WHERE day % 7 = 0 ORDER BY day DESC`,
} as const;

/**
 * What becomes of each table when the database is several (docs/operations/several-databases.md):
 * - `BY_OUTLET`: its rows are where their outlet's are, beside all others of that outlet;
 * - `REFERENCE`: each database has all of its rows: little that many statements look at, or what several outlets share;
 * - `LOCAL`: it stays where the application connects to: no outlet owns its rows, or work of all outlets is taken from it in turns;
 * - `VIEW`: sums that triggers keep in one database are added up when they are asked for.
 */
export type Place = 'BY_OUTLET' | 'REFERENCE' | 'LOCAL' | 'VIEW';

/** A key or trigger that Citus does not let a distributed table have. One database keeps it. */
export interface Change {
  /** A statement that bears to run again. */
  readonly drop: string;
  /** What finds rows, or keeps the rule within an outlet, in its place. */
  readonly instead?: string;
  /** What keeps the rule from then on. */
  readonly keptBy: string;
}

export interface TablePlan {
  readonly place: Place;
  readonly changes?: readonly Change[];
  /** What a `VIEW` reads. */
  readonly query?: string;
}

const LOCAL: TablePlan = { place: 'LOCAL' };
const REFERENCE: TablePlan = { place: 'REFERENCE' };
const byOutlet = (...changes: Change[]): TablePlan => ({ place: 'BY_OUTLET', changes });

const MADE_BY_SERVER = 'the server makes these ids (UUIDv7, 74 random bits); clients name none';

/** A primary key that gets the outlet in front. */
const keyOf = (table: string, column: string, keptBy: string): Change => ({
  drop: `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${table}_pkey`,
  instead: `ALTER TABLE ${table} ADD CONSTRAINT ${table}_pkey PRIMARY KEY (outlet_id, ${column})`,
  keptBy,
});
/** Rows that were written once, and that no statement of the application changes. */
const finalRows = (table: string, triggers: readonly string[]): Change => ({
  drop: triggers.map((name) => `DROP TRIGGER IF EXISTS ${name} ON ${table}`).join('; '),
  instead: `
    DO $$
    DECLARE who name;
    BEGIN
      FOR who IN
        SELECT DISTINCT pg_get_userbyid(grantee)
        FROM pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) WHERE oid = '${table}'::regclass AND grantee <> 0
      LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM %I', who);
      END LOOP;
      REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM PUBLIC;
    END $$`,
  keptBy: 'grants: nobody who is not a superuser may UPDATE, DELETE or TRUNCATE it, its owner included',
});

/** What a bill is summed up by, and what its goods are. */
const GOODS = ['items_count', 'gross_sales', 'discounts', 'service_charge', 'tax', 'billed'];
const BILLS = ['orders_count', ...GOODS, 'shipping', 'rounding', 'refunds_count', 'refunds'];

/** Parts of the discounts, behind the rest: a view takes new columns at its end alone. */
const DISCOUNTED = ['line_discounts', 'comps'];

const sumsOf = (table: string, keys: readonly string[], figures: readonly string[]): TablePlan => ({
  place: 'VIEW',
  query: `SELECT ${keys.join(', ')}, count(*) AS parts, ${[...figures, ...DISCOUNTED].map((name) => `sum(${name})::bigint AS ${name}`).join(', ')}
          FROM ${table} GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`,
});

const withoutSums = (trigger: string): Change => ({
  drop: `DROP FUNCTION IF EXISTS ${trigger} CASCADE`,
  keptBy: 'views in the place of the sums that its triggers keep',
});

export const TABLES: Readonly<Record<string, TablePlan>> = {
  // identity
  users: REFERENCE,
  user_outlets: REFERENCE,
  devices: REFERENCE,
  device_pairings: LOCAL,
  login_sessions: LOCAL,
  refresh_tokens: LOCAL,
  password_reset_tokens: LOCAL,
  login_failures: LOCAL,
  addresses: LOCAL,
  email_changes: LOCAL,
  permission_rule_sets: LOCAL,
  permission_rules: LOCAL,
  approvals: LOCAL,
  // outlets, customers
  outlets: REFERENCE,
  schedules: REFERENCE,
  reasons: byOutlet(),
  customer_outlets: REFERENCE,
  // catalog
  categories: REFERENCE,
  products: REFERENCE,
  modifier_groups: REFERENCE,
  modifier_options: REFERENCE,
  catalog_stops: REFERENCE,
  menus: REFERENCE,
  outlet_products: REFERENCE,
  product_prices: REFERENCE,
  // tables: a phone at a table is known by its token alone
  dining_tables: REFERENCE,
  table_sessions: REFERENCE,
  table_session_tokens: REFERENCE,
  table_states: REFERENCE,
  table_links: REFERENCE,
  floors: REFERENCE,
  table_spots: REFERENCE,
  table_pairs: REFERENCE,
  service_calls: byOutlet(),
  // cart: a cart is its customer’s, and changes its outlet; a table’s lies where its sitting does
  carts: LOCAL,
  cart_items: LOCAL,
  table_carts: REFERENCE,
  table_cart_guests: REFERENCE,
  table_cart_items: REFERENCE,
  // promotions: a coupon is counted over all outlets, by one statement
  coupons: REFERENCE,
  coupon_customers: REFERENCE,
  coupon_uses: REFERENCE,
  // ordering
  orders: byOutlet({
    drop: 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_id_is_taken_once',
    instead: 'CREATE INDEX IF NOT EXISTS orders_by_id ON orders (id)',
    keptBy: 'taken_once(), which an order with an id of its till asks',
  }),
  order_items: byOutlet(),
  order_changes: byOutlet(),
  order_placings: byOutlet(),
  bill_prints: byOutlet(),
  order_number_blocks: byOutlet(),
  // kitchen
  kitchen_stations: byOutlet(),
  kitchen_settings: byOutlet(),
  kitchen_tickets: byOutlet(),
  kitchen_lines: byOutlet({
    drop: 'DROP TRIGGER IF EXISTS kitchen_lines_are_fired_once ON kitchen_lines',
    keptBy: 'the application, which writes what was fired with the row, and keeps it',
  }),
  kitchen_moves: byOutlet({
    drop: 'DROP TRIGGER IF EXISTS kitchen_moves_are_final ON kitchen_moves',
    keptBy: 'the application, which appends, and takes people out',
  }),
  // payments
  payments: byOutlet(
    {
      drop: 'ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_id_is_taken_once',
      instead: 'CREATE INDEX IF NOT EXISTS payments_by_id ON payments (id)',
      keptBy: MADE_BY_SERVER,
    },
    {
      drop: 'DROP INDEX IF EXISTS payments_by_reference',
      instead: `CREATE UNIQUE INDEX IF NOT EXISTS payments_by_reference_at_their_outlet
                ON payments (gateway, reference, outlet_id) WHERE reference IS NOT NULL`,
      keptBy:
        'the gateway, which gives a reference once, and asks for it with the id of our payment as its idempotency key',
    },
  ),
  refunds: byOutlet(),
  tenders: byOutlet(),
  payment_retenders: byOutlet(finalRows('payment_retenders', ['payment_retenders_are_final'])),
  tip_entries: byOutlet(finalRows('tip_entries', ['tip_entries_are_final'])),
  // shifts
  shifts: byOutlet({
    drop: 'ALTER TABLE shifts DROP CONSTRAINT IF EXISTS shifts_id_is_unique',
    instead: 'CREATE INDEX IF NOT EXISTS shifts_by_id ON shifts (id)',
    keptBy: MADE_BY_SERVER,
  }),
  drawers: byOutlet(),
  shift_members: byOutlet(),
  drawer_openings: byOutlet(),
  cash_movements: byOutlet(finalRows('cash_movements', ['cash_movements_are_final'])),
  shift_adjustments: byOutlet(finalRows('shift_adjustments', ['shift_adjustments_are_final'])),
  shift_report_counters: byOutlet(),
  shift_reports: byOutlet(
    {
      drop: 'ALTER TABLE shift_reports DROP CONSTRAINT IF EXISTS shift_reports_one_per_shift',
      instead: 'ALTER TABLE shift_reports ADD CONSTRAINT shift_reports_one_per_shift UNIQUE (outlet_id, shift_id)',
      keptBy: 'the same key with the outlet, which the foreign key to the shift names, too',
    },
    finalRows('shift_reports', ['shift_reports_are_final', 'shift_reports_stay']),
  ),
  // inventory
  stock_levels: byOutlet(),
  stock_thresholds: REFERENCE,
  stock_movements: byOutlet({
    drop: 'DROP INDEX IF EXISTS stock_movements_by_position',
    instead: 'CREATE INDEX IF NOT EXISTS stock_movements_in_order ON stock_movements (position)',
    keptBy: 'the sequence of the column, which gives each position once',
  }),
  stock_counts: byOutlet(),
  stock_count_items: byOutlet(),
  // shipping
  shipping_rates: byOutlet(keyOf('shipping_rates', 'id', MADE_BY_SERVER)),
  shipping_quotes: byOutlet(),
  shipments: byOutlet(
    keyOf('shipments', 'id', MADE_BY_SERVER),
    {
      drop: 'ALTER TABLE shipments DROP CONSTRAINT IF EXISTS shipments_one_an_order',
      keptBy: 'shipments_one_an_order_at_its_outlet: an order has one outlet',
    },
    {
      drop: 'ALTER TABLE shipments DROP CONSTRAINT IF EXISTS shipments_number_once',
      instead: 'ALTER TABLE shipments ADD CONSTRAINT shipments_number_once UNIQUE (tracking_number, outlet_id)',
      keptBy: 'taken_once(), which whoever writes down a tracking number asks',
    },
  ),
  // fiscal: numbers are counted by issuer, and an issuer may have several outlets
  fiscal_settings: byOutlet(),
  fiscal_documents: byOutlet(
    {
      drop: 'ALTER TABLE fiscal_documents DROP CONSTRAINT IF EXISTS fiscal_documents_reference_is_taken_once',
      instead: `ALTER TABLE fiscal_documents
                ADD CONSTRAINT fiscal_documents_reference_is_taken_once UNIQUE (provider, reference, outlet_id)`,
      keptBy: 'the server, which makes the reference of the id of the document or its order',
    },
    {
      drop: 'DROP INDEX IF EXISTS fiscal_documents_number_is_given_once',
      instead: `CREATE UNIQUE INDEX IF NOT EXISTS fiscal_documents_number_is_given_once
                ON fiscal_documents (cnpj, environment, model, given_series, given_number, outlet_id)
                WHERE given_number IS NOT NULL`,
      keptBy: 'the row of fiscal_series, which is locked while a number is given',
    },
  ),
  fiscal_files: byOutlet(),
  fiscal_series: LOCAL,
  fiscal_freed_numbers: LOCAL,
  // reporting
  report_facts: byOutlet(),
  report_sales: byOutlet(withoutSums('sum_report_sales')),
  report_product_sales: byOutlet(withoutSums('sum_report_product_sales')),
  report_days: sumsOf('report_sales', ['outlet_id', 'business_date', 'currency'], BILLS),
  report_hours_of_all: sumsOf('report_sales', ['business_date', 'hour', 'currency'], BILLS),
  report_product_months_of_all: sumsOf(
    'report_product_sales',
    [`date_trunc('month', business_date)::date AS month`, 'product_id', 'currency'],
    GOODS,
  ),
  report_payments: byOutlet(),
  report_free_sales: byOutlet(),
  report_cursor: LOCAL,
  // notifications, webhooks
  notifications: LOCAL,
  webhook_logs: LOCAL,
  // platform: jobs of all outlets wait in one queue, of which each worker takes the next that no other has (FOR UPDATE SKIP LOCKED)
  events: byOutlet({
    drop: 'ALTER TABLE events DROP CONSTRAINT IF EXISTS events_pkey',
    instead: 'CREATE UNIQUE INDEX IF NOT EXISTS events_once ON events (position, occurred_at, outlet_id)',
    keptBy: 'the sequence events_places, which gives each position once',
  }),
  event_counter: LOCAL,
  event_streams: LOCAL,
  event_epochs: LOCAL,
  event_months: LOCAL,
  event_relays: LOCAL,
  jobs: LOCAL,
  idempotency_keys: LOCAL,
  audit_log: LOCAL,
  audit_seals: LOCAL,
  audit_chains: LOCAL,
  audit_sealing: LOCAL,
  migrations: LOCAL,
};

/** Functions of ours that statements call beside rows of an outlet: they must be wherever rows are. */
export const FUNCTIONS_EVERYWHERE = ['business_date(timestamptz, text, text)', 'refuse(text, jsonb)'];

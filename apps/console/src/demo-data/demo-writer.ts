import { randomBytes } from 'node:crypto';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { ADDRESSES, FISCAL_SETTINGS, SHIPPING_RATES } from './online-shop.js';
import { CAFE_ID, OUTLETS, SHOP_ID, TABLES } from './outlets.js';
import { catalogueRows } from './rows.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** An account with its hashes, made before the transaction: Argon2id takes its time. */
export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly name: string;
  readonly role: string;
  readonly cpf: string | null;
  readonly locale: string;
  readonly password_hash: string;
  readonly pin_hash: string | null;
  readonly outlet_ids: readonly string[];
}

/**
 * Writes the demo's rows and leaves alone what is there: a row that exists keeps what somebody made of it. A parent that could not be
 * written, since its name is taken, takes no children. Call inside a unit of work.
 */
export class DemoWriter {
  private written = 0;

  constructor(private readonly database: Database) {}

  /** How many rows are new. */
  async write(accounts: readonly AccountRow[]): Promise<number> {
    await this.outlets();
    await this.accounts(accounts);
    await this.tables();
    await this.catalogue();
    await this.onlineShop();
    if (this.written > 0) await this.announce();
    return this.written;
  }

  private async outlets(): Promise<void> {
    await this.insert(
      OUTLETS.map((outlet, place) => ({ ...outlet, place })),
      `INSERT INTO outlets (id, name, country, currency, locale, time_zone, business_day_cutoff, tax_rate, tax_inclusive,
         service_charge_rate, cash_rounding, order_prefix, cash_difference_limit, payment_methods, address, phone, tax_number,
         created_at, updated_at)
       SELECT id, name, country, currency, locale, time_zone, business_day_cutoff, tax_rate, tax_inclusive,
         service_charge_rate, cash_rounding, order_prefix, cash_difference_limit, payment_methods, address, phone, tax_number,
         now() + place * interval '1 microsecond', now()
       FROM jsonb_to_recordset($1) AS r(id uuid, name text, country text, currency text, locale text,
         time_zone text, business_day_cutoff text, tax_rate int, tax_inclusive boolean, service_charge_rate int,
         cash_rounding bigint, order_prefix text, cash_difference_limit bigint, payment_methods text[], address text,
         phone text, tax_number text, place int)`,
    );
  }

  private async accounts(accounts: readonly AccountRow[]): Promise<void> {
    await this.insert(
      accounts as unknown as Rows,
      `INSERT INTO users (id, username, email, name, password_hash, pin_hash, role, cpf, locale, created_at, updated_at)
       SELECT id, username, email, name, password_hash, pin_hash, role, cpf, locale, now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, username text, email text, name text, password_hash text, pin_hash text,
         role text, cpf text, locale text)`,
    );
    await this.insert(
      accounts.flatMap(({ id, outlet_ids }) => outlet_ids.map((outlet_id) => ({ user_id: id, outlet_id }))),
      `INSERT INTO user_outlets (user_id, outlet_id)
       SELECT r.user_id, r.outlet_id FROM jsonb_to_recordset($1) AS r(user_id uuid, outlet_id uuid)
       JOIN users u ON u.id = r.user_id`,
    );
  }

  private async tables(): Promise<void> {
    await this.insert(
      TABLES.map((table) => ({ ...table, qr_secret: randomBytes(24).toString('base64url') })),
      `INSERT INTO dining_tables (id, outlet_id, name, area, seats, qr_secret, created_at, updated_at)
       SELECT r.id, r.outlet_id, r.name, r.area, r.seats, r.qr_secret, now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, outlet_id uuid, name text, area text, seats int, qr_secret text)
       JOIN outlets o ON o.id = r.outlet_id`,
    );
  }

  private async catalogue(): Promise<void> {
    const { categories, products, groups, options, stock } = catalogueRows();
    await this.insert(
      categories,
      `INSERT INTO categories (id, outlet_id, name, position, station, version, created_at, updated_at)
       SELECT id, outlet_id, name, position, station, 1, now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, outlet_id uuid, name text, position int, station text)`,
    );
    await this.insert(
      products,
      `INSERT INTO products (id, outlet_id, currency, sku, barcode, name, description, price, cost, category_id, featured,
         track_stock, low_stock_threshold, station, weight_grams, width_mm, height_mm, length_mm, ncm, cfop, version, created_at,
         updated_at)
       SELECT id, outlet_id, currency, sku, barcode, name, description, price, cost, category_id, featured,
         track_stock, low_stock_threshold, station, weight_grams, width_mm, height_mm, length_mm, ncm, cfop, 1, now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, outlet_id uuid, currency text, sku text, barcode text, name text,
         description text, price bigint, cost bigint, category_id uuid, featured boolean, track_stock boolean,
         low_stock_threshold bigint, station text, weight_grams int, width_mm int, height_mm int, length_mm int, ncm text,
         cfop text)`,
    );
    await this.insert(
      groups,
      `INSERT INTO modifier_groups (id, product_id, name, min, max, position)
       SELECT r.id, r.product_id, r.name, r.min, r.max, r.position
       FROM jsonb_to_recordset($1) AS r(id uuid, product_id uuid, name text, min int, max int, position int)
       JOIN products p ON p.id = r.product_id`,
    );
    await this.insert(
      options,
      `INSERT INTO modifier_options (id, group_id, name, price_delta, available, position)
       SELECT r.id, r.group_id, r.name, r.price_delta, true, r.position
       FROM jsonb_to_recordset($1) AS r(id uuid, group_id uuid, name text, price_delta bigint, position int)
       JOIN modifier_groups g ON g.id = r.group_id`,
    );
    await this.stock(stock);
  }

  /** The movements go with the level: a product that has been stocked already gets neither. */
  private async stock(stock: Rows): Promise<void> {
    await this.insert(
      stock,
      `INSERT INTO stock_thresholds (product_id, threshold)
       SELECT r.product_id, r.threshold FROM jsonb_to_recordset($1) AS r(product_id uuid, threshold bigint)
       JOIN products p ON p.id = r.product_id`,
    );
    await this.insert(
      stock,
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1) AS r(outlet_id uuid, product_id uuid, counted bigint, purchased bigint,
           count_id uuid, purchase_id uuid)
       ), opened AS (
         INSERT INTO stock_levels (outlet_id, product_id, on_hand)
         SELECT g.outlet_id, g.product_id, g.counted + g.purchased FROM given g JOIN products p ON p.id = g.product_id
         ON CONFLICT DO NOTHING RETURNING outlet_id, product_id
       ), movements AS (
         SELECT 1 AS step, g.count_id AS id, g.outlet_id, g.product_id, 'COUNT' AS type, g.counted AS quantity,
           g.counted AS balance, 'Stok awal' AS reason, now() - interval '1 minute' AS occurred_at
         FROM given g JOIN opened USING (outlet_id, product_id)
         UNION ALL
         SELECT 2, g.purchase_id, g.outlet_id, g.product_id, 'PURCHASE', g.purchased,
           g.counted + g.purchased, 'Pembelian pertama', now()
         FROM given g JOIN opened USING (outlet_id, product_id)
       )
       INSERT INTO stock_movements (id, outlet_id, product_id, type, quantity, balance_after, reason, actor_kind, occurred_at)
       SELECT id, outlet_id, product_id, type, quantity, balance, reason, 'system', occurred_at
       FROM movements ORDER BY step, outlet_id, product_id`,
    );
  }

  /** What the shop needs to send parcels and their invoices, and where its first customer lives. */
  private async onlineShop(): Promise<void> {
    await this.insert(
      [FISCAL_SETTINGS],
      `INSERT INTO fiscal_settings (outlet_id, enabled, state_registration, regime, state, numbering, nfe_series, nfce_series,
         default_cfop, icms_origin, icms_code, pis_code, cofins_code, nfe_cancel_hours, nfce_cancel_minutes, version)
       SELECT r.outlet_id, true, r.state_registration, r.regime, r.state, r.numbering, r.nfe_series, r.nfce_series,
         r.default_cfop, r.icms_origin, r.icms_code, r.pis_code, r.cofins_code, r.nfe_cancel_hours, r.nfce_cancel_minutes, 1
       FROM jsonb_to_recordset($1) AS r(outlet_id uuid, state_registration text, regime text, state text, numbering text,
         nfe_series int, nfce_series int, default_cfop text, icms_origin text, icms_code text, pis_code text,
         cofins_code text, nfe_cancel_hours int, nfce_cancel_minutes int)
       JOIN outlets o ON o.id = r.outlet_id`,
    );
    await this.insert(
      SHIPPING_RATES,
      `INSERT INTO shipping_rates (id, outlet_id, carrier, service, cep_from, cep_to, max_weight_grams, price, days, version,
         created_at, updated_at)
       SELECT r.id, r.outlet_id, r.carrier, r.service, r.cep_from, r.cep_to, r.max_weight_grams, r.price, r.days, 1,
         now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, outlet_id uuid, carrier text, service text, cep_from text, cep_to text,
         max_weight_grams int, price bigint, days int)
       JOIN outlets o ON o.id = r.outlet_id`,
    );
    // The first is the default; somebody who has an address already keeps the one they have.
    await this.insert(
      ADDRESSES,
      `INSERT INTO addresses (id, user_id, label, recipient, street, number, complement, district, city, state, postal_code,
         country, is_default, created_at, updated_at)
       SELECT r.id, r.user_id, r.label, r.recipient, r.street, r.number, r.complement, r.district, r.city, r.state,
         r.postal_code, 'BR', true, now(), now()
       FROM jsonb_to_recordset($1) AS r(id uuid, user_id uuid, label text, recipient text, street text, number text,
         complement text, district text, city text, state text, postal_code text)
       JOIN users u ON u.id = r.user_id
       WHERE NOT EXISTS (SELECT FROM addresses a WHERE a.user_id = r.user_id)`,
    );
  }

  /** An API that runs already forgets what it remembers of the two outlets. */
  private async announce(): Promise<void> {
    const outlets = [CAFE_ID, SHOP_ID];
    const events = outlets.flatMap((outlet_id) => [
      { id: newId(), type: 'OUTLET_CHANGED', outlet_id, payload: { id: outlet_id, change: 'updated' } },
      { id: newId(), type: 'CATALOG_CHANGED', outlet_id, payload: { product_ids: [] } },
    ]);
    await this.database.execute({
      text: `INSERT INTO events (id, type, outlet_id, payload)
             SELECT id, type, outlet_id, payload
             FROM jsonb_to_recordset($1) AS r(id uuid, type text, outlet_id uuid, payload jsonb)`,
      values: [JSON.stringify(events)],
    });
  }

  private async insert(rows: Rows, statement: string): Promise<void> {
    this.written += await this.database.execute({
      text: `${statement} ON CONFLICT DO NOTHING`,
      values: [JSON.stringify(rows)],
    });
  }
}

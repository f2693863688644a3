import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';

import { ACCOUNTS, accountOf, DEMO_PASSWORD } from '../../../apps/console/src/demo-data/accounts.js';
import { productId } from '../../../apps/console/src/demo-data/menu.js';
import { describeDemo, run, seedDemo } from '../../../apps/console/src/seed-demo.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const count = async (database: TestDatabase, table: string): Promise<number> =>
  Number((await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`))[0]?.count);

const unevenStock = (database: TestDatabase) =>
  database.query(
    `SELECT product_id FROM stock_levels l
     LEFT JOIN (SELECT outlet_id, product_id, sum(quantity) AS moved FROM stock_movements GROUP BY 1, 2) m
       USING (outlet_id, product_id)
     WHERE l.on_hand IS DISTINCT FROM m.moved`,
  );

describe('the demo seed', () => {
  let seeded: TestDatabase;
  const environment = process.env['NODE_ENV'];
  afterEach(() => {
    process.env['NODE_ENV'] = environment;
  });

  beforeAll(async () => {
    seeded = await createTestDatabase();
    expect(await seedDemo(seeded.url)).toBeGreaterThan(150);
  });

  it('fills an empty database, and finds everything there the second time', async () => {
    expect(await seedDemo(seeded.url)).toBe(0);

    expect(await count(seeded, 'outlets')).toBe(2);
    expect(await count(seeded, 'products')).toBe(40);
    expect(await count(seeded, 'dining_tables')).toBe(12);
    expect(await count(seeded, 'users')).toBe(ACCOUNTS.length);
    for (const [table, rows] of [
      ['fiscal_settings', 1],
      ['shipping_rates', 2],
      ['addresses WHERE is_default', 1],
    ] as const) {
      expect(await count(seeded, table)).toBe(rows);
    }
  });

  it('lets the café take Midtrans, and the shop PIX and cards', async () => {
    expect(await seeded.query('SELECT currency, payment_methods FROM outlets ORDER BY currency')).toEqual([
      { currency: 'BRL', payment_methods: ['cash', 'pix', 'credit_card'] },
      { currency: 'IDR', payment_methods: ['cash', 'midtrans'] },
    ]);
  });

  it('leaves the address of a customer who has one already', async () => {
    const database = await createTestDatabase();
    await seedDemo(database.url);
    await database.query("UPDATE addresses SET id = gen_random_uuid(), street = 'Rua Nova'");

    expect(await seedDemo(database.url)).toBe(0);

    expect(await database.query('SELECT street FROM addresses')).toEqual([{ street: 'Rua Nova' }]);
  });

  it('opens the books with stock that is the sum of its movements', async () => {
    expect(await count(seeded, 'stock_levels')).toBeGreaterThan(10);
    expect(await unevenStock(seeded)).toEqual([]);
    const [last] = await seeded.query<{ type: string; fits: boolean }>(
      `SELECT type, balance_after = (SELECT on_hand FROM stock_levels l WHERE l.product_id = m.product_id) AS fits
       FROM stock_movements m WHERE product_id = $1 ORDER BY position DESC LIMIT 1`,
      [productId('AGS')],
    );
    expect(last).toEqual({ type: 'PURCHASE', fits: true });
  });

  it('hashes the passwords and PINs that it prints', async () => {
    const [kasir] = await seeded.query<{ password_hash: string; pin_hash: string }>(
      "SELECT password_hash, pin_hash FROM users WHERE username = 'kasir'",
    );
    expect(await verify(kasir?.password_hash ?? '', DEMO_PASSWORD)).toBe(true);
    expect(await verify(kasir?.pin_hash ?? '', accountOf('kasir').pin ?? '')).toBe(true);
    expect(describeDemo().join('\n')).toContain(accountOf('kasir').pin);
  });

  it('leaves alone what somebody has changed since', async () => {
    const database = await createTestDatabase();
    await seedDemo(database.url);
    await database.query('UPDATE products SET price = 1 WHERE id = $1', [productId('PGK')]);
    await database.query('UPDATE stock_levels SET on_hand = on_hand - 1 WHERE product_id = $1', [productId('AGS')]);

    expect(await seedDemo(database.url)).toBe(0);

    expect(await database.query('SELECT price::int FROM products WHERE id = $1', [productId('PGK')])).toEqual([
      { price: 1 },
    ]);
  });

  it('goes round a name that somebody else has taken', async () => {
    const database = await createTestDatabase();
    await database.query(
      `INSERT INTO users (id, username, role, locale, created_at, updated_at)
       VALUES (gen_random_uuid(), 'Kasir', 'KASIR', 'id', now(), now())`,
    );

    await seedDemo(database.url);

    expect(await count(database, 'users')).toBe(ACCOUNTS.length);
    expect(await count(database, 'user_outlets WHERE user_id NOT IN (SELECT id FROM users)')).toBe(0);
  });

  it('may run twice at once', async () => {
    const database = await createTestDatabase();

    await Promise.all([seedDemo(database.url), seedDemo(database.url)]);

    expect(await count(database, 'products')).toBe(40);
    expect(await unevenStock(database)).toEqual([]);
  });

  it('refuses in production', async () => {
    process.env['NODE_ENV'] = 'production';

    await expect(run([])).rejects.toThrow('NODE_ENV=production');
  });
});

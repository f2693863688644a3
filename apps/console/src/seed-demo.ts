import { parseArgs } from 'node:util';

import { createDataSource, Database, Passwords } from '#libs/platform';

import { openDatabase, say } from './database.js';
import { type DemoAccount, ACCOUNTS, DEMO_PASSWORD } from './demo-data/accounts.js';
import { type AccountRow, DemoWriter } from './demo-data/demo-writer.js';
import { productId } from './demo-data/menu.js';
import { CAFE_ID, SHOP_ID, tableNumber } from './demo-data/outlets.js';
import { applyMigrations } from './migrate.js';

/** Migrates, and writes the demo's outlets, menus, stock, tables and accounts where they are missing. */
export async function run(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  refuseInProduction();
  const database = await openDatabase();
  try {
    await applyMigrations(database.url);
    const written = await seedDemo(database.url);
    say(written > 0 ? `The demo's data is written: ${written} rows` : "The demo's data was there already");
    describeDemo().forEach(say);
  } finally {
    await database.close();
  }
}

/** Everybody knows the demo's passwords. */
export function refuseInProduction(): void {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('the demo data has well-known passwords and is refused when NODE_ENV=production');
  }
}

/** One transaction on a migrated database; answers how many rows are new. Twice at once, the second finds everything there. */
export async function seedDemo(url: string): Promise<number> {
  const dataSource = createDataSource({ url, poolMax: 2, entities: [], applicationName: 'comanda-seed' });
  const database = new Database(dataSource);
  await dataSource.initialize();
  try {
    const accounts = await hashed(await missing(database));
    return await database.run(() => new DemoWriter(database).write(accounts));
  } finally {
    await dataSource.destroy();
  }
}

async function missing(database: Database): Promise<DemoAccount[]> {
  const rows = await database.query<{ id: string }>({
    text: 'SELECT id FROM users WHERE id = ANY($1)',
    values: [ACCOUNTS.map(({ id }) => id)],
  });
  const there = new Set(rows.map(({ id }) => id));
  return ACCOUNTS.filter(({ id }) => !there.has(id));
}

function hashed(accounts: readonly DemoAccount[]): Promise<AccountRow[]> {
  const passwords = new Passwords();
  return Promise.all(
    accounts.map(async ({ outletIds, pin, ...account }) => ({
      ...account,
      outlet_ids: outletIds,
      password_hash: await passwords.hash(DEMO_PASSWORD),
      pin_hash: pin === null ? null : await passwords.hash(pin),
    })),
  );
}

/** What a person needs to try the API by hand, and the Postman collection's variables. */
export function describeDemo(): string[] {
  const accounts = ACCOUNTS.map(
    ({ username, role, pin, name }) => `  ${username.padEnd(11)} ${role.padEnd(11)} ${pin ?? '    '}  ${name}`,
  );
  return [
    `Accounts (password ${DEMO_PASSWORD}; the number is the PIN):`,
    ...accounts,
    'Ids:',
    `  outlet_id   ${CAFE_ID}  Kopi Comanda, Jakarta`,
    `  outlet_id   ${SHOP_ID}  Comanda Paulista, São Paulo`,
    `  product_id  ${productId('PGK')}  Pisang Goreng Keju`,
    `  table_id    ${tableNumber(4).id}  Meja 4`,
  ];
}

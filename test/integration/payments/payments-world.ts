import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource, EntitySchema } from 'typeorm';

import { configureHttp, ExpressHttpAdapter, JobRunner, readEnv } from '#libs/platform';

import { ApiModule } from '../../../apps/api/src/api.module.js';
import { type Sandbox, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { createAccount } from '../../support/accounts.js';
import { TEST_JWT_SECRET } from '../../support/api.js';
import { onCleanup } from '../../support/cleanup.js';
import { type Client, client } from '../../support/client.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createShop, expectStatus, type Shop, type TestProduct } from '../../support/shop.js';

export interface OrderAnswer {
  readonly id: string;
  readonly status: string;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly refunded_amount: number;
  readonly amount_due: number;
}

export interface PayAnswer {
  readonly payment_id: string;
  readonly status: string;
  readonly amount: number;
  readonly snap_token?: string;
  readonly redirect_url?: string;
  readonly qr_code?: string;
  readonly copy_paste?: string;
  readonly txid?: string;
  readonly client_secret?: string;
  readonly expires_at?: string | null;
}

export interface PaymentAnswer {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly shift_id: string | null;
  readonly refunded_amount: number;
  readonly refund_pending: number;
  readonly reference: string | null;
  readonly needs_review: string | null;
  readonly refunds: { readonly id: string; readonly status: string; readonly amount: number }[];
}

interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the sandbox tells the API what happens; it does unless this is false. */
  readonly webhooks?: boolean;
}

/** The API with its jobs in this process, the sandbox beside it, both over HTTP, and PostgreSQL. */
export class PaymentsWorld {
  private readonly products = new Map<string, TestProduct>();
  private counted = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly sandbox: Sandbox,
    readonly url: string,
    readonly jakarta: Shop,
    readonly saoPaulo: Shop,
    private readonly app: INestApplication,
  ) {}

  static async start({ env: changes = {}, webhooks = true }: WorldOptions = {}): Promise<PaymentsWorld> {
    process.env['LOG_LEVEL'] = 'silent';
    const database = await createTestDatabase();
    const sandbox = await startSandbox();
    onCleanup(() => sandbox.stop());
    const env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      JWT_SECRET: TEST_JWT_SECRET,
      DB_POOL_MAX: '12',
      RATE_LIMIT_ENABLED: 'false',
      ...sandbox.env(),
      ...changes,
    });
    const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(env), new ExpressHttpAdapter(), {
      logger: false,
      bodyParser: false,
      abortOnError: false,
    });
    const source = app.get(DataSource);
    source.setOptions({ entities: await rowSchemas() });
    await source.initialize();
    configureHttp(app, env);
    await app.listen(0, '127.0.0.1');
    onCleanup(() => app.close());
    const { port } = app.getHttpServer().address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    if (webhooks) sandbox.control.sendWebhooksTo(url);
    const jakarta = await createShop(database, { url });
    const saoPaulo = await createShop(database, { url }, { currency: 'BRL', cash_rounding: 1 });
    const world = new PaymentsWorld(database, sandbox, url, jakarta, saoPaulo, app);
    for (const shop of [jakarta, saoPaulo]) {
      const { version } = expectStatus(200, await shop.admin.get<{ version: number }>(`/outlets/${shop.outletId}`));
      const payment_methods = ['cash', 'midtrans', 'pix', 'credit_card'];
      expectStatus(200, await shop.admin.patch(`/outlets/${shop.outletId}`, { payment_methods, version }));
    }
    return world;
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.get<T>(token, { strict: false });
  }

  /** A bill of one product of its own, by a waiter. */
  async order(shop: Shop, total: number, more: { stock?: number; type?: string; by?: Client } = {}) {
    const { stock, type = 'TAKEAWAY', by = shop.waiter } = more;
    const product = await this.productOf(shop, total, stock);
    const body = { outlet_id: shop.outletId, type, items: [{ product_id: product.id, quantity: 1 }] };
    const order = expectStatus(201, await by.post<OrderAnswer>('/orders', body));
    return { ...order, productId: product.id };
  }

  /** One for each price, but for those whose stock counts. */
  private async productOf(shop: Shop, price: number, stock: number | undefined): Promise<TestProduct> {
    if (stock !== undefined) return shop.product(`Counted ${++this.counted}`, price, { stock });
    const known = this.products.get(`${shop.outletId} ${price}`) ?? (await shop.product(`For ${price}`, price));
    this.products.set(`${shop.outletId} ${price}`, known);
    return known;
  }

  async pay(by: Client, orderId: string, method: string, amount?: number): Promise<PayAnswer> {
    return expectStatus(201, await by.post<PayAnswer>(`/orders/${orderId}/pay`, { method, amount }));
  }

  async orderOf(shop: Shop, id: string): Promise<OrderAnswer> {
    return expectStatus(200, await shop.admin.get<OrderAnswer>(`/orders/${id}`));
  }

  async payment(shop: Shop, id: string): Promise<PaymentAnswer> {
    return expectStatus(200, await shop.admin.get<PaymentAnswer>(`/payments/${id}`));
  }

  async stockOf(shop: Shop, productId: string): Promise<number> {
    return expectStatus(200, await shop.admin.get<{ stock: number }>(`/products/${productId}`)).stock;
  }

  /** The sum of a product's movements, which its stock always is. */
  async movementsOf(productId: string): Promise<number> {
    const [row] = await this.database.query<{ sum: number }>(
      'SELECT coalesce(sum(quantity), 0)::int AS sum FROM stock_movements WHERE product_id = $1',
      [productId],
    );
    return row?.sum ?? 0;
  }

  async customer(): Promise<Client> {
    return client({ url: this.url }, (await createAccount(this.database, 'CUSTOMER')).token);
  }

  /** Moves time for jobs: whatever waits for its hour is due now, and is run until nothing of this kind is due. */
  async runDue(kind: string, rounds = 1): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const due = await this.database.query<{ id: string }>(
        `UPDATE jobs SET run_at = now() - interval '1 second' WHERE kind = $1 AND status = 'PENDING' RETURNING id`,
        [kind],
      );
      for (const { id } of due) await this.get(JobRunner).runById(id);
      // The sweeper of the same process may have been first to claim one.
      await this.get(JobRunner).settle();
    }
  }
}

/** TypeORM would import them all at once, which Jest's linker does not survive. */
async function rowSchemas(): Promise<EntitySchema[]> {
  const libs = join(process.cwd(), 'libs');
  const schemas: EntitySchema[] = [];
  for (const name of await readdir(libs)) {
    const files = await readdir(join(libs, name, 'typeorm')).catch(() => []);
    for (const file of files.filter((one) => one.endsWith('.schema.ts'))) {
      const found = (await import(join(libs, name, 'typeorm', file))) as Record<string, unknown>;
      schemas.push(...Object.values(found).filter((one) => one instanceof EntitySchema));
    }
  }
  return schemas;
}

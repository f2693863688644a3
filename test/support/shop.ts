import { createAccount, type TestAccount } from './accounts.js';
import { type Answer, type Client, client } from './client.js';
import type { TestDatabase } from './database.js';

export interface TestProduct {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly options: readonly { readonly id: string; readonly name: string; readonly price_delta: number }[];
}

/** An outlet that works: products, tables and one member of staff per role, each with a caller of their own. */
export interface Shop {
  readonly outletId: string;
  readonly tableIds: readonly string[];
  readonly admin: Client;
  readonly supervisor: Client;
  readonly cashier: Client;
  readonly waiter: Client;
  readonly kitchen: Client;
  readonly accounts: Readonly<Record<'admin' | 'supervisor' | 'cashier' | 'waiter' | 'kitchen', TestAccount>>;
  /** Adds a product; `stock` pieces when given, untracked otherwise. */
  product(name: string, price: number, more?: ProductDetails): Promise<TestProduct>;
}

interface ProductDetails {
  readonly stock?: number;
  readonly station?: string | null;
  readonly prep_seconds?: number;
  readonly components?: readonly { readonly station: string; readonly name: string; readonly prep_seconds?: number }[];
  readonly modifier_groups?: readonly object[];
  readonly tax_rate?: number;
  readonly low_stock_threshold?: number;
  readonly image_url?: string;
  readonly weight_grams?: number;
  readonly category_id?: string;
  readonly description?: string;
  readonly allergens?: readonly string[];
  readonly dietary?: readonly string[];
  readonly calories_kcal?: number;
  readonly plu?: string;
  readonly barcode?: string;
  readonly translations?: object;
  readonly variants?: readonly object[];
}

interface OutletDetails {
  readonly name?: string;
  readonly currency?: string;
  readonly tax_rate?: number;
  readonly tax_inclusive?: boolean;
  readonly service_charge_rate?: number;
  readonly service_charge_types?: readonly string[];
  readonly cash_rounding?: number;
  readonly cash_difference_limit?: number;
  readonly fire_on?: 'PAID' | 'PLACED' | 'ACCEPTED';
  readonly max_unpaid_orders?: number;
  readonly max_pieces_per_line?: number;
  readonly max_pieces_per_order?: number;
  readonly held_stock_percent?: number;
  readonly guest_orders?: 'DIRECT' | 'APPROVE' | 'APPROVE_FIRST' | 'PAY_FIRST';
  readonly payment_methods?: readonly string[];
}

let made = 0;

/** Made through the API itself, over `api`, but for the accounts. Each is an outlet of its own, so that test files never meet. */
export async function createShop(
  database: TestDatabase,
  api: { readonly url: string; readonly release?: string },
  details: OutletDetails = {},
): Promise<Shop> {
  const admin = await createAccount(database, 'ADMIN');
  const asAdmin = client(api, admin.token);
  const outlet = expectStatus(
    201,
    await asAdmin.post<{ id: string }>('/outlets', {
      name: `Kopi ${++made}`,
      currency: 'IDR',
      time_zone: 'Asia/Jakarta',
      tax_rate: 10,
      tax_inclusive: true,
      cash_rounding: 100,
      cash_difference_limit: 10_000,
      order_number_prefix: `T${made}`,
      // Out of the way unless a test sets them: every customer of a test sits behind one address.
      max_unpaid_orders: 10_000,
      held_stock_percent: 100,
      service_charge_types: ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'],
      ...details,
    }),
  );
  const outletId = outlet.id;
  const [supervisor, cashier, waiter, kitchen] = await Promise.all(
    (['SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const).map((role) => createAccount(database, role, [outletId])),
  );
  if (!supervisor || !cashier || !waiter || !kitchen) throw new Error('No staff');
  const tableIds: string[] = [];
  for (const name of ['1', '2', '3', '4']) {
    const answer = await asAdmin.post<{ id: string }>('/tables', { outlet_id: outletId, name });
    tableIds.push(expectStatus(201, answer).id);
  }
  return {
    outletId,
    tableIds,
    admin: asAdmin,
    supervisor: client(api, supervisor.token),
    cashier: client(api, cashier.token),
    waiter: client(api, waiter.token),
    kitchen: client(api, kitchen.token),
    accounts: { admin, supervisor, cashier, waiter, kitchen },
    product: async (name, price, more = {}) => {
      const body = { outlet_id: outletId, name, price, station: 'kitchen', ...more };
      const product = expectStatus(201, await asAdmin.post<ProductAnswer>('/products', body));
      return { id: product.id, name, price, options: product.modifier_groups.flatMap((group) => group.options) };
    },
  };
}

interface ProductAnswer {
  readonly id: string;
  readonly modifier_groups: readonly { readonly options: TestProduct['options'] }[];
}

/** The body of an answer that has this status; throws with the whole problem otherwise. */
export function expectStatus<T>(status: number, answer: Answer<T>): T {
  if (answer.status !== status) {
    throw new Error(`Expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

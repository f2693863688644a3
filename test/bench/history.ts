import { logIn } from './api.js';
import { makeHistory, type Person } from './history-data.js';
import { median } from './load.js';
import type { Server } from './processes.js';
import type { World } from './world.js';

/** Milliseconds that a page of a list may take, at the 95th percentile. */
export const LIST_TARGET_MS = 50;
const TIMES = 20;

export interface ListTime {
  readonly who: Person;
  readonly path: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface HistoryTimes {
  readonly orders: number;
  readonly lists: readonly ListTime[];
  readonly slowestMs: number;
}

/** The first page of each list, the pages after it, and one far back, as each role may ask for it. */
export async function measureHistory(
  world: World,
  api: Server,
  orders: number,
  tell: (line: string) => void,
): Promise<HistoryTimes> {
  const { outletIds } = await makeHistory(world, orders, tell);
  const [outlet = ''] = outletIds;
  const lists: ListTime[] = [];
  for (const [who, paths] of Object.entries(listsOf(outlet, world.productIds[0] ?? '')) as [Person, string[]][]) {
    const token = await logIn(api.url, who.toLowerCase());
    for (const path of paths) {
      const times = await timesOf(`${api.url}/api/v1`, path, token);
      lists.push({ who, path, p50Ms: median(times), p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN });
    }
    tell(`Lists of the history: ${who}`);
  }
  return { orders, lists, slowestMs: Math.max(...lists.map(({ p95Ms }) => p95Ms)) };
}

const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

function listsOf(outlet: string, product: string): Readonly<Record<Person, readonly string[]>> {
  const month = `from=${day(400)}&to=${day(370)}`;
  const staff = [
    ...[
      '',
      month,
      'status=DONE',
      'status=VOIDED',
      'status=NEW,ACCEPTED,COOKING',
      'type=DELIVERY',
      'payment_status=PAID',
      'number=R4711',
      'offset=5000',
      `outlet_id=${outlet}`,
    ].map((query) => `/orders?${query}`),
    ...['', month, 'status=DONE'].map((query) => `/transactions?${query}`),
    ...['', `outlet_id=${outlet}`].map((query) => `/table-sessions?${query}`),
  ];
  const manager = [
    ...['', month, 'method=pix', 'status=PAID', 'needs_review=true', 'offset=5000', `outlet_id=${outlet}`].map(
      (query) => `/payments?${query}`,
    ),
    ...['', month, 'status=CLOSED', `outlet_id=${outlet}`].map((query) => `/shifts?${query}`),
    ...['', month, 'type=WASTE', `product_id=${product}`, `outlet_id=${outlet}`].map(
      (query) => `/stock-movements?${query}`,
    ),
    ...['', 'state=DELIVERED', 'attention=true', `outlet_id=${outlet}`].map((query) => `/shipments?${query}`),
    ...['', 'q=customer%2017'].map((query) => `/customers?${query}`),
    '/stock-counts?',
  ];
  const admin = [
    ...['', month, 'action=ORDER_VOIDED', `outlet_id=${outlet}`].map((query) => `/audit-log?${query}`),
    ...['', month, 'status=AUTHORIZED', `outlet_id=${outlet}`].map((query) => `/fiscal/documents?${query}`),
    ...['', 'status=SENT', 'kind=ORDER_PLACED', `outlet_id=${outlet}`].map((query) => `/notifications?${query}`),
    ...['', month, 'provider=midtrans', 'status=APPLIED'].map((query) => `/webhook-logs?${query}`),
    ...['', 'role=CUSTOMER'].map((query) => `/users?${query}`),
    '/jobs?status=DEAD',
  ];
  return {
    ADMIN: [...staff, ...manager, ...admin],
    SUPERVISOR: [...staff, ...manager],
    KASIR: [...staff, '/shifts?'],
    CUSTOMER: ['/orders?', '/orders?status=DONE', `/orders?${month}`],
  };
}

/** In rising order. Every second request asks for the page that follows the one before, where there is one. */
async function timesOf(base: string, path: string, token: string): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | null | undefined;
  for (let i = 0; i < TIMES; i++) {
    const after = i % 2 && cursor ? `&after=${encodeURIComponent(cursor)}` : '';
    const started = performance.now();
    const response = await fetch(`${base}${path}${after}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    times.push(performance.now() - started);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    cursor = (JSON.parse(text) as { next_cursor?: string | null }).next_cursor;
  }
  return times.toSorted((a, b) => a - b);
}

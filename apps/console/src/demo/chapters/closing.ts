import { CAFE_ID, SHOP_ID } from '../../demo-data/outlets.js';
import type { Drawer, Entry, Screens, Stage } from '../day.js';
import { everyPage, type Page, rupiah, sumOf } from '../words.js';
import { bringBack } from './leftovers.js';
import { nameOf } from './opening.js';

interface Closed {
  readonly status: string;
  readonly expected_cash: number;
  readonly end_cash: number;
  readonly difference: number;
  readonly report: { readonly status: string };
}

interface Report {
  readonly type: string;
  readonly number: number;
  readonly hash: string;
  readonly expected_cash: number;
  readonly counted_cash: number;
  readonly difference: number;
  readonly sales: readonly { readonly method: string; readonly count: number; readonly amount: number }[];
  readonly totals: { readonly gross: number; readonly pay_outs: number; readonly payments_count: number };
}

interface Taken {
  readonly method: string;
  readonly amount: number;
}

const CASH = 'cash';
const isCash = ({ method = CASH }: Entry): boolean => method === CASH;

/** What came in by each method, in the order of their names. */
function byMethod(payments: readonly Taken[]): Taken[] {
  const sums = new Map<string, number>();
  for (const { method, amount } of payments) sums.set(method, (sums.get(method) ?? 0) + amount);
  return [...sums].map(([method, amount]) => ({ method, amount })).sort((a, b) => (a.method < b.method ? -1 : 1));
}

/** Missing when the drawer is counted: within what the outlet lets pass. */
const SHORT = 500;

/** The cashier counts without knowing what should be there. */
export async function closeBlind(stage: Stage, drawer: Drawer, screens: Screens): Promise<void> {
  const { staff, narrator } = stage;
  narrator.chapter('The shift closes blind');
  const before = await staff.kasir.get<{ expected_cash: number | null }>(`/shifts/current?outlet_id=${CAFE_ID}`);
  narrator.same('before counting, the till does not say what should be in the drawer', before.expected_cash, null);
  const expected = sumOf(drawer.book.filter(isCash).map(({ amount }) => amount));
  const counted = expected - SHORT;
  const wild = await staff.kasir.refused('POST', '/shifts/close', { shift_id: drawer.shiftId, end_cash: 0 });
  narrator.same(
    'a count that is far off needs a supervisor, and the refusal gives no figure away',
    [wild.code, JSON.stringify(wild).includes(String(expected))],
    ['APPROVAL_REQUIRED', false],
  );
  const closed = await staff.kasir.post<Closed>('/shifts/close', { shift_id: drawer.shiftId, end_cash: counted });
  narrator.same(
    `${nameOf('kasir')} counts ${rupiah(counted)}; expected were ${rupiah(expected)}, so ${rupiah(SHORT)} are missing`,
    [closed.status, closed.expected_cash, closed.difference],
    ['CLOSED', expected, -SHORT],
  );
  await readReport(stage, drawer, screens, { expected, counted });
}

async function readReport(
  { staff, narrator }: Stage,
  { shiftId, book }: Drawer,
  { till }: Screens,
  { expected, counted }: { expected: number; counted: number },
): Promise<void> {
  await till.waitFor(
    'the Z report',
    ({ type, payload }) => type === 'SHIFT_REPORT_READY' && payload['shift_id'] === shiftId,
  );
  const z = await staff.supervisor.get<Report>(`/shifts/${shiftId}/report`);
  narrator.check(`the till hears SHIFT_REPORT_READY: Z report no. ${z.number}`, z.type === 'Z' && z.number > 0, z);
  const ledger = await everyPage((page) =>
    staff.supervisor.get<Page<{ effect: number }>>(`/shifts/${shiftId}/cash-movements?${page}`),
  );
  const payments = await everyPage((page) =>
    staff.supervisor.get<Page<Taken>>(`/payments?shift_id=${shiftId}&status=PAID&${page}`),
  );
  const sold = byMethod(
    book
      .filter(({ what, amount }) => amount > 0 && what !== 'float')
      .map(({ amount, method = CASH }) => ({ amount, method })),
  );
  narrator.same(
    `expected cash on the Z, the sum of the drawer's ledger, and the story's own book: ${rupiah(expected)}`,
    [z.expected_cash, sumOf(ledger.map(({ effect }) => effect))],
    [expected, expected],
  );
  const words = sold.map(({ method, amount }) => `${rupiah(amount)} ${method}`).join(' and ');
  narrator.same(
    `sales on the Z by method, the sums of the ${payments.length} payments, and the story's own book: ${words}`,
    [byMethod(z.sales), byMethod(payments), z.totals.gross, z.totals.payments_count],
    [sold, sold, sumOf(sold.map(({ amount }) => amount)), payments.length],
  );
  narrator.same('what was counted and what is missing are on it', [z.counted_cash, z.difference], [counted, -SHORT]);
  const chain = await staff.admin.get<{ valid: boolean; reports: number }>(
    `/shifts/reports/verify?outlet_id=${CAFE_ID}`,
  );
  narrator.check(`all ${chain.reports} Z reports of the café are as they were made`, chain.valid, chain);
}

interface Level {
  readonly product_id: string;
  readonly name: string | null;
  readonly stock: number;
}

interface Movement {
  readonly product_id: string;
  readonly quantity: number;
}

/** For every product of both outlets: what is there is the sum of what moved. */
export async function countStock(stage: Stage): Promise<void> {
  const { staff, narrator } = stage;
  narrator.chapter('The stock equals its movements');
  for (const [outletId, outlet] of [
    [CAFE_ID, 'Kopi Comanda'],
    [SHOP_ID, 'Comanda Paulista'],
  ] as const) {
    const levels = await everyPage((page) =>
      staff.admin.get<Page<Level>>(`/stock-levels?outlet_id=${outletId}&${page}`),
    );
    const movements = await everyPage((page) =>
      staff.admin.get<Page<Movement>>(`/stock-movements?outlet_id=${outletId}&${page}`),
    );
    const moved = new Map<string, number>();
    for (const { product_id, quantity } of movements) moved.set(product_id, (moved.get(product_id) ?? 0) + quantity);
    const wrong = levels.filter(({ product_id, stock }) => moved.get(product_id) !== stock);
    const strays = [...moved.keys()].filter((id) => !levels.some(({ product_id }) => product_id === id));
    narrator.check(
      `${outlet}: ${levels.length} products, ${movements.length} movements, every stock is their sum`,
      levels.length > 0 && wrong.length === 0 && strays.length === 0,
      { wrong, strays },
    );
  }
  await bringBack(stage);
}

import { ACCOUNTS, accountOf, DEMO_PASSWORD } from '../../demo-data/accounts.js';
import { CAFE_ID, OUTLETS, SHOP_ID, tableNumber } from '../../demo-data/outlets.js';
import { Caller } from '../caller.js';
import type { Drawer, Screens, Staff, Stage } from '../day.js';
import { type Narrator, StepFailed } from '../narrator.js';
import { Tablet } from '../tablet.js';
import { everyPage, type Page, rupiah } from '../words.js';

interface Login {
  readonly access_token: string;
  readonly user: { readonly name: string; readonly role: string };
}

interface DiningTable {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly session: object | null;
}

interface StockLevel {
  readonly product_id: string;
  readonly name: string | null;
  readonly stock: number;
}

const FLOAT = 500_000;
/** Fewer than this in the morning, and the supplier is called. */
const ENOUGH = 20;

/** The till logs in with a password; colleagues take their devices over from it by PIN. */
export async function clockIn(base: string, narrator: Narrator): Promise<Staff> {
  narrator.chapter('The café opens');
  const anybody = new Caller(base, 'somebody');
  const login = await anybody.post<Login>('/auth/login', { username: 'kasir', password: DEMO_PASSWORD });
  narrator.tell(`${login.user.name} logs in at the till`);
  const kasir = anybody.as('kasir', login.access_token);
  const byPin = async (username: string): Promise<Caller> => {
    const { id, pin } = accountOf(username);
    const { access_token, user } = await kasir.post<Login>('/auth/pin', { user_id: id, pin });
    narrator.tell(`${user.name} takes a device over by PIN, as ${user.role}`);
    return kasir.as(username, access_token);
  };
  const [supervisor, waiter, kitchen, admin] = [
    await byPin('supervisor'),
    await byPin('waiter'),
    await byPin('kitchen'),
    await byPin('admin'),
  ];
  return { kasir, supervisor, waiter, kitchen, admin };
}

/** Table 4, or another one where people may sit when that has been taken away. */
export async function chooseTable({ waiter }: Staff): Promise<Stage['table']> {
  const tables = await everyPage((page) => waiter.get<Page<DiningTable>>(`/tables?outlet_id=${CAFE_ID}&${page}`));
  const inUse = tables.filter(({ active }) => active);
  const usual = inUse.find(({ id }) => id === tableNumber(4).id);
  const table = usual ?? inUse.find(({ session }) => session === null) ?? inUse[0];
  if (!table) throw new StepFailed('the café has no table', tables);
  return table;
}

/** The supplier comes to both outlets, so that the same day can be played on the same data again and again. */
export async function takeDelivery({ staff, narrator }: Stage): Promise<void> {
  const what = [...(await restock(staff, CAFE_ID)), ...(await restock(staff, SHOP_ID))].join(', ');
  narrator.tell(`the supplier comes: ${what === '' ? 'there is enough of everything' : `more of ${what}`}`);
}

async function restock({ admin }: Staff, outletId: string): Promise<string[]> {
  const levels = await everyPage((page) => admin.get<Page<StockLevel>>(`/stock-levels?outlet_id=${outletId}&${page}`));
  const short = levels.filter(({ stock, name }) => name !== null && stock < ENOUGH);
  for (const { product_id, stock } of short) {
    const delivery = { delta: 2 * ENOUGH - stock, type: 'PURCHASE', reason: 'Kiriman pagi', outlet_id: outletId };
    await admin.patch(`/products/${product_id}/stock`, delivery);
  }
  return short.map(({ name }) => name ?? '');
}

/** Demo data of an earlier version knew cash alone. */
export async function offerMethods({ staff, narrator }: Stage): Promise<void> {
  for (const { id, name, payment_methods: wanted } of OUTLETS) {
    const { payment_methods: offered } = await staff.admin.get<{ payment_methods: string[] }>(`/outlets/${id}`);
    const missing = wanted.filter((method) => !offered.includes(method));
    if (missing.length === 0) continue;
    await staff.admin.patch(`/outlets/${id}`, { payment_methods: [...offered, ...missing] });
    narrator.tell(`${name} takes ${missing.join(' and ')} from today on`);
  }
}

export async function openShift({ staff, narrator }: Stage): Promise<Drawer> {
  narrator.chapter('The cashier opens a shift');
  const order = { outlet_id: CAFE_ID, start_cash: FLOAT, user_id: accountOf('kasir').id };
  const shift = await staff.kasir.post<{ id: string; status: string }>('/shifts/open', order);
  narrator.check(`${nameOf('kasir')} has counted ${rupiah(FLOAT)} into the drawer`, shift.status === 'OPEN', shift);
  const second = await staff.kasir.refused('POST', '/shifts/open', order);
  narrator.same('a second shift of the same cashier is refused', second.code, 'SHIFT_ALREADY_OPEN');
  const kitchen = await staff.kitchen.refused('POST', '/shifts/open', { outlet_id: CAFE_ID, start_cash: 0 });
  narrator.same('the kitchen may not open one at all', kitchen.status, 403);
  return { shiftId: shift.id, float: FLOAT, book: [{ what: 'float', amount: FLOAT }] };
}

export async function switchOnScreens({ staff, narrator }: Stage): Promise<Screens> {
  narrator.chapter('The screens go on');
  const { last_seq: since } = await staff.kasir.get<{ last_seq: number }>('/events?limit=1');
  const kitchen = await Tablet.connect(staff.kitchen, 'the kitchen tablet', since, 'kitchen');
  const bar = await Tablet.connect(staff.kitchen, 'the bar tablet', since, 'bar');
  const till = await Tablet.connect(staff.kasir, 'the till', since);
  narrator.tell(`kitchen, bar and till listen over Socket.IO from event #${since} on`);
  return { since, kitchen, bar, till };
}

export const nameOf = (username: string): string => ACCOUNTS.find((one) => one.username === username)?.name ?? username;

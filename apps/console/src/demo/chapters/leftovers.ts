import { accountOf } from '../../demo-data/accounts.js';
import { CAFE_ID } from '../../demo-data/outlets.js';
import type { Staff, Stage } from '../day.js';
import { SOLD_OUT } from '../menu-card.js';
import { everyPage, type Order, type Page } from '../words.js';

interface Shift {
  readonly id: string;
  readonly expected_cash: number | null;
}

/** A day that was cut short leaves a sitting, bills and a shift behind. They are ended as people would end them: through the API. */
export async function clearLeftovers(stage: Stage): Promise<void> {
  await voidOpenBills(stage);
  await settleServedBills(stage);
  await closeShifts(stage);
  await clearTable(stage);
  await bringBack(stage);
}

async function voidOpenBills({ staff, narrator, table }: Stage): Promise<void> {
  for (const { id, number } of await unpaidBills(staff, table.id, 'NEW,ACCEPTED,COOKING,READY')) {
    const approval = { user_id: accountOf('supervisor').id, pin: accountOf('supervisor').pin };
    await staff.kasir.post(`/orders/${id}/void`, { reason: 'Demo berhenti di tengah hari', approval });
    narrator.tell(`bill ${number} of a day that was cut short is voided`);
  }
}

/** What was eaten is paid: into the drawer that is still open from that day. */
async function settleServedBills({ staff, narrator, table }: Stage): Promise<void> {
  if ((await openShifts(staff)).length === 0) return;
  for (const { id, number } of await unpaidBills(staff, table.id, 'DONE')) {
    await staff.kasir.post(`/orders/${id}/pay`, { method: 'cash' });
    narrator.tell(`the rest of bill ${number} of a day that was cut short is paid`);
  }
}

async function unpaidBills({ kasir }: Staff, tableId: string, statuses: string): Promise<Order[]> {
  const filter = `outlet_id=${CAFE_ID}&table_id=${tableId}&status=${statuses}`;
  const bills: Order[] = [];
  for (const status of ['PENDING', 'PARTIALLY_PAID']) {
    bills.push(
      ...(await everyPage((page) => kasir.get<Page<Order>>(`/orders?${filter}&payment_status=${status}&${page}`))),
    );
  }
  return bills;
}

async function closeShifts({ staff, narrator }: Stage): Promise<void> {
  for (const { id, expected_cash } of await openShifts(staff)) {
    await staff.supervisor.post('/shifts/close', { shift_id: id, end_cash: expected_cash ?? 0, note: 'Demo' });
    narrator.tell('a shift that was left open is closed');
  }
}

async function openShifts({ supervisor }: Staff): Promise<readonly Shift[]> {
  const filter = `outlet_id=${CAFE_ID}&user_id=${accountOf('kasir').id}&status=OPEN`;
  return (await supervisor.get<Page<Shift>>(`/shifts?${filter}`)).data;
}

async function clearTable({ staff, narrator, table }: Stage): Promise<void> {
  const filter = `outlet_id=${CAFE_ID}&table_id=${table.id}&open=true`;
  const { data } = await staff.waiter.get<Page<{ id: string }>>(`/table-sessions?${filter}`);
  for (const { id } of data) {
    await staff.waiter.post(`/table-sessions/${id}/close`);
    narrator.tell(`guests who never left ${table.name} are gone`);
  }
}

/** At night, and after a day that was cut short: tomorrow everything is on sale again. */
export async function bringBack({ staff }: Stage): Promise<void> {
  const { data } = await staff.supervisor.get<Page<{ id: string; name: string }>>(
    `/products?outlet_id=${CAFE_ID}&available=false&limit=100`,
  );
  for (const { id, name } of data) {
    if (!SOLD_OUT.includes(name)) continue;
    await staff.supervisor.patch(`/products/${id}/availability`, { available: true, outlet_id: CAFE_ID });
  }
}

import { accountOf } from '../../demo-data/accounts.js';
import { CAFE_ID, tableNumber } from '../../demo-data/outlets.js';
import type { Stage } from '../day.js';
import { everyPage, type Order, type Page } from '../words.js';

interface Shift {
  readonly id: string;
  readonly expected_cash: number | null;
}

/** What the kitchen runs out of in the story. */
export const SOLD_OUT = ['Gado-gado', 'Kentang Goreng'] as const;

/** A day that was cut short leaves a sitting, bills and a shift behind. They are ended as people would end them: through the API. */
export async function clearLeftovers(stage: Stage): Promise<void> {
  await voidOpenBills(stage);
  await closeShifts(stage);
  await clearTable(stage);
  await bringBack(stage);
}

async function voidOpenBills({ staff, narrator }: Stage): Promise<void> {
  const { id: tableId } = tableNumber(4);
  for (const status of ['PENDING', 'PARTIALLY_PAID']) {
    const filter = `outlet_id=${CAFE_ID}&table_id=${tableId}&payment_status=${status}&status=NEW,ACCEPTED,COOKING,READY`;
    const bills = await everyPage((page) => staff.kasir.get<Page<Order>>(`/orders?${filter}&${page}`));
    for (const { id, number } of bills) {
      const approval = { user_id: accountOf('supervisor').id, pin: accountOf('supervisor').pin };
      await staff.kasir.post(`/orders/${id}/void`, { reason: 'Demo berhenti di tengah hari', approval });
      narrator.tell(`bill ${number} of a day that was cut short is voided`);
    }
  }
}

async function closeShifts({ staff, narrator }: Stage): Promise<void> {
  const filter = `outlet_id=${CAFE_ID}&user_id=${accountOf('kasir').id}&status=OPEN`;
  const { data } = await staff.supervisor.get<Page<Shift>>(`/shifts?${filter}`);
  for (const { id, expected_cash } of data) {
    await staff.supervisor.post('/shifts/close', { shift_id: id, end_cash: expected_cash ?? 0, note: 'Demo' });
    narrator.tell('a shift that was left open is closed');
  }
}

async function clearTable({ staff, narrator }: Stage): Promise<void> {
  const filter = `outlet_id=${CAFE_ID}&table_id=${tableNumber(4).id}&open=true`;
  const { data } = await staff.waiter.get<Page<{ id: string }>>(`/table-sessions?${filter}`);
  for (const { id } of data) {
    await staff.waiter.post(`/table-sessions/${id}/close`);
    narrator.tell('guests who never left table 4 are gone');
  }
}

/** At night, and after a day that was cut short: tomorrow everything is on sale again. */
export async function bringBack({ staff }: Stage): Promise<void> {
  const { data } = await staff.supervisor.get<Page<{ id: string; name: string }>>(
    `/products?outlet_id=${CAFE_ID}&available=false&limit=100`,
  );
  for (const { id, name } of data) {
    if (!SOLD_OUT.some((one) => one === name)) continue;
    await staff.supervisor.patch(`/products/${id}/availability`, { available: true, outlet_id: CAFE_ID });
  }
}

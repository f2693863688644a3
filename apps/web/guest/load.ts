import { suggestLanguage } from '../shared/words/index.js';
import { api, bills, billsProblem, calls, menu, menuProblem, sitting, moveTo } from './state.js';

const MOST_BILLS = 50;

export async function loadMenu(): Promise<void> {
  const outletId = sitting.value?.outletId;
  const told = await api.get('/api/v1/menu', { params: { query: outletId ? { outlet_id: outletId } : {} } });
  if (!told.ok) {
    menuProblem.value = told.problem;
    return;
  }
  menuProblem.value = null;
  menu.value = told.data;
  void suggestLanguage(told.data.outlet.locale);
}

export async function loadTable(): Promise<void> {
  const id = sitting.value?.id;
  if (!id) return;
  const told = await api.get('/api/v1/table-sessions/{id}', { params: { path: { id } } });
  if (!told.ok || !sitting.value) return;
  const { id: present, table_id: tableId, table_name: tableName, outlet_id: outletId } = told.data;
  moveTo({ id: present, tableId, tableName, outletId });
}

/** The bills with what was paid for them. */
export async function loadBills(): Promise<void> {
  const told = await api.get('/api/v1/orders', { params: { query: { limit: MOST_BILLS } } });
  if (!told.ok) {
    billsProblem.value = told.problem;
    return;
  }
  const merged = told.data.data.filter(({ merged_into: into }) => into === null);
  const details = await Promise.all(
    merged.map(({ id }) => api.get('/api/v1/orders/{id}', { params: { path: { id } } })),
  );
  const failed = details.find((one) => !one.ok);
  if (failed && !failed.ok) {
    billsProblem.value = failed.problem;
    return;
  }
  billsProblem.value = null;
  bills.value = details.flatMap((one) => (one.ok ? [one.data] : [])).reverse();
}

export async function loadCalls(): Promise<void> {
  const id = sitting.value?.id;
  if (!id) return;
  const told = await api.get('/api/v1/table-sessions/{id}/calls', { params: { path: { id } } });
  if (told.ok) calls.value = told.data.data;
}

import { signal } from '@preact/signals';

import type { Live, LiveMessage } from '../shared/live-types.js';
import { loadBills, loadCalls, loadMenu, loadTable } from './load.js';
import { api, menu, session, sitting, stage, tableCartTold } from './state.js';

/** The connection of this phone; null until the page is drawn. */
export const live = signal<Live | null>(null);

const GUESTS_SLOWEST_MS = 20_000;
const TOGETHER_MS = 120;
/** Until a file that did not come is asked for again. */
const AGAIN_MS = 3_000;
const ABOUT_BILLS = /^(?:NEW_ORDER|ORDER_|PAYMENT_)/;
let later: ReturnType<typeof setTimeout> | undefined;

/** Begins to hear what happens at the table. Socket.IO comes after the menu is there to be read. */
export async function follow(): Promise<void> {
  if (live.value) return;
  const since = await snapshot();
  const loaded = await loadLive();
  if (!loaded) {
    setTimeout(() => void follow(), AGAIN_MS);
    return;
  }
  if (live.value || stage.value.name !== 'in') return;
  const options = { session, api, since: since ?? 0, slowest: GUESTS_SLOWEST_MS };
  live.value = loaded.createLive({ ...options, onMessage: hear, onResync: snapshot });
}

/** Nothing where the file did not come. */
const loadLive = (): Promise<typeof import('../shared/live.js') | null | undefined> =>
  import('../shared/live.js').catch(() => null);

/** Fetches all that is shown, and answers the end of the log before that: what happens meanwhile is told. */
async function snapshot(): Promise<string | null> {
  const told = await api.get('/api/v1/events', { params: { query: { limit: 1 } } });
  await Promise.all([loadTable(), loadBills(), loadCalls(), menu.value ? loadMenu() : null]);
  return told.ok ? told.data.last_cursor : null;
}

function hear({ type, payload }: LiveMessage): void {
  if (type === 'PRODUCT_AVAILABILITY_CHANGED') mark(String(payload['product_id']), payload['available'] === true);
  else if (type === 'MENU_CHANGED') void loadMenu();
  else if (type === 'TABLE_SESSION_CLOSED') end();
  else if (type === 'TABLE_SESSION_MOVED') void Promise.all([loadTable(), loadBills(), loadCalls()]);
  else if (type === 'TABLE_CART_UPDATED') tableCartTold.value++;
  else if (type.startsWith('SERVICE_CALL')) void loadCalls();
  else if (ABOUT_BILLS.test(type)) loadBillsSoon();
}

/** Several things happen to a bill at once; it is fetched once. */
function loadBillsSoon(): void {
  clearTimeout(later);
  later = setTimeout(() => void loadBills(), TOGETHER_MS);
}

function mark(productId: string, available: boolean): void {
  if (!menu.value) return;
  // What became of its stock and its choices is the menu's to say.
  if (available) void loadMenu();
  const categories = menu.value.categories.map((category) => ({
    ...category,
    products: category.products.map((product) => (product.id === productId ? { ...product, available } : product)),
  }));
  menu.value = { ...menu.value, categories };
}

/** The sitting is over: the token is of no use any more. What was read stays on the screen's last page. */
export function end(): void {
  if (!sitting.value || stage.value.name === 'ended') return;
  stage.value = { name: 'ended' };
  live.value?.close();
  live.value = null;
}

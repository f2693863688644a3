import { computed, type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Problem, Schemas } from '../shared/api.js';
import { everything, PAGE } from '../shared/everything.js';
import { createLive, type Live, type LiveMessage } from '../shared/live.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';
import { asSold } from '../shared/variants.js';

export type Outlet = Schemas['OutletResponse'];
export type Menu = Schemas['MenuResponse'];
export type Product = Schemas['ProductResponse'];
export type Table = Schemas['TableResponse'];

/** The outlet that the till stands in, and what is sold there. */
export interface Shop {
  readonly outlets: ReadonlySignal<readonly Outlet[]>;
  readonly outlet: ReadonlySignal<Outlet | null>;
  readonly menu: ReadonlySignal<Menu | null>;
  readonly tables: ReadonlySignal<readonly Table[]>;
  /** Why nothing can be shown; null while all is well, and while something older can be. */
  readonly problem: ReadonlySignal<Problem | null>;
  readonly live: ReadonlySignal<Live | null>;
  /** Whether the server can be reached, as far as is known. */
  readonly isOnline: ReadonlySignal<boolean>;
  /** What is sold: a product's variants in place of it. */
  readonly products: ReadonlySignal<readonly Product[]>;
  load(): Promise<void>;
  choose(outletId: string): Promise<void>;
  /** Why the tables could not be told. */
  loadTables(): Promise<Problem | null>;
  loadMenu(): Promise<void>;
  /** Calls `hear` for each event of the outlet, and with null when some may have been missed. Returns what ends that. */
  onEvent(hear: (message: LiveMessage | null) => void): () => void;
  close(): void;
}

const storage = storageOf('till');
const MENU_LATER_MS = 400;
/** What changes what is sold. */
const OF_MENU = /^(PRODUCT|CATEGORY|STOCK|MENU)_/;

export function createShop(api: Api, session: Session): Shop {
  const outlets = signal<readonly Outlet[]>([]);
  const outlet = signal<Outlet | null>(storage.read<Outlet>('outlet'));
  const menu = signal<Menu | null>(storage.read<Menu>('menu'));
  const tables = signal<readonly Table[]>([]);
  const problem = signal<Problem | null>(null);
  const live = signal<Live | null>(null);
  const listeners = new Set<(message: LiveMessage | null) => void>();
  let later: ReturnType<typeof setTimeout> | undefined;
  let tablesAsked = 0;

  const isOnline = computed(() => live.value === null || ['live', 'starting'].includes(live.value.state.value));
  const products = computed(() => (menu.value ? asSold(menu.value) : []));
  const tell = (message: LiveMessage | null) => listeners.forEach((hear) => hear(message));

  async function loadMenu(): Promise<void> {
    const here = outlet.value?.id;
    if (!here) return;
    const told = await api.get('/api/v1/menu', { params: { query: { outlet_id: here } } });
    if (outlet.value?.id !== here) return;
    if (told.ok) {
      menu.value = told.data;
      storage.write('menu', menu.value);
    }
    if (!menu.value || told.ok) problem.value = told.ok ? null : told.problem;
  }

  async function loadTables(): Promise<Problem | null> {
    const here = outlet.value?.id;
    if (!here) return null;
    const turn = (tablesAsked += 1);
    const query = { outlet_id: here, limit: PAGE };
    const told = await everything((offset) => api.get('/api/v1/tables', { params: { query: { ...query, offset } } }));
    if (!told.ok) return told.problem;
    // An answer to an older question is passed over.
    if (turn === tablesAsked && outlet.value?.id === here) tables.value = told.data.filter(({ active }) => active);
    return null;
  }

  /** How far the log goes: what is fetched after this holds everything up to there. */
  async function lastSeq(outletId: string): Promise<string | number | null> {
    const told = await api.get('/api/v1/events', { params: { query: { outlet_id: outletId, limit: 1 } } });
    return told.ok ? told.data.last_cursor : null;
  }

  function hear(message: LiveMessage): void {
    if (OF_MENU.test(message.type)) {
      clearTimeout(later);
      later = setTimeout(() => void loadMenu(), MENU_LATER_MS);
    }
    tell(message);
  }

  async function listen(outletId: string): Promise<void> {
    live.value?.close();
    live.value = null;
    const since = (await lastSeq(outletId)) ?? 0;
    await Promise.all([loadMenu(), loadTables()]);
    tell(null);
    if (outlet.value?.id !== outletId) return;
    live.value = createLive({
      session,
      api,
      since,
      outletId,
      onMessage: hear,
      async onResync() {
        const now = await lastSeq(outletId);
        await Promise.all([loadMenu(), loadTables()]);
        tell(null);
        return now;
      },
    });
  }

  async function choose(outletId: string): Promise<void> {
    const chosen = outlets.value.find(({ id }) => id === outletId) ?? null;
    if (!chosen) return;
    if (outlet.value?.id !== outletId) {
      menu.value = null;
      tables.value = [];
    }
    outlet.value = chosen;
    storage.write('outlet', chosen);
    await listen(outletId);
  }

  async function load(): Promise<void> {
    problem.value = null;
    const told = await api.get('/api/v1/outlets', { params: { query: { limit: 100 } } });
    if (!told.ok) {
      if (!outlet.value || told.problem.status !== 0) problem.value = told.problem;
      else await listen(outlet.value.id);
      return;
    }
    outlets.value = told.data.data;
    const kept = told.data.data.find(({ id }) => id === outlet.value?.id);
    const only = told.data.data.length === 1 ? told.data.data[0] : undefined;
    if (kept ?? only) await choose((kept ?? only)!.id);
    else outlet.value = null;
  }

  return {
    outlets,
    outlet,
    menu,
    tables,
    problem,
    live,
    isOnline,
    products,
    load,
    choose,
    loadTables,
    loadMenu,
    onEvent(hearer) {
      listeners.add(hearer);
      return () => void listeners.delete(hearer);
    },
    close: () => live.value?.close(),
  };
}

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import { type Api, createApi } from '../shared/api.js';
import { formatMoney } from '../shared/money.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';
import { language } from '../shared/words/index.js';
import { type Bills, createBills } from './bills.js';
import { type Calls, createCalls } from './calls.js';
import { createDrawer, type Drawer } from './drawer.js';
import { createLock, type Lock } from './lock.js';
import { createPermissions, type Permissions } from './permissions.js';
import { createReasons, type Reasons } from './reasons.js';
import { createRinging, type Ringing } from './ringing.js';
import { createSelling, type Order, type Selling } from './selling.js';
import { createShop, type Shop } from './shop.js';
import { createTenders, type Tenders } from './tenders.js';
import { createUnopened, type Unopened } from './unopened.js';

export type Screen = 'sell' | 'pay' | 'orders' | 'tables' | 'cash' | 'close' | 'handover' | 'devices';

export interface Till {
  readonly session: Session;
  readonly api: Api;
  readonly shop: Shop;
  readonly drawer: Drawer;
  readonly bills: Bills;
  readonly tenders: Tenders;
  readonly permissions: Permissions;
  readonly reasons: Reasons;
  /** What guests ordered and nobody has opened here, and what they called for. */
  readonly unopened: Unopened;
  readonly calls: Calls;
  /** How many bills and calls wait for somebody to look. */
  readonly asking: ReadonlySignal<number>;
  readonly ringing: Ringing;
  readonly selling: Selling;
  readonly lock: Lock;
  readonly screen: Signal<Screen>;
  /** The bill that is paid on the pay screen; the cart when there is none. */
  readonly paying: Signal<Order | null>;
  readonly helpIsOpen: Signal<boolean>;
  readonly isLead: ReadonlySignal<boolean>;
  readonly mayTakeCash: ReadonlySignal<boolean>;
  money(minor: number): string;
  go(screen: Screen): void;
}

export function createTill(session: Session): Till {
  const api = createApi(session);
  const shop = createShop(api, session);
  const drawer = createDrawer(api, session, shop);
  const bills = createBills(api, shop);
  const tenders = createTenders(api, shop);
  const permissions = createPermissions(api, session, shop);
  const reasons = createReasons(api, shop);
  const selling = createSelling(api, shop);
  const screen = signal<Screen>('sell');
  const paying = signal<Order | null>(null);
  const [unopened, calls] = [createUnopened(api, bills, shop), createCalls(api, shop)];
  const lock = createLock(api, session, () => selling.unknown.value === null);
  const isLead = computed(() => ['SUPERVISOR', 'ADMIN'].includes(session.user.value?.role ?? ''));
  const isShown = () => screen.peek() === 'orders' && !lock.isLocked.peek() && !document.hidden;
  const ringing = createRinging({ orders: unopened.ids, calls: calls.open, isShown });
  let user: string | null = null;

  shop.onEvent((message) => {
    if (message && /^SHIFT_/.test(message.type)) void drawer.load();
    if (message === null) void drawer.load();
  });

  // Another person has another drawer, and perhaps another outlet.
  effect(() => {
    const now = session.user.value?.id ?? null;
    if (now === null || now === user) return;
    user = now;
    screen.value = 'sell';
    paying.value = null;
    queueMicrotask(() => void shop.load());
  });

  return {
    session,
    api,
    shop,
    drawer,
    bills,
    tenders,
    permissions,
    reasons,
    unopened,
    calls,
    asking: computed(() => unopened.ids.value.size + calls.open.value.filter(({ status }) => status === 'OPEN').length),
    ringing,
    selling,
    lock,
    screen,
    paying,
    helpIsOpen: signal(false),
    isLead,
    // Of their own drawer, or of a colleague's that they have joined.
    mayTakeCash: computed(() => drawer.shift.value != null),
    money: (minor) => formatMoney(minor, shop.outlet.value?.currency ?? 'IDR', language.value),
    go(next) {
      screen.value = next;
      if (next !== 'pay') paying.value = null;
    },
  };
}

/** Nobody is in the middle of anything. */
export const isIdle = (till: Till): boolean =>
  till.selling.cart.value.lines.length === 0 && till.selling.unknown.value === null && till.screen.value === 'sell';

/** What this till remembers for itself. */
export const tillStorage = storageOf('till');

import { computed, type ReadonlySignal, signal } from '@preact/signals';

import { type Api, createApi, type Problem, type Schemas } from '../shared/api.js';
import { goTo, place } from '../shared/route.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';

export type Outlet = Schemas['OutletResponse'];

/** The places of the back office, in the order of its navigation. */
export const SCREENS = [
  'today',
  'approvals',
  'menu',
  'hours',
  'tables',
  'tenders',
  'drawers',
  'reasons',
  'staff',
  'permissions',
  'devices',
  'shifts',
  'reports',
  'outlet',
] as const;
export type Screen = (typeof SCREENS)[number];

/** What a supervisor may do something in; the rest is the owner's. */
const OF_SUPERVISORS: readonly Screen[] = ['today', 'approvals', 'menu', 'tables', 'devices', 'shifts', 'reports'];

/** Who is at work in the back office, and for which outlet. */
export interface Admin {
  readonly session: Session;
  readonly api: Api;
  readonly outlets: ReadonlySignal<readonly Outlet[] | null>;
  /** The outlet that is shown; null until it is loaded, and where there is none yet. */
  readonly outlet: ReadonlySignal<Outlet | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly isOwner: ReadonlySignal<boolean>;
  readonly screens: ReadonlySignal<readonly Screen[]>;
  readonly screen: ReadonlySignal<Screen>;
  go(screen: Screen): void;
  /** Asks again for all outlets; `chosen` becomes the one that is shown. */
  load(chosen?: string): Promise<void>;
  choose(outletId: string): void;
}

/** What a screen is about. */
export interface ScreenProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
}

const storage = storageOf('admin');

export function createAdmin(session: Session): Admin {
  const api = createApi(session);
  const outlets = signal<readonly Outlet[] | null>(null);
  const problem = signal<Problem | null>(null);
  const chosenId = signal<string | null>(storage.read<string>('outlet'));
  const outlet = computed(() => outlets.value?.find(({ id }) => id === chosenId.value) ?? outlets.value?.[0] ?? null);
  const role = computed(() => session.user.value?.role ?? '');
  const screens = computed(() =>
    role.value === 'ADMIN' ? SCREENS : role.value === 'SUPERVISOR' ? OF_SUPERVISORS : [],
  );
  const screen = computed(() => screens.value.find((one) => one === place.value.path) ?? 'today');

  function choose(outletId: string): void {
    chosenId.value = outletId;
    storage.write('outlet', outletId);
  }

  return {
    session,
    api,
    outlets,
    outlet,
    problem,
    isOwner: computed(() => role.value === 'ADMIN'),
    screens,
    screen,
    go: (next) => goTo(`/admin/${next === 'today' ? '' : next}`),
    choose,
    async load(chosen) {
      const told = await api.get('/api/v1/outlets', { params: { query: { limit: 100 } } });
      problem.value = told.ok ? null : told.problem;
      if (!told.ok) return;
      outlets.value = told.data.data;
      if (chosen !== undefined) choose(chosen);
    },
  };
}

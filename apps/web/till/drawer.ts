import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Outcome, Problem, Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';
import { newId } from '../shared/uuid.js';
import type { Shop } from './shop.js';

export type Shift = Schemas['ShiftResponse'];
export type NamedDrawer = Schemas['SeenDrawerResponse'];
export type Report = Schemas['ShiftReportResponse'];
export type Approval = NonNullable<Schemas['CloseShiftRequest']['approval']>;

/** What was counted in the drawer: `pieces` where it was by notes and coins. */
export interface Counted {
  readonly cash: number;
  readonly pieces?: readonly { readonly value: number; readonly count: number }[];
}

export interface CloseMore {
  readonly note?: string;
  readonly approval?: Approval;
  readonly isSure: boolean;
  /** What tenders took. */
  readonly declared: readonly Schemas['DeclarationRequest'][];
}

/** Cash that comes or goes without a sale, amounts in the smallest unit; NO_SALE is 0 and opens the drawer alone. */
export interface Movement {
  readonly type: Schemas['HandCashMovementType'];
  readonly amount: number;
  readonly reason?: string;
  /** Of a TIP_OUT: who gets it. */
  readonly userId?: string;
  readonly isSure: boolean;
  readonly approval?: Approval;
}

/** The cashier's open shift: without one no cash is taken. */
export interface Drawer {
  /** Undefined until it is known. */
  readonly shift: ReadonlySignal<Shift | null | undefined>;
  readonly problem: ReadonlySignal<Problem | null>;
  /** The drawers of the counter by name, and who has them; none where it has none, and until they are known. */
  readonly named: ReadonlySignal<readonly NamedDrawer[]>;
  load(): Promise<void>;
  loadNamed(): Promise<void>;
  /** Which of them this device stands on, as it was said last: its id, or `none` of them. */
  remembered(): string | undefined;
  /** `on`: which of the named drawers it is, remembered for the device; absent where there are none. */
  open(startCash: number, isSure: boolean, on?: string): Promise<Outcome<Shift>>;
  move(movement: Movement): Promise<Outcome<unknown>>;
  /** Somebody takes cash into this drawer too. */
  join(userId: string, approval?: Approval): Promise<Outcome<unknown>>;
  /** They take no more into it. */
  leave(userId: string): Promise<Outcome<unknown>>;
  /** Ends this shift as it was counted, and begins theirs. */
  handOver(to: string, counted: Counted, more: CloseMore): Promise<Outcome<Schemas['HandoverResponse']>>;
  close(counted: Counted, more: CloseMore): Promise<Outcome<Schemas['ClosedShiftResponse']>>;
  /** X of an open shift, Z of a closed one; null while the Z is being made. */
  report(shiftId: string): Promise<Outcome<Report | null>>;
}

/** None of the counter's drawers: a waiter's pouch. */
export const NO_DRAWER = 'none';

const storage = storageOf('till');
const placeOf = (shop: Shop): string => `drawer.${shop.outlet.value?.id}`;

/** Roles that may have a drawer. */
const CASHIERS = ['KASIR', 'SUPERVISOR', 'ADMIN'];

export const mayHaveDrawer = (role: string | undefined): boolean => CASHIERS.includes(role ?? '');

export function createDrawer(api: Api, session: Session, shop: Shop): Drawer {
  const shift = signal<Shift | null | undefined>(undefined);
  const problem = signal<Problem | null>(null);
  const named = signal<readonly NamedDrawer[]>([]);
  /** One key as long as the same is meant, so that two taps are one act. */
  let kept = { intent: '', key: '' };
  const keyOf = (intent: string): string => {
    if (kept.intent !== intent) kept = { intent, key: newId() };
    return kept.key;
  };

  async function load(): Promise<void> {
    const outletId = shop.outlet.value?.id;
    if (!outletId) return;
    if (session.user.value?.role === undefined) return;
    const told = await api.get('/api/v1/shifts/current', { params: { query: { outlet_id: outletId } } });
    problem.value = told.ok || told.problem.status === 404 ? null : told.problem;
    if (told.ok) shift.value = told.data;
    else if (told.problem.status === 404) shift.value = null;
  }

  async function loadNamed(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    const told = await api.get('/api/v1/drawers', { params: { query: { outlet_id: here } } });
    // A shift is opened on none of them where they cannot be told.
    if (shop.outlet.value?.id === here) named.value = told.ok ? told.data.data : [];
  }

  return {
    shift,
    problem,
    named,
    load,
    loadNamed,
    remembered: () => storage.read<string>(placeOf(shop)) ?? undefined,
    async open(startCash, isSure, on) {
      const outletId = shop.outlet.value!.id;
      const told = await api.post('/api/v1/shifts/open', {
        body: {
          outlet_id: outletId,
          start_cash: startCash,
          ...(isSure && { start_cash_confirmed: true }),
          ...(on !== undefined && on !== NO_DRAWER && { drawer_id: on }),
        },
        key: keyOf(`open ${startCash} ${isSure} ${on}`),
      });
      kept = { intent: '', key: '' };
      if (told.ok) {
        shift.value = told.data;
        if (on !== undefined) storage.write(placeOf(shop), on);
      } else await Promise.all([load(), on !== undefined && loadNamed()]);
      return told;
    },
    async move({ type, amount, reason, userId, isSure, approval }) {
      const body = {
        ...{ type, amount },
        ...(reason && { reason }),
        ...(userId && { user_id: userId }),
        ...(isSure && { amount_confirmed: true }),
      };
      const told = await api.post('/api/v1/shifts/{id}/cash-movements', {
        params: { path: { id: shift.value!.id } },
        body: { ...body, ...(approval && { approval }) },
        key: keyOf(`move ${JSON.stringify(body)} ${approval ? newId() : ''}`),
      });
      // What is not known to have arrived keeps its key: trying again does it once.
      if (told.ok || told.problem.status !== 0) kept = { intent: '', key: '' };
      return told;
    },
    join: (userId, approval) =>
      api.post('/api/v1/shifts/{id}/members', {
        params: { path: { id: shift.value!.id } },
        body: { user_id: userId, ...(approval && { approval }) },
      }),
    leave: (userId) =>
      api.del('/api/v1/shifts/{id}/members', {
        params: { path: { id: shift.value!.id }, query: { user_id: userId } },
      }),
    async handOver(to, { cash, pieces }, { note, approval, isSure, declared }) {
      const body = {
        ...{ to_user_id: to, counted: cash },
        ...(isSure && { counted_confirmed: true }),
        ...countedOf({ pieces, note, declared }),
      };
      const told = await api.post('/api/v1/shifts/{id}/handover', {
        params: { path: { id: shift.value!.id } },
        body: { ...body, ...(approval && { approval }) },
        key: keyOf(`handover ${JSON.stringify(body)} ${approval ? newId() : ''}`),
      });
      if (told.ok) shift.value = null;
      return told;
    },
    async close({ cash, pieces }, { note, approval, isSure, declared }) {
      const body = {
        shift_id: shift.value!.id,
        end_cash: cash,
        ...(isSure && { end_cash_confirmed: true }),
        ...countedOf({ pieces, note, declared }),
      };
      const told = await api.post('/api/v1/shifts/close', {
        body: { ...body, ...(approval && { approval }) },
        key: keyOf(`close ${JSON.stringify(body)} ${approval ? newId() : ''}`),
      });
      if (told.ok) shift.value = null;
      return told;
    },
    async report(shiftId) {
      const told = await api.get('/api/v1/shifts/{id}/report', { params: { path: { id: shiftId } } });
      if (!told.ok) return told;
      return { ...told, data: told.response.status === 202 ? null : (told.data as Report) };
    },
  };
}

/** What is said of a count besides its sum, as requests name it. */
const countedOf = ({ pieces, note, declared }: Pick<Counted, 'pieces'> & Pick<CloseMore, 'note' | 'declared'>) => ({
  ...(pieces && { denominations: [...pieces] }),
  ...(declared.length > 0 && { declared: [...declared] }),
  ...(note && { note }),
});

import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Problem, Schemas } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';

export type Colleague = Schemas['ColleagueResponse'];

/** Who may take this till over by PIN, and whether somebody has to. */
export interface Lock {
  readonly isLocked: ReadonlySignal<boolean>;
  readonly colleagues: ReadonlySignal<readonly Colleague[] | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  load(): Promise<void>;
  lock(): void;
  /** The problem when the PIN is refused. */
  unlock(userId: string, pin: string): Promise<Problem | null>;
  /** Somebody has signed in with a password instead. */
  open(): void;
}

const storage = storageOf('till');
const IDLE_MS = 5 * 60_000;

export function createLock(api: Api, session: Session, mayLock: () => boolean): Lock {
  const isLocked = signal(storage.read<boolean>('locked') === true);
  const colleagues = signal<readonly Colleague[] | null>(null);
  const problem = signal<Problem | null>(null);
  let touchedAt = Date.now();

  const set = (locked: boolean) => {
    isLocked.value = locked;
    storage.write('locked', locked);
  };
  const touched = () => (touchedAt = Date.now());
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, touched, { capture: true, passive: true });
  setInterval(() => {
    if (Date.now() - touchedAt > IDLE_MS && session.token.value !== null && mayLock()) set(true);
  }, 5_000);

  return {
    isLocked,
    colleagues,
    problem,
    lock: () => set(true),
    open: () => {
      touched();
      set(false);
    },
    async load() {
      const told = await api.get('/api/v1/auth/colleagues', { params: { query: { limit: 100 } } });
      problem.value = told.ok ? null : told.problem;
      if (told.ok) colleagues.value = told.data.data.filter(({ role }) => role !== 'KITCHEN');
    },
    async unlock(userId, pin) {
      const told = await api.post('/api/v1/auth/pin', { body: { user_id: userId, pin } });
      if (!told.ok) return told.problem;
      session.take(told.data);
      touched();
      set(false);
      return null;
    },
  };
}

import { type ReadonlySignal, signal } from '@preact/signals';

import { noConnection, type Problem, problemOf } from './problem.js';
import { tryOnce } from './request.js';
import { type Storage, storageOf } from './storage.js';
import { language } from './words/language.js';

export interface SessionUser {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string;
  /** The outlets that staff belong to; an ADMIN sees every outlet. */
  readonly outlet_ids: readonly string[];
}

/** What `POST /auth/login`, `/auth/pin` and `/auth/refresh` answer. */
export interface Login {
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds. */
  readonly expires_in?: number;
  readonly user?: SessionUser;
}

export type SignInOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };
export type RefreshOutcome = 'renewed' | 'refused' | 'unreachable';

/** Who uses a page on this device. It survives reloads, and is shared by all tabs of the page. */
export interface Session {
  readonly page: string;
  readonly token: ReadonlySignal<string | null>;
  readonly user: ReadonlySignal<SessionUser | null>;
  /** Somebody was signed in, and the server does not take their token any more: ask over the page, whose data stays. */
  readonly ended: ReadonlySignal<boolean>;
  signIn(username: string, password: string): Promise<SignInOutcome>;
  /** Ends the login at the server too, if it can be reached. */
  signOut(): Promise<void>;
  /** Takes over a login that was got in another way, such as a colleague's by PIN. */
  take(login: Login): void;
  /** Uses the token of a table session or a device, which has no other to follow it; null forgets it. */
  useToken(token: string | null): void;
  /** Gets the next access token. All tabs together ask once, since a refresh token is good once. */
  refresh(): Promise<RefreshOutcome>;
}

interface Kept {
  readonly token: string;
  readonly refreshToken: string | null;
  /** In ms of this device's clock: when four fifths of the token's life are over. */
  readonly renewAt: number | null;
  readonly user: SessionUser | null;
}

const KEY = 'session';
const WITHIN_MS = 10_000;
const RENEW_AT_PART = 0.8;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const LEASE_MS = 10_000;
/** Until the next try when the server could not be reached. */
const AGAIN_MS = 15_000;

/** `page` names what it keeps on this device, so that a till and a kitchen in one browser do not sign each other out. */
export function createSession(page: string): Session {
  const storage = storageOf(page);
  const token = signal<string | null>(null);
  const user = signal<SessionUser | null>(null);
  const ended = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<RefreshOutcome> | undefined;

  const kept = () => storage.read<Kept>(KEY);

  /** Shows what is kept, whoever wrote it. */
  function show(): void {
    const now = kept();
    token.value = now?.token ?? null;
    user.value = now?.user ?? null;
    if (now) ended.value = false;
    clearTimeout(timer);
    if (now?.renewAt != null) plan(now.renewAt - Date.now());
  }

  function plan(inMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void renewIfDue(), Math.min(Math.max(inMs, 0), LONGEST_TIMER_MS));
  }

  async function renewIfDue(): Promise<void> {
    const due = kept()?.renewAt;
    if (due == null) return;
    if (due > Date.now()) plan(due - Date.now());
    else if ((await refresh()) === 'unreachable') plan(AGAIN_MS);
  }

  function keep(login: Login): void {
    const { access_token, refresh_token, expires_in } = login;
    const renewAt = refresh_token && expires_in ? Date.now() + expires_in * 1_000 * RENEW_AT_PART : null;
    const next: Kept = { token: access_token, refreshToken: refresh_token ?? null, renewAt, user: login.user ?? null };
    storage.write(KEY, next);
    show();
  }

  function forget(hasEnded: boolean): void {
    storage.remove(KEY);
    show();
    ended.value = hasEnded;
  }

  async function renew(): Promise<RefreshOutcome> {
    const before = token.value;
    return alone(storage, page, async () => {
      const now = kept();
      // Another tab was first.
      if (now && now.token !== before) {
        show();
        return 'renewed';
      }
      if (!now) return 'refused';
      if (!now.refreshToken) {
        forget(true);
        return 'refused';
      }
      const { login, problem } = await post<Login>('refresh', { refresh_token: now.refreshToken });
      if (login) {
        keep(login);
        return 'renewed';
      }
      // A limit or a failure of the server says nothing about the token.
      if (problem.status !== 401 && problem.status !== 400) return 'unreachable';
      forget(true);
      return 'refused';
    });
  }

  function refresh(): Promise<RefreshOutcome> {
    running ??= renew().finally(() => (running = undefined));
    return running;
  }

  addEventListener('storage', show);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void renewIfDue();
  });
  show();

  return {
    page,
    token,
    user,
    ended,
    refresh,
    take: keep,
    async signIn(username, password) {
      const { login, problem } = await post<Login>('login', { username, password });
      if (!login) return { ok: false, problem };
      keep(login);
      return { ok: true };
    },
    async signOut() {
      const now = kept();
      forget(false);
      if (now?.refreshToken) await post('logout', {}, now.token);
    },
    useToken(next) {
      if (next === null) forget(false);
      else keep({ access_token: next });
    },
  };
}

type Posted<T> =
  | { readonly login: T; readonly problem?: never }
  | { readonly login?: never; readonly problem: Problem };

async function post<T>(what: string, body: object, bearer?: string): Promise<Posted<T>> {
  const headers = {
    'Content-Type': 'application/json',
    'Accept-Language': language.value,
    ...(bearer && { Authorization: `Bearer ${bearer}` }),
  };
  const request = new Request(`/api/v1/auth/${what}`, { method: 'POST', headers, body: JSON.stringify(body) });
  try {
    const answer = await tryOnce(request, WITHIN_MS);
    const told: unknown = await answer.json().catch(() => null);
    if (answer.ok) return { login: told as T };
    return { problem: problemOf(told, answer.status, answer.headers.get('Retry-After')) };
  } catch {
    return { problem: noConnection(false) };
  }
}

/** Runs `work` in one tab at a time. Web Locks are missing on plain http: there a lease in the storage that ends by itself takes their place. */
async function alone<T>(storage: Storage, page: string, work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks) return await locks.request(`comanda.${page}.refresh`, work);
  while ((storage.read<number>('lease') ?? 0) > Date.now()) await new Promise((resolve) => setTimeout(resolve, 100));
  storage.write('lease', Date.now() + LEASE_MS);
  try {
    return await work();
  } finally {
    storage.remove('lease');
  }
}

import { signal } from '@preact/signals';
import { io } from 'socket.io-client';

import { serverNow } from './clock.js';
import type { Live, LiveMessage, LiveOptions, LiveState } from './live-types.js';
import { answersPing } from './ping.js';
import { noConnection, type Problem, problemOf } from './problem.js';
import { SeenEvents } from './seen-events.js';

const SILENCE_MS = 12_000;
const CONNECT_WITHIN_MS = 6_000;
const ACK_WITHIN_MS = 10_000;
const FIRST_PAUSE_MS = 500;
/** An absence after which what was missed is fetched whole. */
const LONG_ABSENCE_MS = 5 * 60_000;
/** After this long without a socket, events are asked for over HTTP too, this often. */
const POLL_AFTER_MS = 20_000;
const POLL_EVERY_MS = 10_000;
const WATCH_EVERY_MS = 1_000;

export type { Ack, Live, LiveMessage, LiveOptions, LiveState } from './live-types.js';

/** Keeps one socket to the server open, and tells the page everything that happens, once and in order, whatever becomes of the connection. */
export function createLive(options: LiveOptions): Live {
  const { session, api, station, outletId, slowest = 5_000 } = options;
  const state = signal<LiveState>('starting');
  const lastGood = signal(serverNow());
  const lostSince = signal<number | null>(null);
  const refusal = signal<Problem | null>(null);
  const seen = new SeenEvents(options.since);
  let waiting: LiveMessage[] | null = null;
  let isClosed = false;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();
  let askedAt = Date.now();
  let awayFrom: number | null = null;
  let polledAt = 0;
  let isChecking = false;

  const socket = io({
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    // Safari before 16 does not let a page with our policy open a WebSocket: it goes on by polling.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: CONNECT_WITHIN_MS,
    auth: (answer) => answer({ token: session.token.value, since: seen.since, station, outlet_id: outletId }),
  });

  const heard = () => {
    heardAt = Date.now();
    if (state.value === 'live') lastGood.value = serverNow();
  };

  function setLost(): void {
    if (isClosed || state.value === 'refused') return;
    awayFrom ??= Date.now();
    lostSince.value ??= serverNow();
    if (state.value === 'live') state.value = 'lost';
  }

  function setLive(): void {
    awayFrom = null;
    lostSince.value = null;
    refusal.value = null;
    state.value = 'live';
    heard();
  }

  function refuse(problem: Problem): void {
    refusal.value = problem;
    state.value = 'refused';
    lostSince.value ??= serverNow();
    socket.disconnect();
  }

  function connect(): void {
    clearTimeout(retry);
    retry = undefined;
    if (isClosed || socket.connected) return;
    socket.disconnect();
    socket.connect();
  }

  function connectLater(atLeastMs = 0): void {
    if (isClosed || retry !== undefined) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** tries, slowest) * (0.5 + Math.random() / 2);
    tries += 1;
    retry = setTimeout(connect, Math.max(pause, atLeastMs));
  }

  function reconnect(): void {
    setLost();
    socket.disconnect();
    connectLater();
  }

  function deliver(message: LiveMessage): void {
    if (waiting) waiting.push(message);
    else if (seen.isNew(message)) options.onMessage(message);
  }

  /** Has the page fetch everything anew; what happens meanwhile waits, and is told if the snapshot does not have it. */
  async function resync(): Promise<void> {
    if (waiting) return;
    const held: LiveMessage[] = (waiting = []);
    const since = await options.onResync().catch(() => null);
    waiting = null;
    if (isClosed) return;
    if (since === null) {
      reconnect();
      awayFrom = 0;
      return;
    }
    seen.startFrom(since);
    held.forEach(deliver);
    if (socket.connected) setLive();
  }

  /** The token has expired, or was ended. */
  async function renewToken(problem: Problem): Promise<void> {
    const outcome = await session.refresh();
    if (isClosed) return;
    if (outcome === 'refused') refuse(problem);
    else {
      setLost();
      connectLater();
    }
  }

  socket.on('connect', () => {
    tries = 0;
    const isLong = awayFrom !== null && Date.now() - awayFrom > LONG_ABSENCE_MS;
    if (isLong) void resync();
    else setLive();
  });
  socket.on('disconnect', (reason) => {
    if (isClosed || reason === 'io client disconnect') return;
    setLost();
    if (reason === 'io server disconnect') void renewToken(problemOf({ code: 'TOKEN_INVALID' }, 401));
    else connectLater();
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    setLost();
    const told = error.data as { readonly status?: number } | undefined;
    if (typeof told?.status !== 'number') return connectLater();
    const problem = problemOf(told, told.status);
    if (problem.status === 401) void renewToken(problem);
    else if (problem.status === 429) connectLater((problem.retryAfter ?? 1) * 1_000);
    else refuse(problem);
  });
  socket.io.on('ping', heard);
  socket.onAny((type: string, message: LiveMessage) => {
    heard();
    if (type === 'RESYNC_REQUIRED') void resync();
    else deliver(message);
  });

  async function check(): Promise<void> {
    if (isClosed || isChecking) return;
    if (!socket.connected) {
      if (state.value === 'refused') state.value = 'lost';
      tries = 0;
      return connect();
    }
    isChecking = true;
    askedAt = Date.now();
    const isThere = await answersPing();
    isChecking = false;
    if (!isThere && !isClosed) {
      reconnect();
      tries = 0;
    }
  }

  /** What a proxy that lets no socket through still lets through. */
  async function poll(): Promise<void> {
    polledAt = Date.now();
    const query = {
      after: String(seen.since),
      limit: 100,
      ...(station && { station }),
      ...(outletId && { outlet_id: outletId }),
    };
    const told = await api.get('/api/v1/events', { params: { query } });
    if (!told.ok || socket.connected || isClosed) return;
    (told.data.data as readonly LiveMessage[]).forEach(deliver);
    if (told.data.next_cursor === null) lastGood.value = serverNow();
    else void poll();
  }

  const watch = setInterval(() => {
    if (document.hidden || state.value === 'refused') return;
    const now = Date.now();
    const isSilent = now - Math.max(heardAt, askedAt) > SILENCE_MS;
    if (socket.connected && isSilent) void check();
    const isLongLost = awayFrom !== null && now - awayFrom > POLL_AFTER_MS && awayFrom > 0;
    if (!socket.connected && isLongLost && now - polledAt > POLL_EVERY_MS) void poll();
  }, WATCH_EVERY_MS);

  const onVisible = () => {
    if (!document.hidden && state.value !== 'refused') void check();
  };
  const onOnline = () => {
    if (state.value !== 'refused') void check();
  };
  const onOffline = () => reconnect();
  // Whoever signs in again over the page goes on where it stopped.
  const unwatch = session.token.subscribe((token) => {
    if (token !== null && state.peek() === 'refused') void check();
  });
  document.addEventListener('visibilitychange', onVisible);
  addEventListener('online', onOnline);
  addEventListener('offline', onOffline);
  connect();

  return {
    state,
    lastGood,
    lostSince,
    refusal,
    check: () => void check(),
    async emit(event, body) {
      if (!socket.connected) return { ok: false, problem: noConnection(false) };
      try {
        const answer = (await socket.timeout(ACK_WITHIN_MS).emitWithAck(event, body)) as Answer;
        if (answer.ok) return { ok: true, result: answer.result };
        return { ok: false, problem: problemOf(answer.problem, answer.problem.status) };
      } catch {
        return { ok: false, problem: noConnection(true) };
      }
    },
    close() {
      isClosed = true;
      unwatch();
      clearInterval(watch);
      clearTimeout(retry);
      document.removeEventListener('visibilitychange', onVisible);
      removeEventListener('online', onOnline);
      removeEventListener('offline', onOffline);
      socket.disconnect();
    },
  };
}

type Answer =
  | { readonly ok: true; readonly result?: unknown }
  | { readonly ok: false; readonly problem: { readonly status: number } };

import { createApi } from '../../../../apps/web/shared/api.js';
import { serverNow, startClock } from '../../../../apps/web/shared/clock.js';
import { createLive, type Live } from '../../../../apps/web/shared/live.js';
import { createOutbox, type Intent, type Outbox } from '../../../../apps/web/shared/outbox.js';
import { createSession, type Session } from '../../../../apps/web/shared/session.js';

/** What tests see of the shared modules that only a browser can run. */
export interface LiveBench {
  readonly session: Session;
  readonly live: Live;
  readonly outbox: Outbox;
  /** Each event that the page was told, in order. */
  readonly heard: readonly { readonly seq: number; readonly type: string }[];
  readonly resyncs: number;
  /** Each state with the time at which it began, in ms of `performance.now()`. */
  readonly states: readonly { readonly state: string; readonly at: number }[];
}

const heard: { seq: number; type: string }[] = [];
const states: { state: string; at: number }[] = [];
const bench = { heard, states, resyncs: 0 } as unknown as { -readonly [Key in keyof LiveBench]: LiveBench[Key] };

async function open(username: string, password: string): Promise<void> {
  startClock();
  const session = createSession('bench');
  const api = createApi(session);
  if (session.token.value === null) {
    const outcome = await session.signIn(username, password);
    if (!outcome.ok) throw new Error(outcome.problem.detail);
  }
  const lastSeq = async (): Promise<number | null> => {
    const told = await api.get('/api/v1/events', { params: { query: { limit: 1 } } });
    return told.ok ? told.data.last_seq : null;
  };
  const live = createLive({
    session,
    api,
    since: (await lastSeq()) ?? 0,
    onMessage: ({ seq, type }) => heard.push({ seq, type }),
    onResync: () => {
      bench.resyncs += 1;
      return lastSeq();
    },
  });
  live.state.subscribe((state) => void states.push({ state, at: performance.now() }));
  const send = async ({ body }: Intent) => {
    const answer = await live.emit('order:status', body);
    return !answer.ok && answer.problem.code === 'NO_CONNECTION' ? 'later' : 'done';
  };
  bench.outbox = createOutbox('bench', send, serverNow);
  Object.assign(bench, { session, live });
}

Object.assign(window, { bench, openBench: open });

import autocannon, { type Request } from 'autocannon';

import { childrenCpuSeconds, cpuSeconds, type Server } from './processes.js';

const CONNECTIONS = 32;
/** Enough for V8 to have compiled what is hot. */
const WARM_UP_REQUESTS = 4_000;

/** What a contender did, as the median of its rounds. */
export interface Performance {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the server process for one request, in microseconds; undefined where it cannot be read. */
  readonly cpuMicros?: number;
  /** CPU of PostgreSQL for one request, in microseconds, background work included. */
  readonly databaseCpuMicros?: number;
}

export interface Comparison {
  readonly ours: Performance;
  readonly theirs: Performance;
  /** Our requests per second over theirs: the median over rounds of neighbours in time, so that a busy machine slows both. */
  readonly ratio: number;
}

export interface Contender {
  readonly server: Server;
  /** The requests of one connection, sent in turn. */
  readonly requests: (connection: number) => Request[];
}

export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
  /** The postmaster. */
  readonly databasePid: number;
  readonly tell: (line: string) => void;
  /** Called between warming up and measuring. */
  readonly settle: () => Promise<unknown>;
  /** Called after each contender's turn. */
  readonly rest?: () => Promise<unknown>;
}

/** Loads both alternately with 32 keep-alive connections. Throws when one answers anything but 2xx. */
export async function compare(ours: Contender, theirs: Contender, pace: Pace): Promise<Comparison> {
  for (const contender of [theirs, ours]) await round(contender, { amount: WARM_UP_REQUESTS }, pace);
  await pace.settle();
  const results: { ours: Performance; theirs: Performance }[] = [];
  for (let i = 0; i < pace.rounds; i++) {
    // Who goes first takes turns, since the first one's WAL and garbage are cleaned up in the second one's time.
    const ourTurnFirst = i % 2 === 0;
    const first = await round(ourTurnFirst ? ours : theirs, { duration: pace.seconds }, pace);
    const second = await round(ourTurnFirst ? theirs : ours, { duration: pace.seconds }, pace);
    const result = ourTurnFirst ? { ours: first, theirs: second } : { ours: second, theirs: first };
    results.push(result);
    pace.tell(
      `  round ${i + 1} of ${pace.rounds}: ${ours.server.name} ${result.ours.perSecond.toFixed(0)}/s, ` +
        `${theirs.server.name} ${result.theirs.perSecond.toFixed(0)}/s`,
    );
  }
  return {
    ours: middle(results.map((result) => result.ours)),
    theirs: middle(results.map((result) => result.theirs)),
    ratio: median(results.map((result) => result.ours.perSecond / result.theirs.perSecond)),
  };
}

async function round(
  { server, requests }: Contender,
  length: { readonly duration: number } | { readonly amount: number },
  { databasePid, rest }: Pace,
): Promise<Performance> {
  let connection = 0;
  const before = [cpuSeconds(server.pid), childrenCpuSeconds(databasePid)];
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    ...length,
    setupClient: (client) => client.setRequests(requests(connection++)),
  });
  const after = [cpuSeconds(server.pid), childrenCpuSeconds(databasePid)];
  await rest?.();
  const answered = result['2xx'];
  if (result.non2xx + result.errors + result.timeouts > 0 || answered === 0) {
    throw new Error(
      `${server.name}: ${result.non2xx} answers other than 2xx, ${result.errors} errors, ${result.timeouts} timeouts`,
    );
  }
  const [cpuMicros, databaseCpuMicros] = after.map((end, i) => {
    const start = before[i];
    return start === undefined || end === undefined ? undefined : ((end - start) * 1e6) / answered;
  });
  const { p50: p50Ms, p99: p99Ms } = result.latency;
  return { perSecond: answered / result.duration, p50Ms, p99Ms, cpuMicros, databaseCpuMicros };
}

const middle = (rounds: readonly Performance[]): Performance => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
  cpuMicros: medianOfKnown(rounds.map(({ cpuMicros }) => cpuMicros)),
  databaseCpuMicros: medianOfKnown(rounds.map(({ databaseCpuMicros }) => databaseCpuMicros)),
});

function medianOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? median(known) : undefined;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

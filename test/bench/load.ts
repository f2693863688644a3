import autocannon, { type Request } from 'autocannon';

import { cpuSeconds, type Server } from './processes.js';

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
  readonly tell: (line: string) => void;
}

/** Loads both alternately with 32 keep-alive connections. Throws when one answers anything but 2xx. */
export async function compare(ours: Contender, theirs: Contender, pace: Pace): Promise<Comparison> {
  for (const contender of [theirs, ours]) await round(contender, { amount: WARM_UP_REQUESTS });
  const results: { ours: Performance; theirs: Performance }[] = [];
  for (let i = 0; i < pace.rounds; i++) {
    // Who goes first takes turns, since the first one's WAL and garbage are cleaned up in the second one's time.
    const ourTurnFirst = i % 2 === 0;
    const first = await round(ourTurnFirst ? ours : theirs, { duration: pace.seconds });
    const second = await round(ourTurnFirst ? theirs : ours, { duration: pace.seconds });
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
): Promise<Performance> {
  let connection = 0;
  const cpuBefore = cpuSeconds(server.pid);
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    ...length,
    setupClient: (client) => client.setRequests(requests(connection++)),
  });
  const cpuAfter = cpuSeconds(server.pid);
  const answered = result['2xx'];
  if (result.non2xx + result.errors + result.timeouts > 0 || answered === 0) {
    throw new Error(
      `${server.name}: ${result.non2xx} answers other than 2xx, ${result.errors} errors, ${result.timeouts} timeouts`,
    );
  }
  return {
    perSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMicros:
      cpuBefore === undefined || cpuAfter === undefined ? undefined : ((cpuAfter - cpuBefore) * 1e6) / answered,
  };
}

const middle = (rounds: readonly Performance[]): Performance => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
  cpuMicros: rounds.every(({ cpuMicros }) => cpuMicros !== undefined)
    ? median(rounds.map(({ cpuMicros = 0 }) => cpuMicros))
    : undefined,
});

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

import { logIn } from './api.js';
import { makeHistory } from './history-data.js';
import { type Landmarks, samplesAt } from './history-samples.js';
import { listOperations, questionsOf, type Role, ROLES } from './list-questions.js';
import { median } from './load.js';
import type { Server } from './processes.js';
import { reportQuestions } from './report-questions.js';
import type { World } from './world.js';

/** Milliseconds that a page of a list may take, at the 95th percentile. */
export const LIST_TARGET_MS = 50;
const TIMES = 20;
/** A question that takes longer than this is asked less often: it has missed whatever it should meet. */
const HOPELESS_MS = 500;
const LEAST_TIMES = 5;

export interface Timed {
  readonly who: Role;
  /** The operation, or what the report is of. */
  readonly what: string;
  readonly path: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly limitMs: number;
}

export interface HistoryTimes {
  readonly orders: number;
  /** What one row that is in memory took meanwhile: on a busy machine the rest took longer by as much, and more. */
  readonly idle: { readonly p50Ms: number; readonly p95Ms: number };
  readonly lists: readonly Timed[];
  readonly reports: readonly Timed[];
}

/** Every list with each of its filters, as each role may ask for it, and the reports of a month and of two years. */
export async function measureHistory(
  world: World,
  api: Server,
  orders: number,
  tell: (line: string) => void,
): Promise<HistoryTimes> {
  const landmarks = await makeHistory(world, orders, tell);
  const tokens = await tokensOf(world, api, landmarks);
  const idle: number[] = [];
  const lists = await timeLists(api, tokens, landmarks, async (line) => {
    idle.push(...((await timesOf(api, `/outlets/${landmarks.outlet}?`, tokens.KASIR)) ?? []));
    tell(line);
  });
  const reports = await timeReports(api, tokens, landmarks, tell);
  return { orders, idle: quantiles(idle.toSorted((a, b) => a - b)), lists, reports };
}

type Tokens = Readonly<Record<Role, string>>;

async function timeLists(
  api: Server,
  tokens: Tokens,
  landmarks: Landmarks,
  done: (line: string) => Promise<void>,
): Promise<Timed[]> {
  const lists: Timed[] = [];
  const samples = samplesAt(landmarks);
  for (const operation of listOperations()) {
    for (const who of operation.roles) {
      for (const path of questionsOf(operation, samples)) {
        const times = await timesOf(api, path, tokens[who]);
        if (times) lists.push({ who, what: operation.id, path, ...quantiles(times), limitMs: LIST_TARGET_MS });
      }
    }
    await done(`${operation.id}: ${operation.roles.join(', ')}`);
  }
  return lists;
}

async function timeReports(api: Server, tokens: Tokens, landmarks: Landmarks, tell: (line: string) => void) {
  const reports: Timed[] = [];
  for (const { what, path, limitMs } of reportQuestions(landmarks.outlet)) {
    const times = await timesOf(api, path, tokens.ADMIN);
    if (times) reports.push({ who: 'ADMIN', what, path, ...quantiles(times), limitMs });
  }
  tell('Reports');
  return reports;
}

/** By nearest rank. */
function quantiles(times: readonly number[]): { p50Ms: number; p95Ms: number } {
  return { p50Ms: median(times), p95Ms: times[Math.ceil(times.length * 0.95) - 1] ?? NaN };
}

async function tokensOf(world: World, api: Server, { table }: Landmarks): Promise<Tokens> {
  const [sitting] = await world.query<{ qr_secret: string }>('SELECT qr_secret FROM dining_tables WHERE id = $1', [
    table,
  ]);
  const response = await fetch(`${api.url}/api/v1/table-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ table_id: table, qr_secret: sitting?.qr_secret }),
  });
  if (!response.ok) throw new Error(`A guest cannot sit down: ${response.status} ${await response.text()}`);
  const guest = (await response.json()) as { token: string };
  const staff = ROLES.filter((role) => role !== 'GUEST').map(
    async (role) => [role, await logIn(api.url, role.toLowerCase())] as const,
  );
  return { ...Object.fromEntries(await Promise.all(staff)), GUEST: guest.token } as Tokens;
}

/**
 * In rising order. Every second request asks for the page that follows the one before, where there is one. Undefined where this role may not ask
 * about this thing.
 */
async function timesOf(api: Server, path: string, token: string): Promise<number[] | undefined> {
  const times: number[] = [];
  let cursor: string | null | undefined;
  for (let i = 0; i < TIMES && !(i >= LEAST_TIMES && Math.min(...times) > HOPELESS_MS); i++) {
    const after = i % 2 && cursor ? `&after=${encodeURIComponent(cursor)}` : '';
    const started = performance.now();
    const response = await fetch(`${api.url}/api/v1${path}${after}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    times.push(performance.now() - started);
    if (response.status === 403 || response.status === 404) return undefined;
    // It took longer than a statement may, which is a time, too.
    if (response.status === 503) continue;
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    cursor = path.includes('after=') ? null : (JSON.parse(text) as { next_cursor?: string | null }).next_cursor;
  }
  return times.toSorted((a, b) => a - b);
}

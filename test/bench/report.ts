import type { Abuse } from './abuse.js';
import type { Delivery } from './delivery.js';
import type { HistoryTimes, Timed } from './history.js';
import type { Comparison, Performance } from './load.js';
import type { MenuLoad } from './menu.js';
import type { Reconnection } from './reconnection.js';
import type { StatementCount } from './round-trips.js';
import type { Search, SearchComparison } from './search.js';

export interface Result {
  readonly rival: string;
  readonly readyMs: number;
  readonly residentMb?: number;
  readonly orders?: Comparison;
  readonly statements?: readonly StatementCount[];
  readonly read?: Comparison;
  readonly list?: Comparison;
  readonly menus?: readonly MenuLoad[];
  readonly deliveries?: readonly Delivery[];
  readonly reconnection?: Reconnection;
  readonly search?: SearchComparison;
  readonly webhooks?: Comparison;
  readonly abuse?: Abuse;
  readonly history?: HistoryTimes;
}

interface Target {
  readonly what: string;
  readonly value: number | undefined;
  readonly least?: number;
  readonly most?: number;
}

export const statementsPerOrder = ({ statements }: Result): number | undefined =>
  statements?.reduce((sum, { perOrder }) => sum + perOrder, 0);

/** Each target that was measured, and whether it is met. */
export function targets(result: Result): { line: string; isMet: boolean }[] {
  const { orders, list, menus, deliveries, reconnection, search, webhooks, abuse, history } = result;
  const isFloor = result.rival === 'floor';
  const all: Target[] = [
    { what: 'orders, share of the floor', value: isFloor ? orders?.ratio : undefined, least: 0.4 },
    { what: 'orders, p99 ms at 32 connections', value: orders?.ours.p99Ms, most: 80 },
    { what: 'statements per order', value: statementsPerOrder(result), most: 4.1 },
    { what: 'product list, share of bare Express', value: isFloor ? list?.ratio : undefined, least: 0.5 },
    ...(menus ?? []).map(({ encoding, ratio }) => ({
      what: `menu in ${encoding}, share of bare Express`,
      value: isFloor ? ratio : undefined,
      least: 0.8,
    })),
    { what: 'webhooks taken in, share of the floor', value: isFloor ? webhooks?.ratio : undefined, least: 0.5 },
    ...(deliveries ?? []).flatMap(({ tablets, ordersPerSecond, p95Ms, complete }) => [
      { what: `commit to ${tablets} tablets at ${ordersPerSecond} orders/s, p95 ms`, value: p95Ms, most: 25 },
      { what: `of ${tablets} tablets, those that got every seq once`, value: complete, least: tablets },
    ]),
    { what: 'sockets back at once, s', value: reconnection && reconnection.ms / 1000, most: 15 },
    { what: 'ping meanwhile, p99 ms', value: reconnection?.pingP99Ms, most: 250 },
    { what: 'sockets that missed something', value: reconnection?.faults.length, most: 0 },
    { what: `search ${search?.ours.products} products, p95 ms`, value: search?.ours.p95Ms, most: 10 },
    { what: 'search with a typo, p95 ms', value: search?.ours.byKind['typo'], most: 15 },
    { what: 'orders beside hostile bodies, p99 over that of a quiet run', value: abuse?.ratio, most: 3 },
    ...(history ? timesOfHistory(history) : []),
    { what: 'resident memory after the load, MB', value: result.residentMb, most: 250 },
    { what: 'start to ready, ms', value: result.readyMs, most: 4_000 },
  ];
  return all
    .filter((target) => target.value !== undefined)
    .map(({ what, value = NaN, least, most }) => {
      const isMet = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
      const bound = least === undefined ? `at most ${most}` : `at least ${least}`;
      return { line: `${isMet ? 'met   ' : 'MISSED'} ${what}: ${figure(value)} (${bound})`, isMet };
    });
}

/** The table for a person. */
export function table(result: Result): string {
  const { orders, read, list, menus, deliveries, reconnection, search, webhooks, abuse, history, rival } = result;
  const lines = [
    '32 connections, one process, PostgreSQL with durable commits; medians of the rounds; CPU µs a request: server + PostgreSQL',
    row('', '/s', 'ratio', 'p50 ms', 'p99 ms', 'CPU µs'),
    ...(orders ? compared('place an order of three lines', orders, rival) : []),
    ...(read ? compared('read an order', read, rival) : []),
    ...(list ? compared('list 20 of 2,000 products', list, rival === 'floor' ? 'Express' : rival) : []),
    ...(menus ?? []).flatMap((menu) => compared(sent(menu), menu, rival === 'floor' ? 'Express' : rival)),
    ...(webhooks ? compared('take a signed webhook in', webhooks, rival) : []),
    ...(deliveries ?? []).map(delivered),
    ...(reconnection ? [returned(reconnection)] : []),
    ...(search ? [searched(search.ours)] : []),
    ...(search?.theirs ? [`  ${rival}: ${searched(search.theirs)}`] : []),
    ...(abuse ? [abused(abuse)] : []),
    ...(history ? historyLines(history) : []),
    ...(result.statements ?? []).map(({ statement, perOrder }) => `${perOrder.toFixed(2)} per order: ${statement}`),
    `start to ready ${figure(result.readyMs)} ms` +
      (result.residentMb === undefined ? '' : `, ${figure(result.residentMb)} MB resident after the load`),
    ...targets(result).map(({ line }) => line),
  ];
  return lines.join('\n');
}

const row = (what: string, ...cells: string[]): string =>
  `${what.padEnd(34)}${cells.map((cell) => cell.padStart(13)).join('')}`;

const compared = (what: string, { ours, theirs, ratio }: Comparison, rival: string): string[] => [
  row(what, figure(ours.perSecond), ratio.toFixed(2), figure(ours.p50Ms), figure(ours.p99Ms), cpu(ours)),
  row(`  ${rival}`, figure(theirs.perSecond), '1', figure(theirs.p50Ms), figure(theirs.p99Ms), cpu(theirs)),
];

const sent = ({ encoding, bytes, plainBytes }: MenuLoad): string =>
  `menu in ${encoding}, ${kilobytes(bytes)} of ${kilobytes(plainBytes)}`;

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

const delivered = ({ tablets, ordersPerSecond, events, complete, p50Ms, p95Ms, p99Ms }: Delivery): string =>
  `seq to ${tablets} tablets at ${ordersPerSecond} orders/s: p50 ${figure(p50Ms)} ms, p95 ${figure(p95Ms)} ms, p99 ${figure(p99Ms)} ms; ` +
  `${complete} of ${tablets} got all ${events} events once, in order`;

const returned = ({ sockets, behind, ms, pingP99Ms, faults }: Reconnection): string =>
  `${sockets} sockets back at once, each ${behind} events behind: ${figure(ms / 1000)} s, ping p99 ${figure(pingP99Ms)} ms meanwhile` +
  (faults.length === 0 ? '' : `; ${faults.length} failed, such as: ${faults[0]}`);

const searched = ({ products, p50Ms, p95Ms, byKind }: Search): string =>
  `search ${products} products: p50 ${figure(p50Ms)} ms, p95 ${figure(p95Ms)} ms; p95 by question: ` +
  Object.entries(byKind)
    .map(([kind, ms]) => `${kind} ${figure(ms)}`)
    .join(', ');

const abused = ({ quietP99Ms, attackedP99Ms, refused }: Abuse): string =>
  `orders beside ${refused} hostile bodies: p99 ${figure(attackedP99Ms)} ms, ${figure(quietP99Ms)} ms without them`;

/** Of each limit the slowest that must keep it, and how many do not. */
function timesOfHistory({ orders, lists, reports }: HistoryTimes): Target[] {
  const byLimit = grouped(reports, ({ limitMs }) => limitMs);
  const kinds: [string, readonly Timed[]][] = [
    [`lists`, lists],
    ...[...byLimit].map(([limitMs, those]): [string, readonly Timed[]] => [`reports within ${limitMs} ms`, those]),
  ];
  return kinds.map(([kind, times]) => ({
    what: `${times.length} ${kind} of ${orders.toLocaleString('en')} orders, ${times.filter(isOver).length} over; slowest p95 ms`,
    value: Math.max(...times.map(({ p95Ms }) => p95Ms)),
    most: times[0]?.limitMs,
  }));
}

function grouped<K>(times: readonly Timed[], key: (time: Timed) => K): Map<K, Timed[]> {
  const groups = new Map<K, Timed[]>();
  for (const time of times) groups.set(key(time), [...(groups.get(key(time)) ?? []), time]);
  return groups;
}

const isOver = ({ p95Ms, limitMs }: Timed): boolean => p95Ms > limitMs;

const historyLines = ({ idle, lists, reports }: HistoryTimes): string[] => [
  row('p50, p95 and limit, ms', ''),
  `${'one outlet, which is in memory'.padEnd(48)}${[idle.p50Ms, idle.p95Ms].map((ms) => figure(ms).padStart(8)).join('')}`,
  ...[...slowestOf(lists), ...reports].map(timed),
];

/** What a list takes at most, role by role, and whatever is over its limit. */
function slowestOf(lists: readonly Timed[]): Timed[] {
  const groups = [...grouped(lists, ({ who, what }) => `${what} ${who}`).values()];
  return groups.flatMap((group) => {
    const slowest = group.toSorted((a, b) => b.p95Ms - a.p95Ms);
    return slowest.filter((time, i) => i === 0 || isOver(time));
  });
}

const RED = ['\u001b[31m', '\u001b[39m'] as const;

function timed(time: Timed): string {
  const { who, what, path, p50Ms, p95Ms, limitMs } = time;
  const query = path.slice(path.indexOf('?') + 1);
  const cells = [p50Ms, p95Ms, limitMs].map((ms) => figure(ms).padStart(8)).join('');
  const line = `${`${what} ${who.toLowerCase()}`.padEnd(48)}${cells}  ${query}`;
  return isOver(time) ? `${RED[0]}${line}${RED[1]}` : line;
}

const cpu = ({ cpuMicros, databaseCpuMicros }: Performance): string =>
  cpuMicros === undefined ? '-' : `${figure(cpuMicros)} + ${figure(databaseCpuMicros ?? 0)}`;

const figure = (value: number): string => (value < 10 ? String(Math.round(value * 100) / 100) : value.toFixed(0));

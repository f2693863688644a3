import type { Delivery } from './delivery.js';
import type { Comparison, Performance } from './load.js';
import type { StatementCount } from './round-trips.js';

export interface Result {
  readonly rival: string;
  readonly readyMs: number;
  readonly residentMb?: number;
  readonly orders?: Comparison;
  readonly statements?: readonly StatementCount[];
  readonly read?: Comparison;
  readonly list?: Comparison;
  readonly delivery?: Delivery;
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
  const { orders, list, delivery } = result;
  const all: Target[] = [
    { what: 'orders, share of the floor', value: orders?.ratio, least: 0.4 },
    { what: 'orders, p99 ms at 32 connections', value: orders?.ours.p99Ms, most: 80 },
    { what: 'statements per order', value: statementsPerOrder(result), most: 4.1 },
    { what: 'product list, share of bare Express', value: list?.ratio, least: 0.5 },
    { what: 'commit to tablet, p95 ms', value: delivery?.p95Ms, most: 100 },
    { what: 'tablets that got every seq once', value: delivery?.complete, least: delivery?.tablets },
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
  const { orders, read, list, delivery, rival } = result;
  const lines = [
    '32 connections, one process, PostgreSQL with durable commits; medians of the rounds',
    row(
      '',
      'Comanda/s',
      `${rival}/s`,
      'ratio',
      'p50 ms',
      'p99 ms',
      `p50 ${rival}`,
      `p99 ${rival}`,
      'cpu µs',
      `cpu ${rival}`,
    ),
    ...(orders ? [compared('place an order of three lines', orders)] : []),
    ...(read ? [compared('read an order', read)] : []),
    ...(list ? [compared('list 20 of 2,000 products *', list)] : []),
    '* against bare Express 5 that sends the same bytes',
    ...(delivery
      ? [
          `seq to ${delivery.tablets} tablets: p50 ${figure(delivery.p50Ms)} ms, p95 ${figure(delivery.p95Ms)} ms, ` +
            `p99 ${figure(delivery.p99Ms)} ms; ${delivery.complete} of ${delivery.tablets} got all ${delivery.events} events once, in order`,
        ]
      : []),
    ...(result.statements ?? []).map(({ statement, perOrder }) => `${perOrder.toFixed(2)} per order: ${statement}`),
    `start to ready ${figure(result.readyMs)} ms` +
      (result.residentMb === undefined ? '' : `, ${figure(result.residentMb)} MB resident after the load`),
    ...targets(result).map(({ line }) => line),
  ];
  return lines.join('\n');
}

const WIDTHS = [30, 10, 10, 6, 7, 7, 11, 11, 7, 10] as const;

const row = (...cells: string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i] ?? 0))).join(' ');

const compared = (what: string, { ours, theirs, ratio }: Comparison): string =>
  row(
    what,
    figure(ours.perSecond),
    figure(theirs.perSecond),
    ratio.toFixed(2),
    figure(ours.p50Ms),
    figure(ours.p99Ms),
    figure(theirs.p50Ms),
    figure(theirs.p99Ms),
    micros(ours),
    micros(theirs),
  );

const micros = ({ cpuMicros }: Performance): string => (cpuMicros === undefined ? '-' : figure(cpuMicros));

const figure = (value: number): string => (value < 10 ? String(Math.round(value * 100) / 100) : value.toFixed(0));

import type { OrderStatus } from '#libs/ordering';

import type { KitchenLine } from './ticket.js';

/** How far a line is: it moves on to a higher one, and back to a lower one. */
export const RANK: Readonly<Record<OrderStatus, number>> = {
  HELD: 0,
  NEW: 1,
  ACCEPTED: 2,
  COOKING: 3,
  READY: 4,
  DONE: 5,
  VOIDED: 6,
};
/** Whether somebody has begun to make it. */
export const isBegun = (status: OrderStatus): boolean => RANK[status] >= RANK.COOKING && status !== 'VOIDED';

/** With the times that reaching a status implies. They never run backwards, whichever process keeps them. */
export function timed(line: KitchenLine, to: OrderStatus, at: Date): KitchenLine {
  const latest = [line.firedAt, line.startedAt, line.readyAt, line.servedAt, at]
    .flatMap((time) => time ?? [])
    .reduce((one, other) => (one > other ? one : other));
  const reached = (status: OrderStatus, time: Date | null) => (RANK[to] >= RANK[status] ? (time ?? latest) : time);
  return {
    ...line,
    startedAt: reached('COOKING', line.startedAt),
    readyAt: reached('READY', line.readyAt),
    servedAt: reached('DONE', line.servedAt),
  };
}

/** Without the times that going back to a status takes back. */
export const untimed = (line: KitchenLine, to: OrderStatus): KitchenLine => ({
  ...line,
  startedAt: RANK[to] < RANK.COOKING ? null : line.startedAt,
  readyAt: RANK[to] < RANK.READY ? null : line.readyAt,
  servedAt: null,
});

/**
 * Where a line of an order stands by its parts, as an order does by its lines: at the slowest once all are ready, before that at the keenest, and
 * never beyond COOKING.
 */
export function standingOf(parts: readonly Pick<KitchenLine, 'status'>[]): OrderStatus {
  const active = parts.map(({ status }) => status).filter((status) => status !== 'VOIDED');
  const inTurn = active.sort((one, other) => RANK[one] - RANK[other]);
  const [slowest = 'VOIDED'] = inTurn;
  const keenest = inTurn.at(-1) ?? slowest;
  if (RANK[slowest] >= RANK.READY) return slowest;
  return RANK[keenest] > RANK.COOKING ? 'COOKING' : keenest;
}

/** The parts that have to move for their line to stand there: all that are behind on its way on, all that are ahead on its way back. */
export function laggards<T extends Pick<KitchenLine, 'status'>>(parts: readonly T[], to: OrderStatus): readonly T[] {
  const now = standingOf(parts);
  if (now === to) return [];
  const isOn = RANK[to] > RANK[now] && now !== 'VOIDED';
  return parts.filter(({ status }) => (isOn ? RANK[status] < RANK[to] : status !== to && !(RANK[status] < RANK[to])));
}

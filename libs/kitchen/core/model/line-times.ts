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

import { chosenAgain } from '#libs/catalog';

import { isActive, type OrderLine, type WantedLine } from './order-line.js';

/** Lines that went out together are a round; those of before that was kept are the first. */
const roundKey = ({ firedAt }: OrderLine): number => firedAt?.getTime() ?? 0;

/** Whether it never went out: it waits, or was taken off while it did. */
const neverOut = ({ status, holdReason }: OrderLine): boolean => status === 'HELD' || holdReason !== null;

/** The round of each line, from 1, in the order in which they went out; what never went out has none. */
export function roundsOf(lines: readonly OrderLine[]): ReadonlyMap<string, number> {
  const out = lines.filter((line) => !neverOut(line));
  const keys = [...new Set(out.map(roundKey))].sort((a, b) => a - b);
  return new Map(out.map((line) => [line.id, keys.indexOf(roundKey(line)) + 1]));
}

/** What is there of a round, the last one where none is named; rounds count from 1. What waits is of none yet. */
export function linesOfRound(lines: readonly OrderLine[], round?: number): OrderLine[] {
  const rounds = roundsOf(lines);
  const wanted = round ?? Math.max(0, ...rounds.values());
  return lines.filter(({ id }) => rounds.get(id) === wanted);
}

/** The line as somebody would order it again: its pieces that are left, its options, its note, its place. Null where nothing is left of it. */
export function orderedAgain(line: OrderLine): WantedLine | null {
  const quantity = line.quantity - line.refundedQuantity;
  if (!isActive(line) || quantity <= 0) return null;
  return {
    productId: line.productId,
    quantity,
    ...(line.note !== null && { note: line.note }),
    ...(line.seat !== null && { seat: line.seat }),
    ...(line.course !== null && { course: line.course }),
    modifiers: chosenAgain(line.modifiers),
  };
}

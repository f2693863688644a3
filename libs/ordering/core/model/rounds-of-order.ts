import { chosenAgain } from '#libs/catalog';

import { isActive, type OrderLine, type WantedLine } from './order-line.js';

/** Lines that went out together are a round; those of before that was kept are the first. */
const roundKey = ({ firedAt }: OrderLine): number => firedAt?.getTime() ?? 0;

/** What is there of a round, the last one where none is named; rounds count from 1. What waits is of none yet. */
export function linesOfRound(lines: readonly OrderLine[], round?: number): OrderLine[] {
  const out = lines.filter(({ status }) => status !== 'HELD');
  const rounds = [...new Set(out.map(roundKey))].sort((a, b) => a - b);
  const key = round === undefined ? rounds.at(-1) : rounds[round - 1];
  return out.filter((line) => roundKey(line) === key);
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

import type { ChosenModifier, OrderLine, WantedLine } from './order-line.js';
import { lineIdTaken } from './ordering.errors.js';

/**
 * Of new lines, those that a bill lacks: a line whose id somebody has named and that is there with the same content was sent before, and is
 * not ordered twice. `wanted` is what the lines were made of, in the same order. Throws `LINE_ID_TAKEN` (409) for an id that is there, or in the
 * request, with other content.
 */
export function linesThatAreNew(
  lines: readonly OrderLine[],
  wanted: readonly WantedLine[],
  there: readonly OrderLine[],
): OrderLine[] {
  const known = new Map(there.map((line) => [line.id, line]));
  return lines.filter((line, i) => {
    const same = known.get(line.id);
    if (same && !hasContent(same, line, wanted[i]?.openPrice)) throw lineIdTaken(line.id);
    known.set(line.id, line);
    return !same;
  });
}

/** A catalogue price may have changed since; a price that was said is content. */
const hasContent = (there: OrderLine, line: OrderLine, openPrice: number | undefined): boolean =>
  there.productId === line.productId &&
  there.quantity === line.quantity &&
  there.note === line.note &&
  there.seat === line.seat &&
  there.course === line.course &&
  (openPrice === undefined || there.unitPrice === openPrice) &&
  chosenIn(there.modifiers) === chosenIn(line.modifiers);

/** What was chosen and said. */
const chosenIn = (modifiers: readonly ChosenModifier[]): string =>
  modifiers
    .map(({ optionId, quantity, level, pre }) => [level ?? 0, optionId, quantity, ...(pre ?? [])].join(' '))
    .join();

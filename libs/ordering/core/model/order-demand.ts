import { isKnownToStations } from './courses.js';
import type { DemandedLine } from './kitchen-demand.js';
import type { OrderLine } from './order-line.js';
import { isBegun } from './order-status.js';

/** What stations have to make of lines. */
export const demandedLines = (lines: readonly OrderLine[]): DemandedLine[] =>
  lines.flatMap((line) =>
    line.station === null || !isKnownToStations(line) ? [] : [demandedLine(line, line.station)],
  );

/** Whether the kitchen has nothing to learn from `now` that it did not know from `before`. A line that left goes on in the order that took it. */
export const isSameDemand = (before: readonly DemandedLine[], now: readonly DemandedLine[]): boolean => {
  const known = new Map(before.map((line) => [line.itemId, line]));
  return now.every((line) => {
    const was = known.get(line.itemId);
    return (
      was !== undefined &&
      was.status === line.status &&
      was.pieces === line.pieces &&
      was.note === line.note &&
      JSON.stringify(was.modifiers) === JSON.stringify(line.modifiers)
    );
  });
};

const demandedLine = (line: OrderLine, station: string): DemandedLine => ({
  itemId: line.id,
  productId: line.productId,
  name: line.name,
  station,
  prepSeconds: line.prep?.seconds ?? null,
  components: line.prep?.components ?? [],
  pieces: isBegun(line.status) ? line.quantity : line.quantity - line.refundedQuantity,
  modifiers: line.modifiers.map(({ group, name, quantity }) => ({ group, name, quantity })),
  note: line.note,
  status: line.status,
  voidReason: line.voidReason,
  splitFrom: line.splitFrom,
});

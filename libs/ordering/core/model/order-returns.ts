import type { ReturnedPieces } from '#libs/payments';

import type { OrderLine } from './order-line.js';
import type { FreedStock } from './order-state.js';
import { isBegun } from './order-status.js';

/** Whether there is nothing to make of a line: all its pieces were given back before anybody began. */
export const isOff = ({ status, quantity, refundedQuantity }: OrderLine): boolean =>
  refundedQuantity >= quantity && !isBegun(status);

/** Pieces that leave the kitchen: of a line as it is now. */
export interface LeavingPieces {
  readonly line: OrderLine;
  readonly quantity: number;
}

export interface Returns {
  /** The lines that changed. */
  readonly lines: readonly OrderLine[];
  readonly leaving: readonly LeavingPieces[];
  readonly freed: readonly FreedStock[];
}

/**
 * What becomes of lines of which pieces are given back. What nobody has begun leaves the kitchen, and goes into stock again where nothing
 * else is said. What no station makes was in somebody's hands: it goes into stock again when that is said, since nobody else knows whether it is
 * whole. Exactly what the sale took of a product comes back, and never more than was given back.
 */
export function returnsOf(lines: readonly OrderLine[], pieces: readonly ReturnedPieces[]): Returns {
  const changed = new Map<string, OrderLine>();
  const leaving = new Map<string, number>();
  const freed: FreedStock[] = [];
  for (const { lineId, quantity: wanted, restock } of pieces) {
    const line = changed.get(lineId) ?? lines.find(({ id }) => id === lineId);
    const quantity = line ? Math.min(wanted, line.quantity - line.refundedQuantity) : 0;
    if (!line || quantity <= 0) continue;
    changed.set(lineId, { ...line, refundedQuantity: line.refundedQuantity + quantity });
    const isWaiting = !isBegun(line.status);
    if (isWaiting) leaving.set(lineId, (leaving.get(lineId) ?? 0) + quantity);
    const isWhole = isWaiting && line.station !== null;
    if (line.takesStock && (restock ?? isWhole)) freed.push({ productId: line.productId, quantity, as: 'RETURN' });
  }
  return {
    lines: [...changed.values()],
    leaving: [...changed.values()].flatMap((line) => {
      const quantity = leaving.get(line.id);
      return quantity === undefined ? [] : [{ line, quantity }];
    }),
    freed,
  };
}

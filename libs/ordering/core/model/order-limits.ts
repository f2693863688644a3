import { type Actor, forbidden, invalid, isStaff, ruleBroken } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

type Limits = Pick<OutletSettings, 'maxPiecesPerLine' | 'maxPiecesPerOrder'>;

/** Pieces of a stocked product always allowed to one buyer's unpaid orders, whatever the outlet's percentage: an ordinary order. */
export const ALWAYS_HELD = 10;

/**
 * Whoever is not staff orders what a table or a household eats: so many pieces of a line, and so many on a bill, of which `before` are there
 * already. Throws `TOO_MANY_PIECES` (422).
 */
export function assertPieces(
  actor: Actor | null,
  wanted: readonly { readonly quantity: number }[],
  { maxPiecesPerLine, maxPiecesPerOrder }: Limits,
  before = 0,
): void {
  if (actor && isStaff(actor)) return;
  if (wanted.some(({ quantity }) => quantity > maxPiecesPerLine)) {
    throw ruleBroken('TOO_MANY_PIECES', `A line takes at most ${maxPiecesPerLine} pieces. Ask the staff for more.`, {
      limit: maxPiecesPerLine,
      per: 'line',
    });
  }
  const pieces = wanted.reduce((sum, { quantity }) => sum + quantity, before);
  if (pieces > maxPiecesPerOrder) {
    throw ruleBroken('TOO_MANY_PIECES', `An order takes at most ${maxPiecesPerOrder} pieces. Ask the staff for more.`, {
      limit: maxPiecesPerOrder,
      per: 'order',
    });
  }
}

/** Throws `FORBIDDEN` for a price that somebody says who is not staff. */
export function assertMaySayPrices(actor: Actor | null, wanted: readonly { readonly openPrice?: number }[]): void {
  if (actor && isStaff(actor)) return;
  if (wanted.some(({ openPrice }) => openPrice !== undefined)) throw forbidden('FORBIDDEN', 'Only staff say a price.');
}

/** What is taken while an order is placed cannot wait until a parked bill is taken up. */
export interface ParkWish {
  readonly actor: Actor | null;
  readonly isParked?: boolean;
  readonly shipping?: unknown;
  readonly join?: unknown;
}

/** Throws `FORBIDDEN` (403) for somebody else than staff who parks a bill, and `VALIDATION_FAILED` (400) for one with a parcel, or that goes on another bill. */
export function assertMayPark({ actor, isParked = false, shipping, join }: ParkWish): void {
  if (!isParked) return;
  if (!actor || !isStaff(actor)) throw forbidden('FORBIDDEN', 'Only staff park a bill.');
  const faults = Object.entries({ shipping, join }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ pointer: `/${name}`, code: 'NOT_WITH_HOLD', message: `${name} does not go with hold` }],
  );
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
}

/** Who holds stock by not paying: a customer and the network they order from, or a sitting at a table. */
export interface Buyer {
  readonly customerId: string | null;
  readonly network: string | null;
  readonly sessionId: string | null;
}

/** The buyer of an order that is not the staff's own; null for one that they vouch for. */
export function buyerOf(
  actor: Actor,
  at: { readonly tableSessionId: string | null; readonly network: string | null },
): Buyer | null {
  if (isStaff(actor)) return null;
  if (at.tableSessionId !== null) return { customerId: null, network: null, sessionId: at.tableSessionId };
  return { customerId: actor.kind === 'user' ? actor.id : null, network: at.network, sessionId: null };
}

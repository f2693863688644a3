import { type Actor, isStaff, ruleBroken } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

type Limits = Pick<OutletSettings, 'maxPiecesPerLine' | 'maxPiecesPerOrder'>;

/** Pieces of a stocked product always allowed to one buyer's unpaid orders, whatever the outlet's percentage: an ordinary order. */
export const ALWAYS_HELD = 10;

/**
 * Whoever is not staff orders what a table or a household eats: so many pieces of a line, and so many on a bill, of which `before` are there
 * already. Throws `TOO_MANY_PIECES` (422).
 */
export function assertPieces(
  actor: Actor,
  wanted: readonly { readonly quantity: number }[],
  { maxPiecesPerLine, maxPiecesPerOrder }: Limits,
  before = 0,
): void {
  if (isStaff(actor)) return;
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

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** The network of a client's address: an IPv4 address itself, and the /64 of an IPv6 one, which is what one household is given. */
export function networkOf(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, GROUPS - groups.length - rest.length) }, () => '0');
  const network = [...groups, ...zeros, ...rest].slice(0, NETWORK_GROUPS);
  return `${network.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

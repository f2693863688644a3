import type { Schemas } from '../shared/api.js';
import type { Wish } from '../shared/choices.js';

/** A choice of a product's option, as often as it is wanted. */
export interface Choice {
  readonly optionId: string;
  /** With what is said of it, and what is chosen with it. */
  readonly name: string;
  readonly quantity: number;
  /** What one costs with all of that, in the smallest unit. */
  readonly priceDelta: number;
  /** As the API takes it, where it is more than an option and a number. */
  readonly wish?: Wish;
}

export const wishOf = ({ wish, optionId, quantity }: Choice): Wish => wish ?? { option_id: optionId, quantity };

/** So many of one product, prepared in one way. */
export interface CartLine {
  readonly key: string;
  readonly productId: string;
  readonly name: string;
  /** Of one piece with its choices, in the smallest unit; the bill is the server's affair. */
  readonly unitPrice: number;
  readonly quantity: number;
  readonly choices: readonly Choice[];
  readonly note: string;
  /** The price of one that somebody said, without its choices. */
  readonly openPrice?: number;
  /** Who at the table gets it: nobody in particular when absent. */
  readonly seat?: number;
  /** When it is served: with the order when absent. */
  readonly course?: number;
}

export type CounterType = 'DINE_IN' | 'TAKEAWAY';

export interface Cart {
  /** Of the order that it becomes: made with its first line, so that whatever is sent twice is one order. */
  readonly orderId: string;
  readonly lines: readonly CartLine[];
  readonly type: CounterType;
  readonly table: { readonly id: string; readonly name: string } | null;
  readonly note: string;
  readonly couponCode: string;
  /** The open bill that the lines go to; a new order when absent. */
  readonly addTo: { readonly id: string; readonly number: string } | null;
  /** The line that digits and steps are meant for. */
  readonly current: string | null;
}

export const MOST_PIECES = 999;

export const emptyCart = (orderId: string): Cart => ({
  orderId,
  lines: [],
  type: 'TAKEAWAY',
  table: null,
  note: '',
  couponCode: '',
  addTo: null,
  current: null,
});

export type NewLine = Omit<CartLine, 'key'>;

/** One more line; pieces that are the same in every way are counted together. */
export function addLine(cart: Cart, line: NewLine, key: string): Cart {
  const same = cart.lines.find((one) => isSame(one, line));
  if (same) return setQuantity({ ...cart, current: same.key }, same.key, same.quantity + line.quantity);
  return { ...cart, lines: [...cart.lines, { ...line, key }], current: key };
}

/** None takes the line away; the one before it is meant then. */
export function setQuantity(cart: Cart, key: string, quantity: number): Cart {
  if (quantity > 0) return changed(cart, key, { quantity: Math.min(quantity, MOST_PIECES) });
  const at = cart.lines.findIndex((line) => line.key === key);
  const lines = cart.lines.filter((line) => line.key !== key);
  const next = cart.current === key ? (lines[Math.max(0, at - 1)]?.key ?? null) : cart.current;
  return { ...cart, lines, current: next };
}

/** What is said of a line besides how many. */
export const setLine = (cart: Cart, key: string, said: Pick<CartLine, 'note' | 'seat' | 'course'>): Cart =>
  changed(cart, key, said);

export const piecesIn = (cart: Cart): number => cart.lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** How many of a product are in it, however prepared. */
export const piecesOf = (cart: Cart, productId: string): number =>
  cart.lines.reduce((sum, line) => (line.productId === productId ? sum + line.quantity : sum), 0);

/** The lines as orders take them. */
export const itemsOf = (cart: Cart): Schemas['OrderItemRequest'][] =>
  cart.lines.map(({ productId, quantity, note, choices, openPrice, seat, course }) => ({
    product_id: productId,
    quantity,
    ...(note && { note }),
    ...(openPrice !== undefined && { open_price: openPrice }),
    ...(seat !== undefined && { seat }),
    ...(course !== undefined && { course }),
    modifiers: choices.map(wishOf),
  }));

/** The order as it is asked for its price, and placed. */
export const orderOf = (cart: Cart, outletId: string) => ({
  outlet_id: outletId,
  type: cart.type,
  ...(cart.table && { table_id: cart.table.id }),
  ...(cart.note && { note: cart.note }),
  ...(cart.couponCode && { coupon_code: cart.couponCode }),
  items: itemsOf(cart),
});

/** A cart as it was kept on this device; null when it is none of ours. */
export function readCart(kept: unknown): Cart | null {
  const cart = kept as Partial<Cart> | null;
  if (typeof cart?.orderId !== 'string' || !Array.isArray(cart.lines)) return null;
  return { ...emptyCart(cart.orderId), ...cart };
}

const changed = (cart: Cart, key: string, change: Partial<CartLine>): Cart => ({
  ...cart,
  lines: cart.lines.map((line) => (line.key === key ? { ...line, ...change } : line)),
});

const isSame = (a: NewLine, b: NewLine): boolean =>
  (['productId', 'note', 'openPrice', 'seat', 'course'] as const).every((of) => a[of] === b[of]) &&
  choiceKey(a) === choiceKey(b);

const choiceKey = ({ choices }: NewLine): string =>
  choices
    .map((choice) => JSON.stringify(wishOf(choice)))
    .sort()
    .join();

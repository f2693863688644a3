import type { WantedModifier } from '#libs/catalog';

export { MOST_SAID, PRE_CODE, type WantedModifier } from '#libs/catalog';
import { type MinorUnits, newId } from '#libs/kernel';

import { cartFull, cartItemNotFound, cartLineAmbiguous, cartOfAnotherOutlet, quantityTooLarge } from './cart.errors.js';

export const MOST_LINES = 200;
export const MOST_PIECES = 1000;

const DAY_MS = 24 * 3_600_000;
const CUSTOMER_TTL_MS = 90 * DAY_MS;
const ANONYMOUS_TTL_MS = 14 * DAY_MS;

export interface CartModifier extends WantedModifier {
  readonly quantity: number;
  readonly modifiers?: readonly CartModifier[];
}

/** The catalogue's price of one piece when the buyer last put the line into the cart, set it, or looked through the whole cart. */
export interface SeenPrice {
  /** Without modifiers. */
  readonly unitPrice: MinorUnits;
  readonly modifiersTotal: MinorUnits;
}

/** A product with one choice of modifiers. Names and prices are the catalogue's, looked up whenever the cart is shown. */
export interface CartLine {
  readonly id: string;
  readonly productId: string;
  /** In one order whatever the client's: equal choices are equal texts. */
  readonly modifiers: readonly CartModifier[];
  readonly quantity: number;
  /** Null for a line from before prices were kept. */
  readonly seen: SeenPrice | null;
}

/** Whose cart: a customer's, or whoever holds the token with this SHA-256. */
export type CartOwner = { readonly customerId: string } | { readonly tokenHash: Uint8Array };

/** What somebody means to order, at one outlet. It is forgotten some time after its last change. */
export interface Cart {
  readonly id: string;
  readonly owner: CartOwner;
  /** The first line decides; null while it is empty. */
  readonly outletId: string | null;
  readonly couponCode: string | null;
  readonly lines: readonly CartLine[];
  /** Counts up with every change: whoever ordered an older one must not have ordered this one. */
  readonly version: number;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
}

export interface NewCartLine {
  readonly outletId: string;
  readonly productId: string;
  readonly quantity: number;
  readonly modifiers: readonly WantedModifier[];
  readonly seen?: SeenPrice | null;
}

export const newCart = (owner: CartOwner, now: Date): Cart => ({
  id: newId(),
  owner,
  outletId: null,
  couponCode: null,
  lines: [],
  version: 0,
  updatedAt: now,
  expiresAt: expiryOf(owner, now),
});

/** The same choice adds up. Throws `CART_OF_ANOTHER_OUTLET`, `CART_FULL` or `QUANTITY_TOO_LARGE`. */
export function addLine(
  cart: Cart,
  { outletId, productId, quantity, modifiers, seen = null }: NewCartLine,
  now: Date,
): Cart {
  if (cart.outletId !== null && cart.outletId !== outletId) throw cartOfAnotherOutlet(cart.outletId);
  const line = { id: newId(), productId, quantity, modifiers: normalModifiers(modifiers), seen };
  return changed({ ...cart, outletId, lines: withLine(cart.lines, line) }, now);
}

/**
 * The line that a client's id names: the line's own or, for older clients, that of a product which is there once. Throws
 * `CART_ITEM_NOT_FOUND`, or `CART_LINE_AMBIGUOUS` when the product is there with several choices of modifiers.
 */
export function lineNamed(cart: Cart, id: string): CartLine {
  const own = cart.lines.find((line) => line.id === id);
  if (own) return own;
  const [first, ...others] = cart.lines.filter((line) => line.productId === id);
  if (!first) throw cartItemNotFound();
  if (others.length > 0) throw cartLineAmbiguous([first, ...others].map((line) => line.id));
  return first;
}

/** Sets how many of a line there are, at the price that the buyer sees now. Throws what {@link lineNamed} throws. */
export function setQuantity(cart: Cart, id: string, quantity: number, now: Date, seen: SeenPrice | null = null): Cart {
  const named = lineNamed(cart, id);
  const line = { ...named, quantity, seen: seen ?? named.seen };
  return line.quantity === named.quantity && isSamePrice(line.seen, named.seen)
    ? cart
    : changed({ ...cart, lines: cart.lines.map((other) => (other === named ? line : other)) }, now);
}

/** The buyer has looked through the cart: each line is at the price that they see now (by line id). */
export function refreshed(cart: Cart, prices: ReadonlyMap<string, SeenPrice>, now: Date): Cart {
  const lines = cart.lines.map((line) => ({ ...line, seen: prices.get(line.id) ?? line.seen }));
  const differs = lines.some((line, i) => !isSamePrice(line.seen, cart.lines[i]?.seen ?? null));
  return differs ? changed({ ...cart, lines }, now) : cart;
}

/** Throws what {@link lineNamed} throws. */
export function removeLine(cart: Cart, id: string, now: Date): Cart {
  const gone = lineNamed(cart, id);
  return changed({ ...cart, lines: cart.lines.filter((line) => line !== gone) }, now);
}

export const emptied = (cart: Cart, now: Date): Cart =>
  cart.lines.length === 0 && cart.couponCode === null ? cart : changed({ ...cart, lines: [] }, now);

export const withCoupon = (cart: Cart, couponCode: string | null, now: Date): Cart =>
  cart.couponCode === couponCode ? cart : changed({ ...cart, couponCode }, now);

/** Pieces of a product over all of its lines. */
export const piecesOf = (cart: Pick<Cart, 'lines'>, productId: string): number =>
  cart.lines.reduce((pieces, line) => pieces + (line.productId === productId ? line.quantity : 0), 0);

/**
 * What `own` becomes when `other` comes to it: quantities add up, as far as there is stock (`stock` holds the tracked products alone) and
 * a cart has room; nothing that was in `own` gets less. Null when the two are of different outlets: then both stay as they are.
 */
export function merged(own: Cart, other: Cart, stock: ReadonlyMap<string, number>, now: Date): Cart | null {
  if (own.outletId !== null && other.outletId !== null && own.outletId !== other.outletId) return null;
  let lines = own.lines;
  for (const line of other.lines) {
    const left = (stock.get(line.productId) ?? Infinity) - piecesOf({ lines }, line.productId);
    const twin = lines.find((candidate) => isSameChoice(candidate, line));
    const room = twin ? MOST_PIECES - twin.quantity : lines.length < MOST_LINES ? MOST_PIECES : 0;
    const quantity = Math.min(line.quantity, left, room);
    if (quantity > 0) lines = withLine(lines, { ...line, id: newId(), quantity });
  }
  const couponCode = own.couponCode ?? other.couponCode;
  return changed({ ...own, outletId: own.outletId ?? other.outletId, lines, couponCode }, now);
}

function withLine(lines: readonly CartLine[], added: CartLine): CartLine[] {
  const twin = lines.find((line) => isSameChoice(line, added));
  if (!twin && lines.length >= MOST_LINES) throw cartFull(MOST_LINES);
  const quantity = (twin?.quantity ?? 0) + added.quantity;
  if (quantity > MOST_PIECES) throw quantityTooLarge(MOST_PIECES);
  const seen = added.seen ?? twin?.seen ?? null;
  return twin ? lines.map((line) => (line === twin ? { ...line, quantity, seen } : line)) : [...lines, added];
}

/** An empty cart is of no outlet and has no coupon. */
function changed(cart: Cart, now: Date): Cart {
  const isEmpty = cart.lines.length === 0;
  return {
    ...cart,
    ...(isEmpty && { outletId: null, couponCode: null }),
    version: cart.version + 1,
    updatedAt: now,
    expiresAt: expiryOf(cart.owner, now),
  };
}

const expiryOf = (owner: CartOwner, now: Date): Date =>
  new Date(now.getTime() + ('customerId' in owner ? CUSTOMER_TTL_MS : ANONYMOUS_TTL_MS));

const isSamePrice = (a: SeenPrice | null, b: SeenPrice | null): boolean =>
  a?.unitPrice === b?.unitPrice && a?.modifiersTotal === b?.modifiersTotal;

const isSameChoice = (a: CartLine, b: CartLine): boolean =>
  a.productId === b.productId && choiceKey(a.modifiers) === choiceKey(b.modifiers);

/** One text for a choice, whatever the client's order. */
export const choiceKey = (modifiers: readonly CartModifier[]): string =>
  modifiers.map((one) => `${sameKey(one)}*${one.quantity}`).join();

/** What makes two wishes for an option the same one. */
const sameKey = ({ optionId, pre = [], modifiers = [] }: WantedModifier): string =>
  `${optionId}${pre.map((code) => `!${code}`).join('')}${modifiers.length > 0 ? `(${choiceKey(normalModifiers(modifiers))})` : ''}`;

export function normalModifiers(modifiers: readonly WantedModifier[]): CartModifier[] {
  const found = new Map<string, CartModifier>();
  for (const { optionId, quantity = 1, pre = [], modifiers: below = [] } of modifiers) {
    const wanted: CartModifier = {
      optionId,
      quantity,
      ...(pre.length > 0 && { pre: [...pre].sort() }),
      ...(below.length > 0 && { modifiers: normalModifiers(below) }),
    };
    const key = sameKey(wanted);
    found.set(key, { ...wanted, quantity: quantity + (found.get(key)?.quantity ?? 0) });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

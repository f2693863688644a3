import { type GuestActor, newId } from '#libs/kernel';

import { type CartModifier, choiceKey, MOST_LINES, MOST_PIECES, normalModifiers } from './cart.js';
import { cartFull, cartItemNotFound, cartItemNotYours, quantityTooLarge } from './cart.errors.js';

const DAY_MS = 24 * 3_600_000;

/** The sitting whose phones share a cart. */
export interface CartSitting {
  readonly outletId: string;
  readonly sessionId: string;
}

/** A phone that has put something in. */
export interface TableCartGuest {
  /** As {@link phoneOf} names it. */
  readonly phone: string;
  /** From 1, in the order in which the phones came. */
  readonly number: number;
  /** As it wants to be called; null: by its number. */
  readonly name: string | null;
}

/** What a phone wants of a product with one choice of modifiers. An order's line keeps its id. */
export interface TableCartLine {
  readonly id: string;
  readonly phone: string;
  readonly productId: string;
  readonly modifiers: readonly CartModifier[];
  readonly quantity: number;
  /** For the kitchen; null: none. */
  readonly note: string | null;
}

/** What the phones of a sitting mean to order together. Each changes its own lines; any of them orders all. */
export interface TableCart extends CartSitting {
  readonly guests: readonly TableCartGuest[];
  readonly lines: readonly TableCartLine[];
  /** Counts up with every change. */
  readonly version: number;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
}

export interface NewTableCartLine {
  readonly phone: string;
  /** Null takes the name away; left out, it stays as it is. */
  readonly name?: string | null;
  readonly productId: string;
  readonly modifiers: readonly { readonly optionId: string; readonly quantity?: number }[];
  readonly quantity: number;
  readonly note?: string | null;
}

/** The hash of a phone's token, which names it at its table. */
export const phoneOf = ({ phone, sessionId }: GuestActor): string => phone ?? sessionId;

export const newTableCart = ({ outletId, sessionId }: CartSitting, now: Date): TableCart => ({
  outletId,
  sessionId,
  guests: [],
  lines: [],
  version: 0,
  updatedAt: now,
  expiresAt: new Date(now.getTime() + DAY_MS),
});

/** More of what the same phone has with the same choice and note adds up. Throws `CART_FULL` or `QUANTITY_TOO_LARGE` (422). */
export function addTableLine(cart: TableCart, added: NewTableCartLine, now: Date): TableCart {
  const { phone, productId, quantity } = added;
  const line = {
    ...{ id: newId(), phone, productId, quantity },
    modifiers: normalModifiers(added.modifiers),
    note: added.note || null,
  };
  const twin = cart.lines.find((other) => isAlike(other, line));
  if (!twin && cart.lines.length >= MOST_LINES) throw cartFull(MOST_LINES);
  const together = { ...(twin ?? line), quantity: (twin?.quantity ?? 0) + quantity };
  if (together.quantity > MOST_PIECES) throw quantityTooLarge(MOST_PIECES);
  const lines = twin ? cart.lines.map((other) => (other === twin ? together : other)) : [...cart.lines, together];
  return changed({ ...cart, guests: withGuest(cart.guests, added), lines }, now);
}

/** Throws `CART_ITEM_NOT_FOUND` (404) for what is not there any more, and `CART_ITEM_NOT_YOURS` (403) for another phone's. */
export function changeTableLine(
  cart: TableCart,
  { phone, id, ...changes }: { phone: string; id: string; quantity?: number; note?: string | null },
  now: Date,
): TableCart {
  const line = ownLine(cart, phone, id);
  const after = {
    ...line,
    quantity: changes.quantity ?? line.quantity,
    note: changes.note === undefined ? line.note : changes.note || null,
  };
  if (after.quantity === line.quantity && after.note === line.note) return cart;
  return changed({ ...cart, lines: cart.lines.map((other) => (other === line ? after : other)) }, now);
}

/** Throws as {@link changeTableLine} does. */
export function removeTableLine(cart: TableCart, { phone, id }: { phone: string; id: string }, now: Date): TableCart {
  const gone = ownLine(cart, phone, id);
  return changed({ ...cart, lines: cart.lines.filter((line) => line !== gone) }, now);
}

/** With nothing in it. Its phones keep their names and numbers. */
export const emptiedTable = (cart: TableCart, now: Date): TableCart => changed({ ...cart, lines: [] }, now);

/** A party joins another: its phones and what they have put in come after those that are there. */
export function joinedTables(into: TableCart, from: TableCart, now: Date): TableCart {
  const come = from.guests.filter(({ phone }) => !into.guests.some((guest) => guest.phone === phone));
  const last = lastNumber(into.guests);
  const guests = [...into.guests, ...come.map((guest, i) => ({ ...guest, number: last + i + 1 }))];
  return changed({ ...into, guests, lines: [...into.lines, ...from.lines] }, now);
}

/** Pieces of a product over all lines. */
export const tablePiecesOf = ({ lines }: Pick<TableCart, 'lines'>, productId: string): number =>
  lines.reduce((pieces, line) => pieces + (line.productId === productId ? line.quantity : 0), 0);

function ownLine({ lines }: TableCart, phone: string, id: string): TableCartLine {
  const line = lines.find((one) => one.id === id);
  if (!line) throw cartItemNotFound();
  if (line.phone !== phone) throw cartItemNotYours();
  return line;
}

function withGuest(guests: readonly TableCartGuest[], { phone, name }: NewTableCartLine): readonly TableCartGuest[] {
  const known = guests.find((guest) => guest.phone === phone);
  if (!known) return [...guests, { phone, number: lastNumber(guests) + 1, name: name || null }];
  if (name === undefined || (name || null) === known.name) return guests;
  return guests.map((guest) => (guest === known ? { ...known, name: name || null } : guest));
}

const lastNumber = (guests: readonly TableCartGuest[]): number => Math.max(0, ...guests.map(({ number }) => number));

const isAlike = (a: TableCartLine, b: TableCartLine): boolean =>
  a.phone === b.phone &&
  a.productId === b.productId &&
  a.note === b.note &&
  choiceKey(a.modifiers) === choiceKey(b.modifiers);

const changed = (cart: TableCart, now: Date): TableCart => ({
  ...cart,
  version: cart.version + 1,
  updatedAt: now,
  expiresAt: new Date(now.getTime() + DAY_MS),
});

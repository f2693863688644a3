import type { Wish } from '../shared/choices.js';
import { newId } from '../shared/uuid.js';

export type CartOption = Wish;

export interface CartLine {
  /** Of this phone alone. */
  readonly key: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly options: readonly CartOption[];
  readonly note: string;
}

/** What a phone is about to order. Its ids are made with its first line and kept until it is placed: however often it is sent, it is one order. */
export interface Cart {
  readonly sessionId: string;
  /** Names the round at the server. */
  readonly id: string;
  /** Its `Idempotency-Key`. */
  readonly key: string;
  readonly lines: readonly CartLine[];
  /** It was sent, and no answer came: it may have arrived, so it must not change until that is known. */
  readonly isInDoubt: boolean;
  /** What it came to when it was sent, in minor units: a repeat says the same. */
  readonly sentTotal?: number;
}

export const MOST_OF_A_LINE = 99;

export const emptyCart = (sessionId: string): Cart => ({
  sessionId,
  id: newId(),
  key: newId(),
  lines: [],
  isInDoubt: false,
});

export const piecesOf = ({ lines }: Pick<Cart, 'lines'>): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** With a line more, or more of the line that is just like it. */
export function withLine(cart: Cart, line: Omit<CartLine, 'key'>): Cart {
  const alike = cart.lines.find((one) => isAlike(one, line));
  if (!alike) return { ...cart, lines: [...cart.lines, { ...line, key: newId() }] };
  return withQuantity(cart, alike.key, Math.min(MOST_OF_A_LINE, alike.quantity + line.quantity));
}

/** With so many of a line; 0 takes it away. */
export function withQuantity(cart: Cart, key: string, quantity: number): Cart {
  const lines = cart.lines.flatMap((line) => {
    if (line.key !== key) return [line];
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
  return { ...cart, lines };
}

export const itemsOf = ({ lines }: Pick<Cart, 'lines'>) =>
  lines.map(({ product_id, quantity, options, note }) => ({
    product_id,
    quantity,
    modifiers: options.map((option) => ({ ...option })),
    ...(note && { note }),
  }));

const isAlike = (one: Omit<CartLine, 'key'>, other: Omit<CartLine, 'key'>): boolean =>
  one.product_id === other.product_id && one.note === other.note && chosen(one) === chosen(other);

const chosen = ({ options }: Pick<CartLine, 'options'>): string =>
  options
    .map((one) => JSON.stringify(one))
    .sort()
    .join();

import { computed, effect, signal } from '@preact/signals';

import type { Problem, Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import { type CartLine, emptyCart, itemsOf, withLine, withQuantity } from './cart.js';
import { loadBills, loadMenu } from './load.js';
import { addMine, api, bills, cart, products, setCart } from './state.js';

export type Quote = Schemas['OrderQuoteResponse'];

const REST_MS = 400;

export const quote = signal<Quote | null>(null);
export const quoteProblem = signal<Problem | null>(null);
export const isSending = signal(false);
/** Why the last try did not go through. */
export const sendProblem = signal<Problem | null>(null);

/** Lines of products that cannot be had any more. */
export const goneLines = computed(() =>
  cart.value.lines.filter((line) => products.value.size > 0 && !products.value.get(line.product_id)?.available),
);

export const add = (line: Omit<CartLine, 'key'>): void => change(withLine(cart.value, line));
export const setQuantity = (key: string, quantity: number): void => change(withQuantity(cart.value, key, quantity));

function change(next: ReturnType<typeof withLine>): void {
  if (cart.value.isInDoubt) return;
  sendProblem.value = null;
  // The last order's ids are not this one's: a cart that was empty is another cart.
  setCart(cart.value.lines.length === 0 ? { ...next, id: newId(), key: newId() } : next);
}

/** Asks what the cart comes to, once nobody has changed it for a moment. */
export function startQuotes(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Being sent changes a cart, and not what is in it: the total that the guest agreed to stays on the screen.
  const inCart = computed(() => cart.value.lines);
  effect(() => {
    const lines = inCart.value;
    clearTimeout(timer);
    quote.value = null;
    quoteProblem.value = null;
    if (lines.length > 0) timer = setTimeout(() => void ask(), REST_MS);
  });
}

export async function ask(): Promise<void> {
  const asked = cart.value;
  const told = await api.post('/api/v1/orders/quote', { body: { items: itemsOf(asked) } });
  if (cart.value.lines !== asked.lines) return;
  if (told.ok) quote.value = told.data;
  else quoteProblem.value = told.problem;
}

/**
 * Orders the cart on the table's bill. However often it is pressed, and whether or not an answer comes, it is one order: the same id and key are
 * sent until the server has said what became of them.
 */
export async function send(): Promise<boolean> {
  if (isSending.value || cart.value.lines.length === 0) return false;
  isSending.value = true;
  sendProblem.value = null;
  const sentTotal = cart.value.isInDoubt ? cart.value.sentTotal : quote.value?.total_amount;
  const sent = { ...cart.value, ...(sentTotal !== undefined && { sentTotal }) };
  setCart(sent);
  const told = await api.post('/api/v1/orders', {
    key: sent.key,
    body: {
      id: sent.id,
      join: 'OPEN_BILL',
      items: itemsOf(sent),
      ...(sentTotal !== undefined && { expected_total: sentTotal }),
    },
  });
  isSending.value = false;
  if (told.ok) {
    addMine(told.data.placed_item_ids ?? []);
    setCart(emptyCart(sent.sessionId));
    bills.value = [...(bills.value ?? []).filter(({ id }) => id !== told.data.id), told.data];
    void loadBills();
    return true;
  }
  await refused(told.problem);
  return false;
}

async function refused(problem: Problem): Promise<void> {
  sendProblem.value = problem;
  const isInDoubt = problem.lost === true;
  // What was refused is another request the next time: the key belongs to the one that the server answered.
  setCart({ ...cart.value, isInDoubt, key: isInDoubt ? cart.value.key : newId() });
  if (problem.code === 'PRICE_CHANGED') await ask();
  if (problem.code === 'PRODUCT_UNAVAILABLE' || problem.code === 'INSUFFICIENT_STOCK') await loadMenu();
}

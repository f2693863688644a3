import { toast } from '../shared/ui/toast.js';
import { t } from '../shared/words/index.js';
import { codeKey, createScanner } from './barcode.js';
import { setQuantity } from './cart.js';
import { choosing, pick } from './picking.js';
import type { Till } from './till.js';

/** Digits of a number of pieces, until a moment has passed without another. */
const TOGETHER_MS = 700;

/** What a screen does with keys that belong to nothing else on it; true when it has used one. */
type KeyUser = (key: string) => boolean;
const users: KeyUser[] = [];

/** Has `use` hear keys until the returned function is called; the last who asked is asked first. */
export function hearKeys(use: KeyUser): () => void {
  users.unshift(use);
  return () => void users.splice(users.indexOf(use), 1);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** Keys of the whole page: a scanner's codes, and shortcuts. */
export function listenToKeys(till: Till): void {
  const scanner = createScanner();
  let typed = '';
  let typedAt = 0;
  let before: { key: string; quantity: number } | null = null;

  /** Digits are the number of the line that is meant. */
  function count(digit: string): void {
    const { cart } = till.selling;
    const line = cart.value.lines.find(({ key }) => key === cart.value.current);
    if (!line) return;
    const isSameNumber = before?.key === line.key && Date.now() - typedAt < TOGETHER_MS;
    if (!isSameNumber) before = { key: line.key, quantity: line.quantity };
    typed = (isSameNumber ? typed : '') + digit;
    typedAt = Date.now();
    const quantity = Number(typed.slice(-3));
    if (quantity > 0) cart.value = setQuantity(cart.value, line.key, quantity);
  }

  function step(by: number): void {
    const { cart } = till.selling;
    const line = cart.value.lines.find(({ key }) => key === cart.value.current);
    if (line) cart.value = setQuantity(cart.value, line.key, line.quantity + by);
  }

  const productOf = (code: string) =>
    till.shop.products.value.find(({ barcode, sku }) => codeKey(barcode ?? '') === codeKey(code) || sku === code);

  function scan(code: string): void {
    // The code's first digits were taken for a number of pieces.
    if (before && Date.now() - typedAt < TOGETHER_MS) {
      till.selling.cart.value = setQuantity(till.selling.cart.value, before.key, before.quantity);
    }
    typedAt = 0;
    const product = productOf(code);
    if (product) pick(till, product);
    else toast(t.value.till.unknownCode(code), { kind: 'bad' });
  }

  const selling: Readonly<Record<string, () => void>> = {
    '+': () => step(1),
    '-': () => step(-1),
    Delete: () => step(-Infinity),
    Enter: () => {
      const { cart, unknown, last } = till.selling;
      if (cart.value.lines.length > 0 && !unknown.value) till.go('pay');
      else last.value = null;
    },
  };

  // Before any field hears it, so that the scanner's reading sees each key.
  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A key that is held down must not pay, take the money and begin anew.
    if (event.repeat && event.key === 'Enter') return event.preventDefault();
    const isIn = till.session.token.value !== null && !till.lock.isLocked.value && !till.session.ended.value;
    const code = scanner.press(event.key, event.timeStamp);
    if (!isIn) return;
    const inField = isTyping(event.target);
    // What is typed into the search may be a name that was typed fast.
    const isMeant = code !== null && (!inField || productOf(code) !== undefined);
    if (code && isMeant && till.screen.value === 'sell' && !choosing.value) {
      event.preventDefault();
      event.stopPropagation();
      if (inField) (event.target as HTMLInputElement).dispatchEvent(new CustomEvent('scanned'));
      return scan(code);
    }
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'F2') {
      event.preventDefault();
      till.go('sell');
      const field = () => document.querySelector<HTMLInputElement>('#till-search');
      if (field()) field()?.focus();
      else setTimeout(() => field()?.focus());
      return;
    }
    if (event.key === 'F8') {
      event.preventDefault();
      return till.go('orders');
    }
    if (inField) return;
    if (event.key === '?') return void (till.helpIsOpen.value = true);
    // A button that has the focus is pressed by Enter itself.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('button, a, summary')) return;
    if (users.some((use) => use(event.key))) return event.preventDefault();
    if (till.screen.value === 'sell') {
      if (/^\d$/.test(event.key)) return count(event.key);
      const act = selling[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    } else if (event.key === 'Escape') till.go('sell');
  };
  addEventListener('keydown', hear, { capture: true });
}

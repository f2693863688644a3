import { computed, signal } from '@preact/signals';

import type { Problem } from '../shared/problem.js';
import { storageOf } from '../shared/storage.js';
import { newId } from '../shared/uuid.js';
import { loadBills } from './load.js';
import { api, bills, type Bill } from './state.js';

/** What of a bill somebody pays. */
export type Part =
  | { readonly kind: 'all' }
  | { readonly kind: 'items'; readonly items: readonly { readonly item_id: string; readonly quantity: number }[] }
  | { readonly kind: 'share'; readonly ways: number };

export type Method = 'midtrans' | 'pix';

/** A payment of this phone's that is under way. It is kept, so that a reload shows it again. */
export interface Paying {
  readonly orderId: string;
  readonly paymentId: string;
  readonly method: Method;
  /** What is charged, with the tip, in the smallest unit. */
  readonly amount: number;
  readonly currency: string;
  readonly expiresAt: string | null;
  readonly qrCode: string | null;
  readonly copyPaste: string | null;
}

const storage = storageOf('guest');
export const paying = signal<Paying | null>(storage.read<Paying>('paying'));
export const isOpening = signal(false);
export const payProblem = signal<Problem | null>(null);

/** The payment as the server has it; null until the bill is known. */
export const paymentNow = computed(
  () =>
    bills.value
      ?.find(({ id }) => id === paying.value?.orderId)
      ?.payments.find(({ id }) => id === paying.value?.paymentId) ?? null,
);

/** One intent has one key: pressing twice, and trying again after a lost answer, opens one payment. */
let intent: { readonly wish: string; readonly key: string } | null = null;

/** Opens a payment of a part of a bill. `tip` comes on top of it, in the smallest unit. */
export async function pay(bill: Bill, method: Method, part: Part, tip: number): Promise<void> {
  if (isOpening.value) return;
  isOpening.value = true;
  payProblem.value = null;
  const wish = JSON.stringify([bill.id, method, part, tip]);
  if (intent?.wish !== wish) intent = { wish, key: newId() };
  const before = paying.value?.orderId === bill.id ? paying.value.paymentId : null;
  const told = await api.post('/api/v1/orders/{id}/pay', {
    params: { path: { id: bill.id } },
    key: intent.key,
    body: {
      method,
      ...(part.kind === 'items' && { items: part.items.map((item) => ({ ...item })) }),
      ...(part.kind === 'share' && { share: { ways: part.ways } }),
      ...(tip > 0 && { tip }),
      ...(before && { replaces: before }),
    },
  });
  isOpening.value = false;
  if (!told.ok) {
    payProblem.value = told.problem;
    if (!told.problem.lost) intent = null;
    void loadBills();
    return;
  }
  intent = null;
  const { data } = told;
  keep({
    orderId: bill.id,
    paymentId: data.payment_id,
    method,
    amount: data.charged_amount,
    currency: data.currency,
    expiresAt: data.expires_at ?? null,
    qrCode: data.qr_code ?? null,
    copyPaste: data.copy_paste ?? null,
  });
  void loadBills();
  if (method === 'midtrans' && data.redirect_url) location.assign(data.redirect_url);
}

export function keep(next: Paying | null): void {
  paying.value = next;
  if (next) storage.write('paying', next);
  else storage.remove('paying');
}

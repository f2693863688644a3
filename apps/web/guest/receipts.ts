import { effect } from '@preact/signals';

import { api, type Bill, bills, mine, receipts } from './state.js';

/** The bills whose receipt was asked for, with what was paid then. */
const asked = new Set<string>();

const isPaid = ({ status, amount_due: due, total_amount: total }: Bill): boolean =>
  status !== 'VOIDED' && due <= 0 && total > 0;

async function fetchReceipt({ id, paid_amount: paid }: Bill): Promise<void> {
  const key = `${id} ${paid}`;
  if (asked.has(key)) return;
  asked.add(key);
  const params = { path: { id }, query: { format: 'txt' as const } };
  const told = await api.get('/api/v1/orders/{id}/receipt', { params, parseAs: 'blob' });
  if (told.ok) receipts.value = new Map([...receipts.value, [id, await (told.data as unknown as Blob).text()]]);
  else asked.delete(key);
}

/** Fetches the receipts of paid bills that this phone ordered on while its token is still good. */
export function keepReceipts(): void {
  effect(() => {
    for (const bill of bills.value ?? []) {
      if (isPaid(bill) && bill.items.some(({ id }) => mine.value.has(id))) void fetchReceipt(bill);
    }
  });
}

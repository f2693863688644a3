import type { Problem } from '../shared/api.js';
import { noConnection, problemOf } from '../shared/problem.js';
import { tryOnce } from '../shared/request.js';
import { newId } from '../shared/uuid.js';
import { language } from '../shared/words/index.js';
import type { Order } from './selling.js';
import type { Till } from './till.js';

const WITHIN_MS = 15_000;

async function fetchFile(till: Till, path: string): Promise<{ file: Blob } | { problem: Problem }> {
  const request = new Request(path, {
    headers: { Authorization: `Bearer ${till.session.token.value}`, 'Accept-Language': language.value },
  });
  try {
    const answer = await tryOnce(request, WITHIN_MS);
    if (answer.ok) return { file: await answer.blob() };
    return { problem: problemOf(await answer.json().catch(() => null), answer.status) };
  } catch {
    return { problem: noConnection(false) };
  }
}

/** Prints a text as a slip, through the browser: everything else of the page is left out. */
function printText(text: string): void {
  const slip = document.createElement('pre');
  slip.className = 'slip';
  slip.textContent = text;
  document.body.append(slip);
  addEventListener('afterprint', () => slip.remove(), { once: true });
  print();
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export async function printReceipt(till: Till, orderId: string): Promise<Problem | null> {
  const told = await fetchFile(till, `/api/v1/orders/${orderId}/receipt?format=txt`);
  if ('problem' in told) return told.problem;
  printText(await told.file.text());
  return null;
}

/** Somebody who may print a bill and may not say so. */
const UNTOLD = ['FORBIDDEN', 'APPROVAL_REQUIRED'];

/** Prints a bill, and tells the floor that the guests have it on paper while something of it is to be paid at a table. */
export async function printBill(
  till: Till,
  { id, table_id: tableId, amount_due: due }: Pick<Order, 'id' | 'table_id' | 'amount_due'>,
): Promise<Problem | null> {
  const problem = await printReceipt(till, id);
  if (problem || !tableId || due === 0) return problem;
  const told = await till.api.post('/api/v1/orders/{id}/bill-printed', { params: { path: { id } }, key: newId() });
  return told.ok || UNTOLD.includes(told.problem.code) ? null : told.problem;
}

export async function saveReceipt(till: Till, orderId: string, number: string): Promise<Problem | null> {
  const told = await fetchFile(till, `/api/v1/orders/${orderId}/receipt?format=pdf`);
  if ('problem' in told) return told.problem;
  save(told.file, `${number || orderId}.pdf`);
  return null;
}

export async function saveShiftReport(till: Till, shiftId: string): Promise<Problem | null> {
  const told = await fetchFile(till, `/api/v1/shifts/${shiftId}/report?format=pdf`);
  if ('problem' in told) return told.problem;
  save(told.file, `shift-${shiftId}.pdf`);
  return null;
}

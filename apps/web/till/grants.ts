import type { Outcome } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import type { ApprovalGiven } from './approval-given.js';
import type { Till } from './till.js';

/** A request whose body has no place for an approval. */
interface Wanted {
  /** With its prefix: `/api/v1/orders/…`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What such a request is sent with, once somebody approved it. */
export interface Granted {
  readonly header?: { readonly 'X-Approval-Grant': string };
}

/** Has a POST approved by a colleague's PIN: it is good for exactly that request, once. Nothing is asked where nobody has to approve. */
export async function grantedFor(
  till: Till,
  { path, body }: Wanted,
  approver: ApprovalGiven | undefined,
): Promise<Outcome<Granted>> {
  if (!approver) return { ok: true, data: {}, response: new Response() };
  const told = await till.api.post('/api/v1/approvals', {
    body: { outlet_id: till.shop.outlet.value!.id, request: { method: 'POST', path, body }, approver },
    key: newId(),
  });
  if (!told.ok) return told;
  return { ...told, data: { header: { 'X-Approval-Grant': told.data.grant ?? '' } } };
}

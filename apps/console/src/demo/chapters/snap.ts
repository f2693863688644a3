import { randomUUID } from 'node:crypto';

import type { Sandbox } from '../../../../sandbox/src/start-sandbox.js';
import type { Drawer, Screens, Stage } from '../day.js';
import { eventually } from '../eventually.js';
import { type Order, type Page, rupiah } from '../words.js';

interface Intent {
  readonly payment_id: string;
  readonly status: string;
  readonly snap_token: string;
  readonly redirect_url: string;
}

interface LoggedWebhook {
  readonly status: string;
  readonly verdict: string;
  readonly payment_id: string | null;
}

/** `settlement` twice, and a `pending` that comes behind. */
const DELIVERED = ['settlement', 'settlement', 'pending'];
/** The same webhook is kept once. */
const KEPT = 2;

interface Share {
  readonly place: number;
  readonly amount: number;
}

/**
 * A guest pays a share on Midtrans' page, on the phone. What Midtrans then tells of it comes doubled and out of order, as it does in
 * life, and counts once.
 */
export async function payShareBySnap(
  stage: Stage,
  sandbox: Sandbox,
  { bill, drawer, screens, share }: { bill: Order; drawer: Drawer; screens: Screens; share: Share },
): Promise<Order> {
  const { staff, narrator } = stage;
  const { place, amount } = share;
  const body = { method: 'midtrans', amount };
  const intent = await staff.kasir.post<Intent>(`/orders/${bill.id}/pay`, body, { 'idempotency-key': randomUUID() });
  narrator.same(
    `guest ${place + 1} owes ${rupiah(amount)} and pays by phone: ${intent.redirect_url}`,
    [intent.status, intent.snap_token !== '', await isServed(intent.redirect_url)],
    ['PENDING', true, true],
  );
  const again = await staff.kasir.post<Intent>(`/orders/${bill.id}/pay`, body);
  narrator.same('asked for once more, it is the same payment page', again.payment_id, intent.payment_id);
  const delivered = await payOnThePage(sandbox, intent.payment_id);
  narrator.same('Midtrans tells “settlement” twice, and “pending” behind it: all are taken', delivered, DELIVERED);
  drawer.book.push({ what: `bill ${bill.number}, share ${place + 1}`, amount, method: 'midtrans' });
  await screens.till.waitFor('the payment', ({ type, payload }) => {
    return type === 'PAYMENT_UPDATED' && payload['payment_id'] === intent.payment_id;
  });
  const payment = await staff.kasir.get<{ status: string; shift_id: string; amount: number }>(
    `/payments/${intent.payment_id}`,
  );
  narrator.same(
    'the till hears PAYMENT_UPDATED: paid, to the rupiah, in this shift',
    [payment.status, payment.amount, payment.shift_id],
    ['PAID', amount, drawer.shiftId],
  );
  await countOnce(stage, screens, intent.payment_id);
  return staff.kasir.get<Order>(`/orders/${bill.id}`);
}

const isServed = (url: string): Promise<boolean> => fetch(url).then(({ ok }) => ok);

/** Answers what Midtrans sent, and was told to be received, in the order of its arrival. */
async function payOnThePage({ control }: Sandbox, paymentId: string): Promise<string[]> {
  const { midtrans } = control.of;
  midtrans.inject({ kind: 'webhook-reordered', times: 1, operation: 'pending' });
  midtrans.inject({ kind: 'webhook-doubled', times: 1, operation: 'settlement' });
  midtrans.act('choose', paymentId);
  midtrans.act('pay', paymentId);
  await midtrans.idle();
  const taken = midtrans.webhooks().filter(({ body, state }) => body.includes(paymentId) && state === 'delivered');
  return taken.sort((a, b) => firstTry(a).localeCompare(firstTry(b))).map(({ event }) => event);
}

const firstTry = ({ attempts }: { readonly attempts: readonly { readonly at: string }[] }) => attempts[0]?.at ?? '';

async function countOnce({ staff, narrator }: Stage, { till }: Screens, paymentId: string): Promise<void> {
  const logged = await eventually('all webhooks are applied', async () => {
    const page = await staff.admin.get<Page<LoggedWebhook>>(`/webhook-logs?provider=midtrans&payment_id=${paymentId}`);
    const isDone = page.data.length === KEPT && page.data.every(({ status }) => status !== 'RECEIVED');
    return isDone ? page.data : undefined;
  });
  narrator.same(
    'the same webhook is kept once, and of all of them one changed anything',
    logged.map(({ status, verdict }) => `${verdict} ${status}`).sort(),
    ['GENUINE APPLIED', 'GENUINE UNCHANGED'],
  );
  const heard = till.messages.filter(({ type, payload }) => {
    return type === 'PAYMENT_UPDATED' && payload['payment_id'] === paymentId;
  });
  narrator.same('the till was told once', heard.length, 1);
}

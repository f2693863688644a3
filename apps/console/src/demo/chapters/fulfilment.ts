import { randomInt } from 'node:crypto';

import type { Sandbox } from '../../../../sandbox/src/start-sandbox.js';
import { trackingCode } from '../../../../sandbox/src/shipping/tracking-code.js';
import { SHOP_ID } from '../../demo-data/outlets.js';
import { Caller } from '../caller.js';
import type { OnlineStage } from '../day.js';
import { eventually } from '../eventually.js';
import type { Shopper } from '../shopper.js';
import { type Order, type Page, reais } from '../words.js';

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

interface Invoice {
  readonly model: string;
  readonly status: string;
  readonly series: number | null;
  readonly number: number | null;
  readonly access_key: string | null;
  readonly total: number;
  readonly files_kept: boolean;
  readonly reason?: string | null;
}

interface Tracking {
  readonly carrier: string | null;
  readonly state: string;
  readonly tracking_number: string;
}

/** Letters and digits of an access key. */
const KEY_LENGTH = 44;
const CARRIER = 'Correios PAC';

/** What the mailer was handed for this customer about this order. */
export const mailsAbout = ({ control }: Sandbox, { number }: Order, { email }: Shopper): Mail[] =>
  (control.of.resend.items() as unknown as Mail[]).filter(
    ({ to, subject }) => to.includes(email) && subject.includes(number),
  );

async function mailed(sandbox: Sandbox, order: Order, shopper: Shopper, count: number): Promise<Mail[]> {
  return eventually(`${count} mails to ${shopper.email}`, () => {
    const mails = mailsAbout(sandbox, order, shopper);
    return mails.length >= count ? mails : undefined;
  });
}

export async function readMails({ narrator, sandbox }: OnlineStage, shopper: Shopper, order: Order): Promise<void> {
  narrator.chapter('Beatriz reads her mail');
  const mails = await mailed(sandbox, order, shopper, 2);
  narrator.same(
    `“${mails.map(({ subject }) => subject).join('”, “')}”: one mail each`,
    [mails.length, mails.some(({ text }) => text.includes(reais(order.total_amount)))],
    [2, true],
  );
  narrator.tell(`they can be read at ${sandbox.url}/resend`);
}

/** The authority takes its time; nobody at the shop has to do anything. */
export async function receiveInvoice({ staff, narrator }: OnlineStage, { caller }: Shopper, order: Order) {
  narrator.chapter('The invoice is authorised');
  const path = `/orders/${order.id}/fiscal`;
  const invoice = await eventually(`the invoice of order ${order.number} is authorised and kept`, async () => {
    const one = await staff.admin.get<Invoice>(path).catch(() => undefined);
    return one?.status === 'AUTHORIZED' && one.files_kept ? one : undefined;
  });
  const key = invoice.access_key ?? '';
  narrator.same(
    `NF-e ${invoice.number} of series ${invoice.series} over ${reais(invoice.total)}, key ${key}`,
    [invoice.model, invoice.total, key.length, (invoice.number ?? 0) > 0],
    ['NFE', order.total_amount, KEY_LENGTH, true],
  );
  const [xml, pdf] = await Promise.all([caller.download(`${path}/xml`), caller.download(`${path}/pdf`)]);
  narrator.same(
    'its XML and its PDF are kept, and hers to download',
    [xml.includes(key), pdf.subarray(0, 5).toString('latin1')],
    [true, '%PDF-'],
  );
}

export async function sendParcel(stage: OnlineStage, shopper: Shopper, order: Order): Promise<void> {
  const { staff, narrator, sandbox } = stage;
  narrator.chapter('The parcel goes out');
  const { melhorenvio } = sandbox.control.of;
  const number = trackingCode('CM', randomInt(100_000_000));
  melhorenvio.act('buy', number);
  const sent = { tracking_number: number, carrier: CARRIER };
  for (let time = 0; time < 2; time++) await staff.admin.patch(`/orders/${order.id}/tracking`, sent);
  const mails = await mailed(sandbox, order, shopper, 3);
  narrator.same(
    `the admin types the label's number in, twice by mistake; Beatriz gets one mail: “${mails.at(-1)?.subject}”`,
    [mails.length, mails.at(-1)?.text.includes(number)],
    [3, true],
  );
  const { data } = await staff.admin.get<Page<{ id: string }>>(`/shipments?outlet_id=${SHOP_ID}&order_id=${order.id}`);
  const follow = async (action: 'post' | 'deliver'): Promise<Tracking> => {
    melhorenvio.act(action, number);
    await staff.admin.post(`/shipments/${data[0]?.id}/sync`);
    return new Caller(staff.admin.base, 'anybody').get<Tracking>(`/orders/tracking/${number}`);
  };
  const posted = await follow('post');
  narrator.same(
    `the carrier has it: whoever knows the number reads ${posted.state}`,
    [posted.state, posted.carrier],
    ['POSTED', CARRIER],
  );
  const delivered = await follow('deliver');
  const { name, email, cpf, address } = shopper;
  const personal = [name, email, cpf, address.street, address.postal_code, order.id];
  const told = JSON.stringify(delivered);
  narrator.same(
    'it is delivered, and the public page says nothing of who got it, or where',
    [delivered.state, personal.filter((one) => told.includes(one))],
    ['DELIVERED', []],
  );
  const done = await staff.admin.patch<Order>(`/orders/${order.id}/status`, { status: 'DONE' });
  narrator.same(`order ${order.number} is done`, [done.status, done.payment_status], ['DONE', 'PAID']);
}

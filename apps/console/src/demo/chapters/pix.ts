import type { OnlineStage } from '../day.js';
import { scanQr } from '../scan-qr.js';
import type { Shopper } from '../shopper.js';
import { type Order, reais } from '../words.js';

interface Pix {
  readonly payment_id: string;
  readonly status: string;
  readonly qr_code: string;
  readonly copy_paste: string;
  readonly txid: string;
  readonly expires_at: string;
}

const PNG = 'data:image/png;base64,';

/** She scans the code with her bank's app; the bank's word arrives by webhook. */
export async function payByPix({ narrator, sandbox }: OnlineStage, shopper: Shopper, order: Order): Promise<void> {
  narrator.chapter('She pays with PIX');
  const { caller, browser } = shopper;
  const pix = await caller.post<Pix>(`/orders/${order.id}/pay`, { method: 'pix' });
  const isOpen = pix.status === 'PENDING' && Date.parse(pix.expires_at) > Date.now() && pix.txid !== '';
  narrator.check(`a charge of ${reais(order.total_amount)} is open until ${pix.expires_at}`, isOpen, pix);
  narrator.tell(`its page is ${sandbox.url}/propay/pay/${pix.txid}`);
  const scanned = pix.qr_code.startsWith(PNG)
    ? await scanQr(Buffer.from(pix.qr_code.slice(PNG.length), 'base64'))
    : 'no image';
  if (scanned === undefined) narrator.tell('(no QR decoder is installed: the code is copied and pasted)');
  else narrator.same('the QR code decodes to the code to copy and paste', scanned, pix.copy_paste);
  const again = await caller.post<Pix>(`/orders/${order.id}/pay`, { method: 'pix' });
  narrator.same('asked for once more, it is the same charge', again.txid, pix.txid);
  sandbox.control.of.propay.act('pay', pix.txid);
  await browser.waitFor('the payment', ({ type, payload }) => {
    return type === 'PAYMENT_UPDATED' && payload['order_id'] === order.id && payload['status'] === 'PAID';
  });
  const paid = await caller.get<Order>(`/orders/${order.id}`);
  narrator.same(
    'her bank pays, the webhook says so, and her browser shows it at once: PAID',
    [paid.payment_status, paid.paid_amount, paid.amount_due],
    ['PAID', order.total_amount, 0],
  );
}

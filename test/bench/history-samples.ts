import type { Samples } from './list-questions.js';

/** Ids of one outlet's things, half way back in the history. */
export interface Landmarks {
  readonly outlet: string;
  readonly product: string;
  readonly category: string;
  readonly customer: string;
  readonly cashier: string;
  readonly table: string;
  readonly sitting: string;
  readonly shift: string;
  readonly order: string;
  readonly number: string;
  readonly payment: string;
  readonly webhook: string;
  /** The `seq` of an event that some hundreds came after. */
  readonly seq: number;
}

const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
const instant = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString();

/** What every filter of every list is asked with: something that is there, and, where a text is free, something that is not. */
export function samplesAt(at: Landmarks): Samples {
  const month = `from=${day(400)}&to=${day(370)}`;
  return {
    filters: {
      from: [month, `from=${instant(400)}&to=${instant(370)}`, `from=${day(7)}`],
      to: [`to=${day(700)}`],
      outlet_id: [at.outlet],
      actor_id: [at.cashier],
      subject_type: ['order', 'nothing'],
      subject_id: [at.order],
      action: ['order.voided', 'stock.counted', 'nothing'],
      'listCoupons.code': ['H17', 'NOTHING'],
      'listCustomers.q': ['customer 17', '0812-1000-017', 'customer', 'nobody'],
      'listUsers.q': ['customer 17', 'nobody'],
      q: ['produk 17', 'nothing'],
      sku: ['B17', 'nothing'],
      barcode: ['4006381333931'],
      'listFiscalDocuments.order_id': [at.order],
      order_id: [at.order],
      shift_id: [at.shift],
      table_id: [at.table],
      table_session_id: [at.sitting],
      number: [at.number, 'nothing'],
      method: ['cash', 'pix', 'nothing'],
      user_id: [at.cashier],
      'listNotifications.user_id': [at.customer],
      'listJobs.kind': ['history.owed', 'nothing'],
      product_id: [at.product],
      category_id: [at.category],
      provider: ['midtrans', 'nothing'],
      payment_id: [at.payment],
      event_id: [at.webhook, 'nothing'],
      station: ['bar'],
      'listEvents.after': [String(at.seq)],
    },
    ids: {
      listPurchases: at.customer,
      listCashMovements: at.shift,
      listProductsOfCategory: at.category,
      listAddresses: at.customer,
    },
  };
}

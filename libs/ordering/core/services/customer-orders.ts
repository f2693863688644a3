import { type Purchase, PurchaseHistory, type PurchasesOf } from '#libs/customers';
import type { PersonalDataHolder } from '#libs/identity';
import type { CursorPage, PageRequest } from '#libs/kernel';
import type { PaymentsApi } from '#libs/payments';

import { toOrderWire } from '../model/order-wire.js';
import type { OrderQueries, OrderWithLines, PersonalTraces } from '../ordering.ports.js';

/** Customers' window on their orders: what they bought, and all that is held on them here. */
export class CustomerOrders extends PurchaseHistory {
  constructor(private readonly queries: OrderQueries) {
    super();
  }

  async list({ customerId, outlets }: PurchasesOf, page: PageRequest): Promise<CursorPage<Purchase>> {
    const found = await this.queries.list({ outlets, customerId }, {}, page);
    return { ...found, data: found.data.map(toPurchase) };
  }
}

const LARGEST_PAGE = 100;

/** The orders among a person's data. Erasing them keeps the bills, which tax law wants, and takes the person off them. */
export class OrderRecords implements PersonalDataHolder {
  constructor(
    private readonly queries: OrderQueries,
    private readonly traces: PersonalTraces,
    private readonly payments: PaymentsApi,
  ) {}

  async export(customerId: string): Promise<unknown> {
    const orders: unknown[] = [];
    let after: string | null | undefined;
    do {
      const request = { limit: LARGEST_PAGE, offset: 0, ...(after && { after }) };
      const page = await this.queries.list({ outlets: 'all', customerId }, {}, request);
      orders.push(...page.data.map(({ order, lines }) => toOrderWire(order, lines)));
      after = page.next_cursor;
    } while (after);
    return orders;
  }

  async erase(customerId: string): Promise<void> {
    const orders = await this.traces.erase(customerId);
    await this.payments.forgetCustomers(orders.map(({ outletId, orderId }) => ({ outletId, id: orderId })));
  }
}

const toPurchase = ({ order, lines }: OrderWithLines): Purchase => ({
  id: order.id,
  number: order.number,
  outlet_id: order.outletId,
  type: order.type,
  status: order.status,
  payment_status: order.paymentStatus,
  items: lines.map(({ productId, name, quantity, total, status }) => ({
    product_id: productId,
    name,
    quantity,
    total,
    status,
  })),
  total_amount: order.totalAmount,
  paid_amount: order.paidAmount,
  refunded_amount: order.refundedAmount,
  currency: order.currency,
  created_at: order.createdAt.toISOString(),
});

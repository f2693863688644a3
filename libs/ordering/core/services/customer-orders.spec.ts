import { describe, expect, it } from '@jest/globals';

import { type CursorPage, newId, type PageRequest } from '#libs/kernel';
import type { PaymentsApi } from '#libs/payments';

import { anOrder } from '../../testing/an-order.js';
import {
  type OrderFilter,
  type OrderQueries,
  type OrderRef,
  type OrderScope,
  type OrderWithLines,
  PersonalTraces,
} from '../ordering.ports.js';
import { CustomerOrders, OrderRecords } from './customer-orders.js';

const customerId = newId();
const orders: OrderWithLines[] = ['A-1', 'A-2', 'A-3'].map((number) => {
  const { view, lines } = anOrder().with('Soto', 20_000, 2).placed({ customerId, number });
  return { order: view, lines };
});

/** Pages of two, whatever is asked for. */
class TwoAPage implements Pick<OrderQueries, 'list'> {
  readonly asked: unknown[] = [];

  async list(scope: OrderScope, _: OrderFilter, page: PageRequest): Promise<CursorPage<OrderWithLines>> {
    this.asked.push([scope, page.after]);
    const from = Number(page.after ?? 0);
    const next_cursor = from + 2 < orders.length ? String(from + 2) : null;
    return {
      data: orders.slice(from, from + 2),
      total: orders.length,
      total_is_estimate: false,
      limit: 2,
      offset: 0,
      next_cursor,
    };
  }
}

/** Takes the customer off every order that there is. */
class ErasedTraces extends PersonalTraces {
  readonly erased: string[] = [];

  async erase(id: string): Promise<OrderRef[]> {
    this.erased.push(id);
    return orders.map(({ order }) => ({ outletId: order.outletId, orderId: order.id }));
  }
}

describe('what is held on a customer', () => {
  it('is shown with what they bought, at the outlets that the asker may see', async () => {
    const queries = new TwoAPage();
    const outlets = [newId()];
    const found = await new CustomerOrders(queries as unknown as OrderQueries).list(
      { customerId, outlets },
      { limit: 2, offset: 0 },
    );

    expect(queries.asked).toEqual([[{ outlets, customerId }, undefined]]);
    expect(found.data[0]).toMatchObject({
      number: 'A-1',
      total_amount: 40_000,
      currency: 'IDR',
      items: [{ name: 'Soto', quantity: 2, total: 40_000, status: 'NEW' }],
    });
  });

  it('is given to them whole, whatever a page takes', async () => {
    const records = new OrderRecords(
      new TwoAPage() as unknown as OrderQueries,
      new ErasedTraces(),
      {} as unknown as PaymentsApi,
    );

    expect(await records.export(customerId)).toMatchObject([{ number: 'A-1' }, { number: 'A-2' }, { number: 'A-3' }]);
  });

  it('is taken off the orders and off the payments of these', async () => {
    const traces = new ErasedTraces();
    const forgotten: unknown[] = [];
    const payments = { forgetCustomers: async (payables: unknown) => void forgotten.push(payables) };

    await new OrderRecords(new TwoAPage() as unknown as OrderQueries, traces, payments as unknown as PaymentsApi).erase(
      customerId,
    );

    expect(traces.erased).toEqual([customerId]);
    expect(forgotten).toEqual([orders.map(({ order }) => ({ outletId: order.outletId, id: order.id }))]);
  });
});

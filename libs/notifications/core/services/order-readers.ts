import { Injectable } from '@nestjs/common';

import { CustomersApi } from '#libs/customers';
import { OrderingApi, type OrderType } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import type { OrderToTell } from '../model/mail-message.js';

export interface OrderRef {
  readonly order_id: string;
  readonly outlet_id: string;
}

export interface OrderWithReader extends OrderToTell {
  readonly to: { readonly userId: string; readonly address: string; readonly name: string | null };
}

/** Of these a customer hears by mail; of the others they hear at the counter. */
const FROM_AFAR: readonly OrderType[] = ['ONLINE', 'DELIVERY'];

export const isFromAfar = (type: unknown): boolean => (FROM_AFAR as readonly unknown[]).includes(type);

/** Whom to write to about an order, as things stand now. */
@Injectable()
export class OrderReaders {
  constructor(
    private readonly ordering: OrderingApi,
    private readonly customers: CustomersApi,
    private readonly outlets: OutletsApi,
  ) {}

  /** Null when nobody is to be written to: bought at the counter, by nobody known, without an address, or by somebody who has left. */
  async of({ order_id: orderId, outlet_id: outletId }: OrderRef): Promise<OrderWithReader | null> {
    const order = await this.ordering.sold(orderId, { outletId });
    if (!isFromAfar(order.type) || order.customerId === null) return null;
    const customer = await this.customers.profileOf(order.customerId);
    if (!customer || customer.email === null) return null;
    const shop = await this.outlets.get(outletId);
    return {
      order,
      shop,
      reader: customer,
      to: { userId: customer.id, address: customer.email, name: customer.name },
    };
  }
}

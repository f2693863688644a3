import { Injectable } from '@nestjs/common';

import type { Order } from '../model/order.js';
import { CompOrderItem, type CompOrderItemInput } from './comp-order-item.js';

/** What was on the house is paid for after all. It takes the permission that it took to give it. */
@Injectable()
export class UncompOrderItem {
  constructor(private readonly comp: CompOrderItem) {}

  execute(input: Omit<CompOrderItemInput, 'quantity'>): Promise<Order> {
    return this.comp.execute({ ...input, quantity: 0 });
  }
}

import { Injectable } from '@nestjs/common';

import { newId } from '#libs/kernel';

import { Order } from '../order.js';
import { type OrderInput, PriceOrder } from './price-order.js';

/** Prices what would be ordered, by the very steps that place it, and keeps nothing. */
@Injectable()
export class QuoteOrder {
  constructor(private readonly pricing: PriceOrder) {}

  async execute(input: OrderInput): Promise<Order> {
    const { draft, lines, at } = await this.pricing.execute(input);
    return Order.place({ ...draft, id: input.id ?? newId(), number: '' }, lines, at);
  }
}

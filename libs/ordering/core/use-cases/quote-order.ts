import { Injectable } from '@nestjs/common';

import { newId } from '#libs/kernel';
import type { ShippingOption } from '#libs/shipping';

import { Order } from '../model/order.js';
import { OrderPricer, type QuoteInput } from '../services/order-pricer.js';

export interface QuotedOrder {
  readonly order: Order;
  /** How it would be sent; null when nothing is. */
  readonly shipping: ShippingOption | null;
}

/** Prices what would be ordered, by the very steps that place it, and keeps nothing. */
@Injectable()
export class QuoteOrder {
  constructor(private readonly pricing: OrderPricer) {}

  async execute(input: QuoteInput): Promise<QuotedOrder> {
    const { draft, lines, extras, at } = await this.pricing.price(input, { isQuote: true });
    const order = Order.place({ ...draft, id: input.id ?? newId(), number: '' }, lines, at);
    return { order, shipping: extras.parcel?.option ?? null };
  }
}

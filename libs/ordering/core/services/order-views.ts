import { Injectable } from '@nestjs/common';

import { CatalogApi } from '#libs/catalog';
import { type Actor, Clock } from '#libs/kernel';
import { PaymentsApi } from '#libs/payments';
import { type OrderParcel, ShippingApi } from '#libs/shipping';

import { expiryOf, mayCancel, type OrderDetails } from '../model/order-details.js';
import type { Order } from '../model/order.js';
import { OrderQueries, orderScope } from '../ordering.ports.js';
import { PaymentTerm } from '../model/payment-term.js';
import type { PlacedOrder } from '../use-cases/place-order.js';

/** One order with its parcel, its payments and what may become of it. What it does not have is not asked for. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly queries: OrderQueries,
    private readonly payments: PaymentsApi,
    private readonly shipping: ShippingApi,
    private readonly catalog: CatalogApi,
    private readonly term: PaymentTerm,
    private readonly clock: Clock,
  ) {}

  /** Throws `ORDER_NOT_FOUND` (404). */
  async get(actor: Actor, orderId: string): Promise<OrderDetails> {
    const { order, hasPayments, hasParcel } = await this.queries.one(orderId, orderScope(actor));
    const { outletId } = order.view;
    const payments = hasPayments ? await this.payments.ofPayable(outletId, orderId) : [];
    const parcel = hasParcel ? await this.shipping.ofOrder(outletId, orderId) : null;
    return this.details(actor, order, await this.imagesOf(order), payments, parcel);
  }

  /** An order that was placed this moment: all of it is known, and nothing is asked. */
  async placed(actor: Actor, { order, fresh }: PlacedOrder): Promise<OrderDetails> {
    if (!fresh) return this.get(actor, order.view.id);
    const { parcel, images } = fresh;
    const booked: OrderParcel | null = parcel && {
      address: parcel.address,
      carrier: parcel.option.carrier,
      service: parcel.option.service,
      days: parcel.option.days,
      state: 'PENDING',
      trackingNumber: null,
      shippedAt: null,
      steps: [{ state: 'PENDING', at: this.clock.now() }],
    };
    return this.details(actor, order, images, [], booked);
  }

  private details(
    actor: Actor,
    order: Order,
    images: OrderDetails['images'],
    payments: OrderDetails['payments'],
    parcel: OrderParcel | null,
  ): OrderDetails {
    const canCancel = mayCancel(actor, order, payments, parcel);
    return { order, images, payments, parcel, expiresAt: expiryOf(order.view, this.term.ms), canCancel };
  }

  private async imagesOf({ view, lines }: Order): Promise<OrderDetails['images']> {
    const products = await this.catalog.sellable(view.outletId, [...new Set(lines.map((line) => line.productId))]);
    return new Map([...products].map(([id, { imageUrl }]) => [id, imageUrl]));
  }
}

import { Injectable } from '@nestjs/common';

import { OutletPlaces } from '#libs/platform';

import { OrderRepository, orderScope } from '../core/ordering.ports.js';

/** At which outlet an order is, for whose permission that makes a difference. */
@Injectable()
export class OrderPlaces {
  constructor(places: OutletPlaces, orders: OrderRepository) {
    places.register('order', async (actor, id) => (await orders.get(id, orderScope(actor))).view.outletId);
  }
}

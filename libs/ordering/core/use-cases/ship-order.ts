import { Injectable } from '@nestjs/common';

import { conflict, UnitOfWork, type UserActor } from '#libs/kernel';

import { orderNotFound } from '../order.errors.js';
import { OrderRepository, orderScope, OrderTracking, type TrackedParcel } from '../ordering.ports.js';

export interface ShipOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly carrier: string | null;
}

/** The parcel is on its way. The same number again changes nothing. */
@Injectable()
export class ShipOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly tracking: OrderTracking,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, orderId, trackingNumber, carrier }: ShipOrderInput): Promise<TrackedParcel> {
    return this.unitOfWork.run(async () => {
      const { view } = await this.orders.lock(orderId, orderScope(actor));
      if (view.status === 'VOIDED')
        throw conflict('ORDER_VOIDED', 'A voided order is not sent.', { current_status: view.status });
      await this.tracking.set(orderId, trackingNumber, carrier);
      const parcel = await this.tracking.find(trackingNumber);
      if (!parcel) throw orderNotFound();
      return parcel;
    });
  }
}

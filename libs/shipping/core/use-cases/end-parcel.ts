import { Injectable } from '@nestjs/common';

import { Clock, UnitOfWork } from '#libs/kernel';

import { ShipmentRepository } from '../shipping.ports.js';

export interface EndParcelInput {
  readonly outletId: string;
  readonly orderId: string;
  /** How the order ended. */
  readonly status: 'DONE' | 'VOIDED';
}

/** An order has ended: so has its parcel, unless it is with a carrier who will say so. */
@Injectable()
export class EndParcel {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId, status }: EndParcelInput): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(() =>
      status === 'VOIDED'
        ? this.shipments.cancel(outletId, orderId, now)
        : this.shipments.arrived(outletId, orderId, now),
    );
  }
}

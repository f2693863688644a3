import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { Clock, UnitOfWork } from '#libs/kernel';

import { CustomerOutletRepository } from '../customers.ports.js';

export interface RememberOutletInput {
  readonly customer_id: string;
  readonly outlet_id: string;
}

/** Who orders at an outlet is its customer from then on. */
@Injectable()
export class RememberOutlet {
  constructor(
    private readonly identity: IdentityApi,
    private readonly customerOutlets: CustomerOutletRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ customer_id: customerId, outlet_id: outletId }: RememberOutletInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      // Whoever has left meanwhile stays unknown.
      if (await this.identity.findCustomer(customerId))
        await this.customerOutlets.add(customerId, [outletId], this.clock.now());
    });
  }
}

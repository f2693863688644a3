import { Injectable } from '@nestjs/common';

import { OutletsApi, type OutletSettings } from '#libs/outlets';
import { type OfferedMethod, PaymentsApi } from '#libs/payments';

/** An outlet as anybody may see it who means to order there. */
export interface Shop {
  readonly outlet: OutletSettings;
  /** Whether cash is taken at the till. */
  readonly takesCash: boolean;
  /** What can be paid with elsewhere: the outlet offers it, and its gateway is configured here. */
  readonly methods: readonly OfferedMethod[];
}

@Injectable()
export class Shops {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly payments: PaymentsApi,
  ) {}

  /** Throws `OUTLET_NOT_FOUND` (404). */
  async get(outletId: string): Promise<Shop> {
    const outlet = await this.outlets.get(outletId);
    const methods = this.payments.offered(outlet.paymentMethods, outlet.currency);
    return { outlet, takesCash: outlet.paymentMethods.includes('cash'), methods };
  }
}

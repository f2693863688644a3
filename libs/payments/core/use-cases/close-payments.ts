import { Injectable } from '@nestjs/common';

import { providerUnavailable } from '../model/payments.errors.js';
import { BillPayments } from '../services/bill-payments.js';
import { GatewaySync } from '../services/gateway-sync.js';

/** Sees to it that nothing live of a bill can be paid any more, outside any transaction. What turns out to be paid is applied. */
@Injectable()
export class ClosePayments {
  constructor(
    private readonly billPayments: BillPayments,
    private readonly sync: GatewaySync,
  ) {}

  /** Throws `PROVIDER_UNAVAILABLE` when a gateway does not say. */
  async execute({ outletId, payableId }: { outletId: string; payableId: string }): Promise<void> {
    for (const payment of await this.billPayments.live(outletId, payableId)) {
      // Staff wait for its money: it is theirs to end.
      if (payment.view.tender) continue;
      const said = await this.sync.close(payment);
      const { id, gateway } = payment.view;
      if (said.kind === 'no_answer') throw providerUnavailable(gateway ?? 'cash', said.retryAfter, id);
    }
  }
}

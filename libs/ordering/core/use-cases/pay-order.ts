import { Injectable } from '@nestjs/common';

import type { OpenedPayment } from '#libs/payments';

import { type CashPaymentInput, CashPayments, type PaidOrder } from '../services/cash-payments.js';
import { GatewayPayments } from '../services/gateway-payments.js';

export interface PayOrderInput extends CashPaymentInput {
  /** `cash`, or a gateway's method. */
  readonly method: string;
  /** The payment that an earlier try of the same request has opened: it is shown again, not opened once more. */
  readonly openedBefore?: string;
}

/** Money that is here, or a payment that its payer completes at a gateway. */
export type PayOrderResult = { readonly cash: PaidOrder } | { readonly opened: OpenedPayment };

/** Pays a bill, or a share of it: in cash at a till, or through a gateway. */
@Injectable()
export class PayOrder {
  constructor(
    private readonly cash: CashPayments,
    private readonly gateway: GatewayPayments,
  ) {}

  async execute({ method, openedBefore, ...input }: PayOrderInput): Promise<PayOrderResult> {
    if (method === 'cash') return { cash: await this.cash.take(input) };
    const { actor, orderId, amount, part, replaces, version } = input;
    const opened = openedBefore
      ? await this.gateway.showAgain(actor, orderId, openedBefore)
      : await this.gateway.open({ actor, orderId, method, amount, part, replaces, version });
    return { opened };
  }
}

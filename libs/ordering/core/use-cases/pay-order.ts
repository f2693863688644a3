import { Injectable } from '@nestjs/common';

import { type CardType, isTenderMethod, type OpenedPayment } from '#libs/payments';

import { type CashPaymentInput, CashPayments, type PaidOrder } from '../services/cash-payments.js';
import { GatewayPayments } from '../services/gateway-payments.js';
import { type TenderedOrder, TenderPayments } from '../services/tender-payments.js';

export interface PayOrderInput extends CashPaymentInput {
  /** `cash`, a tender's method, or a gateway's. */
  readonly method: string;
  /** What a payment by tender names. */
  readonly tenderId?: string;
  readonly reference?: string;
  readonly last4?: string;
  readonly cardType?: CardType;
  /** The payment that an earlier try of the same request has opened: it is shown again, not opened once more. */
  readonly openedBefore?: string;
}

/** Money that is here, or that staff have yet to see, or a payment that its payer completes at a gateway. */
export type PayOrderResult =
  | { readonly cash: PaidOrder }
  | { readonly byTender: TenderedOrder }
  | { readonly opened: OpenedPayment };

/** Pays a bill, or a share of it: at a till, in cash or by a tender, or through a gateway. */
@Injectable()
export class PayOrder {
  constructor(
    private readonly cash: CashPayments,
    private readonly gateway: GatewayPayments,
    private readonly tenders: TenderPayments,
  ) {}

  async execute({ method, openedBefore, ...input }: PayOrderInput): Promise<PayOrderResult> {
    if (method === 'cash') return { cash: await this.cash.take(input) };
    if (isTenderMethod(method)) return { byTender: await this.tenders.take({ ...input, method }) };
    const { actor, orderId, amount, part, replaces, version, tip, tipTo, isTipConfirmed } = input;
    const opened = openedBefore
      ? await this.gateway.showAgain(actor, orderId, openedBefore)
      : await this.gateway.open({
          ...{ actor, orderId, method, amount, part, replaces, version },
          ...{ tip, tipTo, isTipConfirmed },
        });
    return { opened };
  }
}

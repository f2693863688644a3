import { Injectable } from '@nestjs/common';

import { PayOrder, type PayOrderInput, type PayOrderResult } from './pay-order.js';

/** The gateway of those who name none: older clients know Midtrans alone. */
const OLD_DEFAULT = 'midtrans';

/** Pays a bill under the older name of the operation. */
@Injectable()
export class CreatePayment {
  constructor(private readonly pay: PayOrder) {}

  execute(input: Omit<PayOrderInput, 'method'> & { readonly method?: string }): Promise<PayOrderResult> {
    return this.pay.execute({ ...input, method: input.method ?? OLD_DEFAULT });
  }
}

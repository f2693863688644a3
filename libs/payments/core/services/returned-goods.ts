import { Injectable } from '@nestjs/common';

import { ReasonsApi } from '#libs/outlets';

import type { ReturnWorth, WantedReturn } from '../model/payable.js';
import type { PaymentView } from '../model/payment.js';
import { worthNothing } from '../model/payments.errors.js';
import { Payables, RefundRepository } from '../payments.ports.js';

/** Why money goes back: in words of whoever gives it, by one of the outlet's reasons, or both. */
export interface GivenReason {
  readonly reason?: string;
  readonly reasonId?: string;
}

/** What goes back of a bill, and why. */
@Injectable()
export class ReturnedGoods {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly payables: Payables,
    private readonly reasons: ReasonsApi,
  ) {}

  /** What the refund will say of its reason. Throws what `ReasonsApi.wordsOf` does. */
  async reasonOf(outletId: string, { reason = '', reasonId }: GivenReason): Promise<string> {
    if (reasonId === undefined) return reason;
    return this.reasons.wordsOf({ outletId, reasonId, kinds: ['REFUND'], note: reason || undefined });
  }

  /** What pieces of a held bill cost beside all that went back of it. Throws `NOTHING_TO_REFUND` (422) and what `Payables.worth` does. */
  async worth(
    { outletId, orderId }: Pick<PaymentView, 'outletId' | 'orderId'>,
    wanted: readonly WantedReturn[],
  ): Promise<ReturnWorth> {
    const given = await this.refunds.givenBack(outletId, orderId);
    const worth = await this.payables.worth(orderId, outletId, wanted, given);
    if (worth.amount <= 0) throw worthNothing();
    return worth;
  }
}

import { Injectable } from '@nestjs/common';

import type { PaymentView } from '../model/payment.js';
import { chooseTender, type Tender, type TenderWish } from '../model/tender.js';
import type { CashToTake, TenderToTake, TipToPayOut } from '../payments.api.js';
import { TenderRepository } from '../payments.ports.js';
import { PayOutTip } from '../use-cases/pay-out-tip.js';
import { TakeCash } from '../use-cases/take-cash.js';
import { TakeTender } from '../use-cases/take-tender.js';

/** What staff take for a bill with their own hands (cash, and whatever the outlet's tenders are), and the tips that they pay out. */
@Injectable()
export class TillPayments {
  constructor(
    private readonly cash: TakeCash,
    private readonly byTender: TakeTender,
    private readonly tenders: TenderRepository,
    private readonly tips: PayOutTip,
  ) {}

  takeCash(input: CashToTake): Promise<PaymentView> {
    return this.cash.execute(input);
  }

  takeTender(input: TenderToTake): Promise<PaymentView> {
    return this.byTender.execute(input);
  }

  payOutTip(input: TipToPayOut): Promise<void> {
    return this.tips.execute(input);
  }

  /** Throws as {@link chooseTender} does. */
  async tenderFor(outletId: string, wish: TenderWish): Promise<Tender> {
    return chooseTender(await this.tenders.ofOutlet(outletId), wish);
  }

  tendersOf(outletId: string): Promise<Tender[]> {
    return this.tenders.ofOutlet(outletId);
  }
}

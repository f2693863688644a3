import { Injectable } from '@nestjs/common';

import { actorRef, Clock } from '#libs/kernel';

import { tipOutTooLarge } from '../model/payments.errors.js';
import { tipEntry } from '../model/tip-entry.js';
import type { TipToPayOut } from '../payments.api.js';
import { TipLedger } from '../payments.ports.js';
import { TipBook } from '../services/tip-book.js';

/**
 * Cash from a drawer to somebody, at most what they are owed in tips, in the ambient transaction: of two who pay the same person each sees what the
 * other left.
 */
@Injectable()
export class PayOutTip {
  constructor(
    private readonly ledger: TipLedger,
    private readonly book: TipBook,
    private readonly clock: Clock,
  ) {}

  /** Throws `TIP_OUT_TOO_LARGE` (422). */
  async execute({ outletId, userId, amount, actor, ...entry }: TipToPayOut): Promise<void> {
    await this.ledger.hold(outletId, userId);
    const owed = await this.ledger.balanceOf(outletId, userId);
    if (amount > owed) throw tipOutTooLarge(owed);
    const day = await this.book.today(outletId);
    const paid = { ...entry, outletId, userId, day, actor: actorRef(actor), at: this.clock.now() };
    await this.ledger.append([tipEntry({ ...paid, kind: 'PAID_OUT', amount: -amount })]);
  }
}

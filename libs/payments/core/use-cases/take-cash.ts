import { Injectable } from '@nestjs/common';

import { actorRef, Clock, conflict, newId } from '#libs/kernel';

import { cashFor, coveredByRounding } from '../model/cash-share.js';
import { Payment, type PaymentView } from '../model/payment.js';
import { cashShareTooSmall } from '../model/payments.errors.js';
import { assertTendered } from '../model/tendered.js';
import type { CashToTake } from '../payments.api.js';
import { cashTip } from '../model/tip.js';
import { CashDrawer, PaymentRepository } from '../payments.ports.js';
import { TipBook } from '../services/tip-book.js';

/** Cash for a share of a bill into the drawer of the cashier's open shift. All cash of a bill together is rounded to the smallest coin, once. */
@Injectable()
export class TakeCash {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly drawer: CashDrawer,
    private readonly clock: Clock,
    private readonly tips: TipBook,
  ) {}

  async execute(input: CashToTake): Promise<PaymentView> {
    const { payable, amount: share, tendered, cashRounding, hasEarlier = true, isRest = false, actor } = input;
    if (actor.kind !== 'user') throw conflict('NO_OPEN_SHIFT', 'Cash goes into the drawer of an open shift.');
    const earlier = hasEarlier ? await this.payments.ofPayable(payable.outletId, payable.id) : [];
    const taken = earlier.filter(({ view, isCaptured }) => view.method === 'cash' && isCaptured);
    const rounded = cashFor(
      share,
      taken.map(({ view }) => view),
      cashRounding,
    );
    const isCovered = rounded.amount <= 0;
    if (isCovered && !(isRest && taken.length > 0)) throw cashShareTooSmall(share, cashRounding);
    const cash = isCovered ? coveredByRounding(share) : rounded;
    const { amount } = cash;
    const tip = cashTip({ ...input, amount, coin: cashRounding });
    assertTendered({ ...input, due: amount + tip, currency: payable.currency });
    const id = newId();
    const entry = { outletId: payable.outletId, userId: actor.id, paymentId: id };
    const { shiftId } = await this.drawer.record({ ...entry, type: 'SALE', cash: amount });
    if (tip > 0) await this.drawer.record({ ...entry, type: 'TIP', cash: tip });
    const payment = Payment.inCash({
      id,
      payable,
      shiftId,
      cash,
      tendered: tendered ?? amount + tip,
      tip,
      tipTo: input.tipTo ?? null,
      part: input.part ?? null,
      actor: actorRef(actor),
      at: this.clock.now(),
    });
    await this.payments.add(payment);
    await this.tips.earned(payment.view, actorRef(actor));
    return payment.view;
  }
}

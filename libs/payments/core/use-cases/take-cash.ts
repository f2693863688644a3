import { Injectable } from '@nestjs/common';

import { actorRef, Clock, conflict, type MinorUnits, mostTendered, newId, ruleBroken } from '#libs/kernel';

import { CashDrawer } from '../cash-drawer.js';
import { cashFor } from '../cash-share.js';
import { isCaptured } from '../payment-status.js';
import type { PaymentView, TakeCash as TakeCashInput } from '../payments.api.js';
import { cashShareTooSmall } from '../payments.errors.js';
import { PaymentRepository } from '../payments.ports.js';

/** Cash for a share of a bill into the drawer of the cashier's open shift. All cash of a bill together is rounded to the smallest coin, once. */
@Injectable()
export class TakeCash {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly drawer: CashDrawer,
    private readonly clock: Clock,
  ) {}

  async execute(input: TakeCashInput): Promise<PaymentView> {
    const { payable, amount: share, tendered, cashRounding, hasEarlier = true, actor } = input;
    if (actor.kind !== 'user') throw conflict('NO_OPEN_SHIFT', 'Cash goes into the drawer of an open shift.');
    const earlier = hasEarlier ? await this.payments.ofPayable(payable.outletId, payable.id) : [];
    const cash = earlier.filter(({ method, status }) => method === 'cash' && isCaptured(status));
    const { amount, rounding } = cashFor(share, cash, cashRounding);
    if (amount <= 0) throw cashShareTooSmall(share, cashRounding);
    if (tendered !== undefined && tendered < amount) {
      throw ruleBroken('TENDERED_TOO_LITTLE', 'That is less cash than is due.', { amount_due: amount, tendered });
    }
    if (tendered !== undefined && !input.isTenderedConfirmed && tendered > mostTendered(amount, payable.currency)) {
      throw tenderedUnlikely(amount, tendered);
    }
    const id = newId();
    const entry = { outletId: payable.outletId, userId: actor.id, type: 'SALE', cash: amount, paymentId: id } as const;
    const { shiftId } = await this.drawer.record(entry);
    return this.payments.insert({
      id,
      payable,
      shiftId,
      method: 'cash',
      status: 'PAID',
      amount,
      rounding,
      tendered: tendered ?? amount,
      change: (tendered ?? amount) - amount,
      actor: actorRef(actor),
      at: this.clock.now(),
    });
  }
}

/** A barcode that was scanned into the field of the cash is such a number. */
const tenderedUnlikely = (due: MinorUnits, tendered: MinorUnits) =>
  ruleBroken(
    'TENDERED_UNLIKELY',
    'That is more cash than anybody hands over for this bill. Count it again, or send tendered_confirmed: true.',
    { amount_due: due, tendered },
  );

import { Injectable } from '@nestjs/common';

import { type Actor, actorRef, conflict, EventLog, type MinorUnits } from '#libs/kernel';

import { PayerForgotten } from '../model/payments.events.js';
import type { Payable } from '../payables.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { isCaptured } from '../payment-status.js';
import { PaymentsApi, type PaymentView, type TakeCash as TakeCashInput } from '../payments.api.js';
import { PaymentRepository } from '../payments.ports.js';
import { RefundDesk } from '../refund-desk.js';
import { UnwantedIntents } from '../unwanted-intents.js';
import { TakeCash } from './take-cash.js';

/** Payments' door for its neighbours. */
@Injectable()
export class PaymentsDoor extends PaymentsApi {
  constructor(
    private readonly cash: TakeCash,
    private readonly desk: RefundDesk,
    private readonly payments: PaymentRepository,
    private readonly attempts: PaymentAttempts,
    private readonly unwanted: UnwantedIntents,
    private readonly events: EventLog,
  ) {
    super();
  }

  takeCash(input: TakeCashInput): Promise<PaymentView> {
    return this.cash.execute(input);
  }

  async refundAll({ payable, reason, actor }: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits> {
    const { outletId, id } = payable;
    const open = await this.attempts.openOf(outletId, id);
    await this.unwanted.giveUp(
      outletId,
      open.map(({ payment }) => payment.id),
    );
    let givenBack = 0;
    for (const payment of inOrderOfDrawers(await this.payments.ofPayable(outletId, id))) {
      const left = payment.amount - payment.refundedAmount - payment.refundPending;
      if (left <= 0 || !isCaptured(payment.status)) continue;
      if (payment.gateway !== null) {
        await this.desk.askGateway({ payment, amount: left, reason, actor: actorRef(actor) });
        continue;
      }
      if (actor.kind !== 'user') throw conflict('REFUND_AT_THE_TILL', 'Cash is given back at the till; ask the staff.');
      await this.desk.giveBackCash({ payment, amount: left, reason, actor: actorRef(actor) });
      givenBack += left;
    }
    return givenBack;
  }

  async forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void> {
    const ids = await this.payments.forgetCustomers(payables);
    if (ids.length === 0) return;
    await this.events.append([PayerForgotten.of({ outletId: null, payload: { payment_ids: ids } })]);
  }

  ofPayable(outletId: string, payableId: string): Promise<PaymentView[]> {
    return this.payments.ofPayable(outletId, payableId);
  }
}

/** Two who void bills that were paid at the same tills lock the drawers in the same order, and never wait for one another in a circle. */
const inOrderOfDrawers = (payments: readonly PaymentView[]): PaymentView[] =>
  payments.toSorted((one, other) => (one.createdBy ?? '').localeCompare(other.createdBy ?? ''));

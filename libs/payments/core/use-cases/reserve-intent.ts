import { Injectable } from '@nestjs/common';

import { actorRef, Clock, isStaff, newId } from '#libs/kernel';

import { FollowUps } from '../follow-ups.js';
import { planIntent } from '../intent-plan.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { PaymentGateways } from '../payment-gateway.js';
import type { ReserveIntent as ReserveIntentInput } from '../intents.api.js';
import { methodUnavailable } from '../payments.errors.js';
import { Till } from '../till.js';
import { UnwantedIntents } from '../unwanted-intents.js';

/** Saves an attempt to pay before anybody is called, in the ambient transaction and under the bill's lock, so that asking twice is asking once. */
@Injectable()
export class ReserveIntent {
  constructor(
    private readonly attempts: PaymentAttempts,
    private readonly gateways: PaymentGateways,
    private readonly unwanted: UnwantedIntents,
    private readonly till: Till,
    private readonly followUps: FollowUps,
    private readonly clock: Clock,
  ) {}

  async execute({ payable, due, amount, method, expiresAt, actor }: ReserveIntentInput): Promise<string> {
    const { id: payableId, outletId, currency } = payable;
    const gateway = this.gateways.forMethod(method);
    if (!gateway?.currencies.includes(currency)) throw methodUnavailable(method, currency);
    const live = await this.attempts.liveOf(outletId, payableId);
    const plan = planIntent(due, live, { method, amount });
    if (plan.kind === 'reuse') return plan.id;
    await this.unwanted.giveUp(outletId, plan.giveUp);
    const id = newId();
    const userId = isStaff(actor) ? actor.id : null;
    await this.attempts.insert({
      id,
      payable,
      method,
      gateway: gateway.name,
      amount: plan.amount,
      shiftId: await this.till.shiftOf({ outletId, userId, type: 'SALE', paymentId: id }),
      expiresAt,
      actor: actorRef(actor),
      at: this.clock.now(),
    });
    await this.followUps.askLater(outletId, id, 0);
    return id;
  }
}

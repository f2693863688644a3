import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';

import type { Payable } from '../payables.js';
import { PaymentAttempts } from '../payment-attempts.js';
import { type Payer, PaymentGateways } from '../payment-gateway.js';
import {
  IntentsApi,
  type OfferedMethod,
  type OpenedIntent,
  type ReserveIntent as ReserveIntentInput,
} from '../intents.api.js';
import { methodUnavailable, providerUnavailable } from '../payments.errors.js';
import { UnwantedIntents } from '../unwanted-intents.js';
import { AskGateway } from './ask-gateway.js';
import { OpenIntent } from './open-intent.js';
import { ReserveIntent } from './reserve-intent.js';

/** Payments through gateways, for whoever owns the bill. */
@Injectable()
export class IntentsDoor extends IntentsApi {
  constructor(
    private readonly gateways: PaymentGateways,
    private readonly attempts: PaymentAttempts,
    private readonly unwanted: UnwantedIntents,
    private readonly reserveIntent: ReserveIntent,
    private readonly openIntent: OpenIntent,
    private readonly askGateway: AskGateway,
  ) {
    super();
  }

  offered(methods: readonly string[], currency: string): OfferedMethod[] {
    return methods.flatMap((method) => {
      const gateway = this.gateways.forMethod(method);
      if (!gateway?.currencies.includes(currency)) return [];
      return [{ method, gateway: gateway.name, publishableKey: gateway.publishableKey }];
    });
  }

  assertServed(method: string, currency: string): void {
    if (!this.gateways.forMethod(method)?.currencies.includes(currency)) throw methodUnavailable(method, currency);
  }

  reserve(input: ReserveIntentInput): Promise<string> {
    return this.reserveIntent.execute(input);
  }

  open(intent: { paymentId: string; outletId: string; payer: Payer | null }): Promise<OpenedIntent> {
    return this.openIntent.execute(intent);
  }

  show({ paymentId, outletId }: { paymentId: string; outletId: string }): Promise<OpenedIntent> {
    return this.openIntent.showAgain(outletId, paymentId);
  }

  makeRoom({ outletId, id }: Payable, room: MinorUnits): Promise<void> {
    return this.unwanted.makeRoom(outletId, id, room);
  }

  async countLive({ outletId, id }: Payable): Promise<number> {
    return (await this.attempts.openOf(outletId, id)).length;
  }

  async closeAll(outletId: string, payableId: string): Promise<void> {
    for (const attempt of await this.attempts.openOf(outletId, payableId)) {
      const said = await this.askGateway.close(attempt);
      if (said.kind === 'no_answer') {
        throw providerUnavailable(attempt.payment.gateway, said.retryAfter, attempt.payment.id);
      }
    }
  }
}

import { type Answer, json } from '../../framework/http.js';
import type { Routes } from '../../framework/provider.js';
import { integerOf, lacking, metadataOf } from './intent-request.js';
import type { Asked, Guard } from './intent-routes.js';
import type { Intents } from './intents.js';
import { type Charge, type Intent, type Refund, refundedOf, refundView } from './objects.js';
import { conflicting, invalid, missing } from './stripe-error.js';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];

type Paid = Intent & { charge: Charge };

/** `/v1/refunds` and `/v1/charges`. */
export class RefundRoutes {
  constructor(private readonly intents: Intents) {}

  addTo(to: Routes, guarded: Guard): void {
    to.post(
      '/v1/refunds',
      'refund',
      guarded((asked) => this.refund(asked)),
    );
    to.get(
      '/v1/refunds',
      'refund-list',
      guarded((asked) => this.list(asked)),
    );
    to.get(
      '/v1/refunds/:id',
      'refund-fetch',
      guarded((asked) => this.fetch(asked)),
    );
    to.get(
      '/v1/charges/:id',
      'charge-fetch',
      guarded((asked) => this.charge(asked)),
    );
  }

  private refund(asked: Asked): Answer {
    const { form } = asked;
    const amount = integerOf(form, 'amount');
    const reason = form.text('reason') ?? null;
    if (reason !== null && !REASONS.includes(reason)) throw invalid('Invalid reason', { param: 'reason' });
    const intent = this.paid(asked);
    const left = intent.charge.amount - refundedOf(intent.charge);
    if (left < 1) throw conflicting(`Charge ${intent.charge.id} has already been refunded.`, 'charge_already_refunded');
    if (amount !== undefined && amount < 1) throw invalid('Invalid positive integer', { param: 'amount' });
    if ((amount ?? left) > left) {
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
        param: 'amount',
      });
    }
    const wanted = { amount: amount ?? left, reason, metadata: metadataOf(form) };
    return json(
      200,
      refundView(intent, intent.charge, this.intents.refund(intent, intent.charge, wanted, asked.cause)),
    );
  }

  private list({ form }: Asked): Answer {
    const [of, charge] = [form.text('payment_intent'), form.text('charge')];
    const data = this.all()
      .filter(([intent]) => (of ?? intent.id) === intent.id && (charge ?? intent.charge.id) === intent.charge.id)
      .map(([intent, refund]) => refundView(intent, intent.charge, refund))
      .reverse();
    const limit = integerOf(form, 'limit') ?? 10;
    return json(200, { object: 'list', url: '/v1/refunds', has_more: data.length > limit, data: data.slice(0, limit) });
  }

  private fetch({ id }: Asked): Answer {
    const [intent, refund] = this.all().find(([, one]) => one.id === id) ?? [];
    if (!intent || !refund) throw missing('refund', id);
    return json(200, refundView(intent, intent.charge, refund));
  }

  private charge({ id }: Asked): Answer {
    const intent = this.withCharges().find(({ charge }) => charge.id === id);
    if (!intent) throw missing('charge', id);
    return json(200, this.intents.viewCharge(intent, intent.charge));
  }

  private paid({ form }: Asked): Paid {
    const [id, charge] = [form.text('payment_intent'), form.text('charge')];
    if (id === undefined && charge === undefined) throw lacking('payment_intent');
    const known = id === undefined || this.intents.all().some((one) => one.id === id);
    if (!known) throw missing('payment_intent', id);
    const found = this.withCharges().find((one) => one.id === id || one.charge.id === charge);
    if (!found?.charge.isCaptured) throw invalid('This PaymentIntent does not have a successful charge to refund.');
    return found;
  }

  private withCharges(): Paid[] {
    return this.intents.all().filter((intent): intent is Paid => intent.charge !== undefined);
  }

  private all(): [Paid, Refund][] {
    return this.withCharges().flatMap((intent) =>
      intent.charge.refunds.map((refund): [Paid, Refund] => [intent, refund]),
    );
  }
}

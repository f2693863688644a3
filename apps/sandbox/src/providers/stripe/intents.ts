import { NoSuchItem, NotPossible, type Premises, type Settings } from '../../framework/provider.js';
import { type Cause, type Events, NO_REQUEST } from './events.js';
import type { IntentRequest } from './intent-request.js';
import {
  type Charge,
  chargeView,
  disputeView,
  type Intent,
  intentView,
  newId,
  type Refund,
  refundedOf,
  refundView,
} from './objects.js';

export const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing'];
export const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];
const REFUND_FAILS_AFTER_MS = 2_000;

/** Everything that may become of a PaymentIntent, and the events of each step. Each verb is told what caused it. */
export class Intents {
  private intents = new Map<string, Intent>();

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
    private readonly events: Events,
  ) {}

  open(request: IntentRequest, cause: Cause): Intent {
    const id = newId('pi');
    const intent: Intent = {
      id,
      clientSecret: newId(`${id}_secret`),
      request,
      created: this.now(),
      status: 'requires_payment_method',
      paymentMethod: null,
      lastError: null,
      canceledAt: null,
      cancellationReason: null,
    };
    this.intents.set(id, intent);
    this.tell('payment_intent.created', intent, cause);
    return intent;
  }

  all(): Intent[] {
    return [...this.intents.values()];
  }

  /** By id or client secret, or by what the caller put into `metadata[payment_id]` or `metadata[order_id]`. */
  find(id: string): Intent | undefined {
    const byMetadata = ({ request: { metadata } }: Intent) =>
      metadata['payment_id'] === id || metadata['order_id'] === id;
    return (
      this.intents.get(id) ??
      this.all().find(({ clientSecret }) => clientSecret === id) ??
      this.all().findLast(byMetadata)
    );
  }

  /** Throws `NoSuchItem`. */
  get(id: string): Intent {
    const intent = this.find(id);
    if (!intent) throw new NoSuchItem(id);
    return intent;
  }

  /** The card pays: at once, or to be captured later when the merchant wants so. */
  pay(intent: Intent, method: string, amount: number, cause: Cause): void {
    const isManual = intent.request.captureMethod === 'manual';
    intent.paymentMethod = method;
    intent.lastError = null;
    intent.charge = { id: newId('ch'), created: this.now(), amount, isCaptured: !isManual, refunds: [] };
    intent.status = isManual ? 'requires_capture' : 'succeeded';
    this.events.tell('charge.succeeded', intent.id, chargeView(intent, intent.charge, this.livemode), cause);
    this.tell(isManual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent, cause);
  }

  capture(intent: Intent, amount: number, cause: Cause): void {
    if (!intent.charge) throw new NotPossible('there is nothing to capture');
    intent.charge = { ...intent.charge, amount, isCaptured: true };
    intent.status = 'succeeded';
    this.events.tell('charge.captured', intent.id, chargeView(intent, intent.charge, this.livemode), cause);
    this.tell('payment_intent.succeeded', intent, cause);
  }

  /** The bank says no; the customer may try again. */
  decline(intent: Intent, declineCode: string, cause: Cause): void {
    intent.status = 'requires_payment_method';
    intent.lastError = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: declineCode,
      message: 'Your card was declined.',
    };
    this.tell('payment_intent.payment_failed', intent, cause);
  }

  wait(intent: Intent, status: 'requires_action' | 'processing', method: string, cause: Cause): void {
    intent.paymentMethod = method;
    intent.status = status;
    this.tell(`payment_intent.${status === 'processing' ? 'processing' : 'requires_action'}`, intent, cause);
  }

  cancel(intent: Intent, reason: string | null, cause: Cause): void {
    intent.status = 'canceled';
    intent.canceledAt = this.now();
    intent.cancellationReason = reason;
    this.tell('payment_intent.canceled', intent, cause);
  }

  /** A card's refund succeeds at once; one that a fault hits is pending, and fails two seconds later. */
  refund(intent: Intent, charge: Charge, of: Pick<Refund, 'amount' | 'reason' | 'metadata'>, cause: Cause): Refund {
    const fails = this.premises.faults.take(['refund-fails'], 'refund') !== undefined;
    const before = { amount_refunded: refundedOf(charge) };
    const refund: Refund = { ...of, id: newId('re'), created: this.now(), status: fails ? 'pending' : 'succeeded' };
    charge.refunds.push(refund);
    this.events.tell('refund.created', intent.id, refundView(intent, charge, refund), cause);
    this.events.tell('charge.refunded', intent.id, chargeView(intent, charge, this.livemode), cause, before);
    if (fails) this.premises.clock.after(REFUND_FAILS_AFTER_MS, () => this.failRefund(intent, charge, refund));
    return refund;
  }

  dispute(intent: Intent, charge: Charge, cause: Cause): void {
    charge.dispute = { id: newId('dp'), status: 'needs_response' };
    this.events.tell('charge.dispute.created', intent.id, disputeView(intent, charge, 'fraudulent'), cause);
  }

  closeDispute(intent: Intent, charge: Charge, outcome: 'won' | 'lost', cause: Cause): void {
    if (!charge.dispute) throw new NotPossible('there is no dispute');
    charge.dispute.status = outcome;
    this.events.tell('charge.dispute.closed', intent.id, disputeView(intent, charge, 'fraudulent'), cause);
  }

  view(intent: Intent, expandCharge = false) {
    return intentView(intent, this.livemode, expandCharge);
  }

  viewCharge(intent: Intent, charge: Charge) {
    return chargeView(intent, charge, this.livemode);
  }

  reset(): void {
    this.intents = new Map();
  }

  private failRefund(intent: Intent, charge: Charge, refund: Refund): void {
    refund.status = 'failed';
    for (const type of ['refund.updated', 'refund.failed']) {
      this.events.tell(type, intent.id, refundView(intent, charge, refund), NO_REQUEST, { status: 'pending' });
    }
  }

  private tell(type: string, intent: Intent, cause: Cause): void {
    this.events.tell(type, intent.id, this.view(intent), cause);
  }

  private get livemode(): boolean {
    return this.settings['livemode'] === 'true';
  }

  private now(): number {
    return Math.floor(this.premises.clock.now() / 1000);
  }
}

import type { MinorUnits } from '#libs/kernel';

import type { PaymentStatus } from './payments.api.js';

/** Who speaks to whom: a gateway's name in rows, webhooks, breakers and metrics. A method of payment (`pix`) may be served by one of several. */
export const GATEWAYS = ['midtrans', 'propay', 'openpix', 'stripe'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** A charge to open at a gateway. `paymentId` is its idempotency key and its reference there, so that trying again is the same charge. */
export interface ChargeRequest {
  readonly paymentId: string;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** The order's number, shown to the payer. */
  readonly label: string;
  readonly expiresAt: Date;
  readonly payer: Payer | null;
}

/** What the gateway may know of the payer. Never logged, never kept in a job. */
export interface Payer {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Eleven digits. */
  readonly cpf: string | null;
}

/** What the payer's own screen needs. A client secret is for the payer alone: it is not stored, but fetched again. */
export type Presentation =
  | { readonly kind: 'snap'; readonly snapToken: string; readonly redirectUrl: string }
  | { readonly kind: 'pix'; readonly txid: string; readonly copyPaste: string; readonly qrCodeUrl: string }
  | { readonly kind: 'card'; readonly clientSecret: string };

/** What a gateway says of a charge, in our words and minor units. */
export interface ChargeState {
  /** The gateway's own id of the charge. */
  readonly reference: string;
  readonly status: Exclude<PaymentStatus, 'UNKNOWN'>;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** What the gateway has given back in all. */
  readonly refundedAmount: MinorUnits;
  readonly paidAt: Date | null;
  /** Why a person must look before anything is applied (a challenged card, a payer other than asked for, a chargeback); null when none. */
  readonly review: string | null;
}

/** Nothing can be said: `isOpenCircuit` false with `mayExist` true is the dangerous one, the charge may be there and is asked for again. */
export interface NoAnswer {
  readonly kind: 'no_answer';
  /** Whether the call can have had its effect all the same. */
  readonly mayExist: boolean;
  /** Seconds. */
  readonly retryAfter: number;
}

export type ChargeOutcome =
  | {
      readonly kind: 'opened';
      readonly state: ChargeState;
      readonly presentation: Presentation;
      readonly expiresAt: Date | null;
    }
  /** The gateway refused for good; `reason` is a stable word of ours, for staff and logs. */
  | { readonly kind: 'refused'; readonly reason: string }
  | NoAnswer;

export type FetchOutcome =
  | { readonly kind: 'found'; readonly state: ChargeState; readonly presentation: Presentation | null }
  /** The gateway has never heard of it. */
  | { readonly kind: 'absent' }
  | NoAnswer;

export type CancelOutcome =
  /** It can no longer be paid. */
  | { readonly kind: 'cancelled' }
  /** Too late: paid, or ended otherwise; `state` says how. */
  | { readonly kind: 'not_open'; readonly state: ChargeState | null }
  | NoAnswer;

export interface RefundRequest {
  /** Our refund's id: the gateway's idempotency key. */
  readonly refundId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** Captured in all, for gateways that ask for it. */
  readonly paidAmount: MinorUnits;
  readonly reason: string;
}

export type GatewayRefundOutcome =
  | { readonly kind: 'refunded'; readonly reference: string }
  /** Accepted, and told by webhook or a later fetch. */
  | { readonly kind: 'pending'; readonly reference: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | NoAnswer;

/** A webhook as it came, byte for byte. Header names are lower case. */
export interface RawWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

export type WebhookReading =
  | {
      readonly verdict: 'genuine';
      /** Unique per news of this gateway: the same delivery again has the same id. */
      readonly eventId: string;
      /** The gateway's own word for what happened. */
      readonly type: string;
      /** Our payment's id, or the gateway's reference of it; null for news that concern no charge (a test ping, an unknown type). */
      readonly paymentId: string | null;
      readonly reference: string | null;
      /** What it says of the charge; null when the type is not one that we follow. */
      readonly state: ChargeState | null;
      /** Whether the signature leaves the state uncovered: fetch before anything becomes paid. */
      readonly mustBeConfirmed: boolean;
      /** What the gateway says of a refund: ours by its id, or one that was made at its dashboard. */
      readonly refund: {
        readonly refundId: string | null;
        readonly reference: string;
        readonly status: 'refunded' | 'failed';
      } | null;
    }
  | { readonly verdict: 'forged'; readonly reason: string }
  /** Signed, or it carries no signature to check, but nothing that we can read. */
  | { readonly verdict: 'unreadable'; readonly reason: string };

/**
 * One payment gateway. Every outcome is a typed result, a declined card included; it throws only for our own mistakes. Every call goes
 * through the gateway's circuit breaker, has a deadline, and is made outside any unit of work.
 */
export abstract class PaymentGateway {
  abstract readonly name: GatewayName;
  /** Methods of `POST /orders/:id/pay` that it serves, and the currencies it takes. */
  abstract readonly methods: readonly string[];
  abstract readonly currencies: readonly string[];

  abstract create(request: ChargeRequest): Promise<ChargeOutcome>;
  /** By our payment's id, and by the gateway's reference where it is known. */
  abstract fetch(charge: { paymentId: string; reference: string | null; currency: string }): Promise<FetchOutcome>;
  abstract cancel(charge: { paymentId: string; reference: string | null; currency: string }): Promise<CancelOutcome>;
  abstract refund(request: RefundRequest): Promise<GatewayRefundOutcome>;
  /** Verifies in constant time and reads; pure but for the clock. */
  abstract readWebhook(webhook: RawWebhook): WebhookReading;
}

/** The gateways that this installation has keys for. */
export abstract class PaymentGateways {
  /** Of a method of payment; null when nobody serves it here. */
  abstract forMethod(method: string): PaymentGateway | null;
  abstract named(name: string): PaymentGateway | null;
  abstract readonly all: readonly PaymentGateway[];
}

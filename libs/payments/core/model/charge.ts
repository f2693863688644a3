import type { MinorUnits } from '#libs/kernel';

import type { PaymentStatus } from './payment-status.js';

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
  /** When the attempt was saved: with `expiresAt` it makes a lifetime that is the same on every try. */
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly payer: Payer | null;
}

/** A charge as it is known here, to ask about it or to call it off. */
export interface ChargeKey {
  readonly paymentId: string;
  /** The gateway's own id; null while its answer has never come. */
  readonly reference: string | null;
  readonly currency: string;
  readonly openedAt: Date;
  /** What was shown, where it is kept: Snap's page is closed by its token. */
  readonly presentation: Presentation | null;
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

/** What may be kept of a presentation: a client secret is its payer's alone, and asked for again. */
export type KeptPresentation = Exclude<Presentation, { kind: 'card' }>;

export const keptOf = (presentation: Presentation | null): KeptPresentation | null =>
  presentation === null || presentation.kind === 'card' ? null : presentation;

/** What a gateway says of a charge, in our words and minor units. */
export interface ChargeState {
  /** The gateway's own id of the charge; our payment's id where it has none that stays the same (Midtrans). */
  readonly reference: string;
  readonly status: Exclude<PaymentStatus, 'UNKNOWN'>;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** What the gateway has given back in all, as far as it says so. */
  readonly refundedAmount: MinorUnits;
  readonly paidAt: Date | null;
  /** Why a person must look before anything is applied (a challenged card, a payer other than asked for, a chargeback); null when none. */
  readonly review: string | null;
}

/** Nothing can be said. With `mayExist` the charge may be there: it is asked for again, never given up and never made under another id. */
export interface NoAnswer {
  readonly kind: 'no_answer';
  /** A stable word of ours, for staff and logs: `CIRCUIT_OPEN`, `TIMED_OUT`, `UNREADABLE`, `CREDENTIALS_REFUSED`, … */
  readonly reason: string;
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
  /**
   * It is there already and cannot be shown again (Snap): the kept presentation stands. When none was kept nobody can pay it, and a new
   * attempt needs a new payment id.
   */
  | { readonly kind: 'exists'; readonly state: ChargeState }
  /** The gateway refused for good; `reason` is a stable word of ours, for staff and logs. */
  | { readonly kind: 'refused'; readonly reason: string }
  | NoAnswer;

export type FetchOutcome =
  | { readonly kind: 'found'; readonly state: ChargeState; readonly presentation: Presentation | null }
  /**
   * The gateway knows no such charge: it was never opened, was deleted after a cancel (OpenPix), or (Snap) the payer has not chosen a
   * method yet. What was opened stays as it is.
   */
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
      /** Unique per event of this gateway: the same delivery again has the same id. */
      readonly eventId: string;
      /** The gateway's own word for what happened. */
      readonly type: string;
      /** Our payment's id, or the gateway's reference of it; null for an event that concerns no charge (a test ping, an unknown type). */
      readonly paymentId: string | null;
      readonly reference: string | null;
      /** What it says of the charge; null when the type is not one that we follow. */
      readonly state: ChargeState | null;
      /**
       * Whether the signature leaves the state uncovered, or proves another sender than our own account: fetch before anything is applied.
       * A `review` here stands whatever the fetch says.
       */
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

/** An event of a gateway whose sender is proven: it may be kept, and applied later. */
export type GatewayEvent = Extract<WebhookReading, { verdict: 'genuine' }>;

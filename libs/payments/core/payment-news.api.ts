import type { RawWebhook, WebhookReading } from './payment-gateway.js';

/** A reading that may be kept and applied later. */
export type GenuineReading = Extract<WebhookReading, { verdict: 'genuine' }>;

export interface NewsOutcome {
  readonly status: 'APPLIED' | 'UNCHANGED' | 'IGNORED' | 'NEEDS_REVIEW';
  /** A stable word for why. */
  readonly result: string;
  readonly paymentId: string | null;
}

/** What gateways tell unasked. */
export abstract class PaymentNewsApi {
  /** Verifies and reads; null when this gateway is not configured here. Pure but for the clock, and cheap. */
  abstract read(gateway: string, webhook: RawWebhook): WebhookReading | null;

  /**
   * Applies news, once and in whatever order. Outside any transaction: some must be confirmed by the gateway first. Throws when it should
   * be tried again later; `turn` counts from 1.
   */
  abstract apply(gateway: string, reading: GenuineReading, turn: number): Promise<NewsOutcome>;
}

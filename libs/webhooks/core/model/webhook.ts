import type { PeriodSpans } from '#libs/kernel';
import type { EventOutcome } from '#libs/payments';

export type { EventOutcome, GatewayEvent } from '#libs/payments';

/** The kind of the jobs that apply stored webhooks; one a webhook, and one more for every replay. */
export const APPLY_WEBHOOK = 'webhooks.apply';

export const WEBHOOK_VERDICTS = ['GENUINE', 'FORGED', 'UNREADABLE'] as const;
export type WebhookVerdict = (typeof WEBHOOK_VERDICTS)[number];

/** `RECEIVED` until a job has applied it; `REFUSED` for what is not genuine. */
export const WEBHOOK_STATUSES = [
  'RECEIVED',
  'APPLIED',
  'UNCHANGED',
  'IGNORED',
  'NEEDS_REVIEW',
  'REFUSED',
] as const satisfies readonly (EventOutcome['status'] | 'RECEIVED' | 'REFUSED')[];
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** In place of what a gateway said of somebody who has left. */
export const ERASED_BODY = '[erased]';

export type Headers = Readonly<Record<string, string>>;

interface Received {
  readonly id: string;
  readonly provider: string;
  /** Without secrets and signatures. */
  readonly headers: Headers;
  /** As it came, byte for byte. */
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

export interface GenuineWebhook extends Received {
  readonly eventId: string;
  readonly eventType: string | null;
  /** The `GatewayEvent`, as JSON. */
  readonly reading: string;
}

export interface RefusedWebhook extends Received {
  readonly verdict: 'FORGED' | 'UNREADABLE';
  readonly reason: string;
}

export interface LoggedWebhook extends Received {
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly verdict: WebhookVerdict;
  readonly reason: string | null;
  readonly status: WebhookStatus;
  readonly result: string | null;
  readonly paymentId: string | null;
  readonly replays: number;
  readonly processedAt: Date | null;
}

export interface WebhookFilter {
  readonly provider?: string;
  readonly verdict?: WebhookVerdict;
  readonly status?: WebhookStatus;
  readonly paymentId?: string;
  readonly eventId?: string;
  readonly period?: PeriodSpans;
}

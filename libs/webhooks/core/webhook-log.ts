import type { Page, PageRequest, PeriodSpans } from '#libs/kernel';
import type { EventOutcome as NewsOutcome, GatewayEvent as GenuineReading } from '#libs/payments';

export type { GenuineReading, NewsOutcome };

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
] as const satisfies readonly (NewsOutcome['status'] | 'RECEIVED' | 'REFUSED')[];
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** In place of what a gateway said of somebody who has left. */
export const ERASED_BODY = '[erased]';

export type Headers = Readonly<Record<string, string>>;

interface Received {
  readonly id: string;
  readonly provider: string;
  /** Without what would open a door. */
  readonly headers: Headers;
  /** As it came, byte for byte. */
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

export interface GenuineWebhook extends Received {
  readonly eventId: string;
  readonly eventType: string | null;
  /** The `GenuineReading`, as JSON. */
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

/** Every webhook that came, for audit and repair. */
export abstract class WebhookLog {
  /** With the job that applies it, in one statement; false when this news is here already. */
  abstract store(webhook: GenuineWebhook): Promise<boolean>;

  abstract keepRefused(webhook: RefusedWebhook): Promise<void>;

  /** What is waiting to be applied; null when it was, or never was genuine. */
  abstract waiting(id: string): Promise<{ provider: string; reading: GenuineReading } | null>;

  abstract finish(id: string, outcome: NewsOutcome, at: Date): Promise<void>;

  /** Waiting again, in the ambient transaction; answers how often by now, null when there is no such genuine one. */
  abstract reopen(id: string): Promise<number | null>;

  /** Throws `WEBHOOK_NOT_FOUND` (404). */
  abstract get(id: string): Promise<LoggedWebhook>;

  /** Newest first, without their bodies. */
  abstract list(filter: WebhookFilter, page: PageRequest): Promise<Page<Omit<LoggedWebhook, 'body'>>>;

  /** Wipes out what was said of these payments, word for word; that it came, and what came of it, stays. */
  abstract eraseBodies(paymentIds: readonly string[]): Promise<void>;

  /** Removes what came before these instants; how many. */
  abstract forget(before: { genuine: Date; refused: Date }, limit: number): Promise<number>;
}

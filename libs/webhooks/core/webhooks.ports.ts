import type { CursorPage, PageRequest } from '#libs/kernel';
import type { EventOutcome, GatewayEvent } from '#libs/payments';

import type { GenuineWebhook, LoggedWebhook, RefusedWebhook, WebhookFilter } from './model/webhook.js';

/** Every webhook that came, to be stored and applied. */
export abstract class WebhookRepository {
  /** With the job that applies it, in one statement; false when this event is here already. */
  abstract store(webhook: GenuineWebhook): Promise<boolean>;

  abstract keepRefused(webhook: RefusedWebhook): Promise<void>;

  /** What is waiting to be applied; null when it was, or never was genuine. */
  abstract waiting(id: string): Promise<{ provider: string; event: GatewayEvent } | null>;

  abstract finish(id: string, outcome: EventOutcome, at: Date): Promise<void>;

  /** Waiting again, in the ambient transaction; answers how often by now, null when there is no such genuine one. */
  abstract reopen(id: string): Promise<number | null>;

  /** Wipes out what was said of these payments, word for word; that it came, and what came of it, stays. */
  abstract eraseBodies(paymentIds: readonly string[]): Promise<void>;

  /** Removes what came before these instants; how many. */
  abstract forget(before: { genuine: Date; refused: Date }, limit: number): Promise<number>;
}

/** Every webhook that came, to be shown. */
export abstract class WebhookQueries {
  /** Throws `WEBHOOK_NOT_FOUND`. */
  abstract get(id: string): Promise<LoggedWebhook>;

  /** Newest first, without their bodies. */
  abstract page(filter: WebhookFilter, request: PageRequest): Promise<CursorPage<Omit<LoggedWebhook, 'body'>>>;
}

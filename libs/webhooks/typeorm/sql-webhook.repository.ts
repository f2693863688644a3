import { Injectable } from '@nestjs/common';

import { type Cause, currentCause, Database, insertJob, JobWaker } from '#libs/platform';

import {
  APPLY_WEBHOOK,
  ERASED_BODY,
  type EventOutcome,
  type GatewayEvent,
  type GenuineWebhook,
  type RefusedWebhook,
} from '../core/model/webhook.js';
import { WebhookRepository } from '../core/webhooks.ports.js';
import { GroupCommit } from './group-commit.js';

/** As long as a gateway that is away is asked by itself, three days: nine tries of ever longer pauses, then one in ten minutes. */
const MOST_TRIES = 440;

/** A webhook with the request that brought it. */
type Received = GenuineWebhook & Cause;

const texts = new Map<number, string>();

/** Parameters of one webhook. */
const COLUMNS = 10;

/** Each webhook and its job, which has its id; neither where the event is here already. A statement for each count of webhooks. */
function storing(count: number): string {
  let text = texts.get(count);
  if (text === undefined) {
    const rows = Array.from({ length: count }, (_, i) => {
      const [id, provider, eventId, eventType, headers, body, reading, at] = [2, 3, 4, 5, 6, 7, 8, 9].map(
        (n) => `$${n + i * COLUMNS}`,
      );
      return `(${id}, ${provider}, ${eventId}, ${eventType}, 'GENUINE', ${headers}, ${body}, ${reading}, 'RECEIVED', ${at})`;
    });
    const causes = Array.from({ length: count }, (_, i) => {
      const [id, requestId, traceparent] = [2, 10, 11].map((n) => `$${n + i * COLUMNS}`);
      return `(${id}::uuid, ${requestId}::text, ${traceparent}::text)`;
    });
    text = `
      WITH stored AS (
        INSERT INTO webhook_logs (id, provider, event_id, event_type, verdict, headers, body, reading, status, received_at)
        VALUES ${rows.join(', ')}
        ON CONFLICT (provider, event_id) WHERE event_id IS NOT NULL DO NOTHING
        RETURNING id
      )
      ${insertJob({
        id: 'id',
        kind: '$1',
        key: 'id::text',
        payload: `jsonb_build_object('webhook_id', id)`,
        requestId: 'cause.request_id',
        traceparent: 'cause.traceparent',
        maxAttempts: MOST_TRIES,
      })}
      FROM stored JOIN (VALUES ${causes.join(', ')}) AS cause(id, request_id, traceparent) USING (id) RETURNING id`;
    texts.set(count, text);
  }
  return text;
}

@Injectable()
export class SqlWebhookRepository extends WebhookRepository {
  private readonly together = new GroupCommit<Received>((webhooks) => this.storeAll(webhooks));

  constructor(
    private readonly database: Database,
    private readonly waker: JobWaker,
  ) {
    super();
  }

  store(webhook: GenuineWebhook): Promise<boolean> {
    return this.together.add({ ...webhook, ...currentCause() });
  }

  private async storeAll(webhooks: readonly Received[]): Promise<boolean[]> {
    // In the order of their keys, so that two processes that are sent the same ones never wait for one another in a circle.
    const inOrder = webhooks.toSorted(
      (one, other) => compare(one.provider, other.provider) || compare(one.eventId, other.eventId),
    );
    const inserted = await this.database.query<{ id: string }>({
      name: `webhooks.store-${inOrder.length}`,
      text: storing(inOrder.length),
      values: [
        APPLY_WEBHOOK,
        ...inOrder.flatMap((webhook) => [
          webhook.id,
          webhook.provider,
          webhook.eventId,
          webhook.eventType,
          JSON.stringify(webhook.headers),
          webhook.body,
          webhook.reading,
          webhook.receivedAt,
          webhook.requestId,
          webhook.traceparent,
        ]),
      ],
    });
    const fresh = new Set(inserted.map(({ id }) => id));
    for (const id of fresh) this.waker.wake(id);
    return webhooks.map(({ id }) => fresh.has(id));
  }

  async keepRefused(webhook: RefusedWebhook): Promise<void> {
    await this.database.execute({
      name: 'webhooks.keep-refused',
      text: `INSERT INTO webhook_logs (id, provider, verdict, reason, headers, body, status, received_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'REFUSED', $7)`,
      values: [
        webhook.id,
        webhook.provider,
        webhook.verdict,
        webhook.reason,
        JSON.stringify(webhook.headers),
        webhook.body,
        webhook.receivedAt,
      ],
    });
  }

  async waiting(id: string): Promise<{ provider: string; event: GatewayEvent } | null> {
    const [row] = await this.database.query<{ provider: string; reading: GatewayEvent }>({
      name: 'webhooks.waiting',
      text: `SELECT provider, reading FROM webhook_logs WHERE id = $1 AND status = 'RECEIVED'`,
      values: [id],
    });
    return row ? { provider: row.provider, event: withTimes(row.reading) } : null;
  }

  async finish(id: string, { status, result, paymentId }: EventOutcome, at: Date): Promise<void> {
    await this.database.execute({
      name: 'webhooks.finish',
      text: `UPDATE webhook_logs SET status = $2, result = $3, payment_id = $4, processed_at = $5
             WHERE id = $1 AND status = 'RECEIVED'`,
      values: [id, status, result, paymentId, at],
    });
  }

  async reopen(id: string): Promise<number | null> {
    const [row] = await this.database.query<{ replays: number }>({
      name: 'webhooks.reopen',
      text: `UPDATE webhook_logs SET status = 'RECEIVED', replays = replays + 1
             WHERE id = $1 AND verdict = 'GENUINE' RETURNING replays`,
      values: [id],
    });
    return row?.replays ?? null;
  }

  async eraseBodies(paymentIds: readonly string[]): Promise<void> {
    await this.database.execute({
      name: 'webhooks.erase-bodies',
      text: `UPDATE webhook_logs SET body = convert_to('${ERASED_BODY}', 'UTF8') WHERE payment_id = ANY($1::uuid[])`,
      values: [paymentIds],
    });
  }

  forget({ genuine, refused }: { genuine: Date; refused: Date }, limit: number): Promise<number> {
    return this.database.execute({
      text: `DELETE FROM webhook_logs WHERE id IN (
               SELECT id FROM webhook_logs
               WHERE received_at < CASE WHEN verdict = 'GENUINE' THEN $1::timestamptz ELSE $2::timestamptz END
                 AND received_at < $2
               LIMIT $3)`,
      values: [genuine, refused, limit],
    });
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** JSON knows no instants. */
const withTimes = (reading: GatewayEvent): GatewayEvent => ({
  ...reading,
  state: reading.state && {
    ...reading.state,
    paidAt: reading.state.paidAt === null ? null : new Date(reading.state.paidAt),
  },
});

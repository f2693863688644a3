import { Injectable } from '@nestjs/common';

import { invalid, isUuid, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, insertJob, JobWaker, Values, whereAll } from '#libs/platform';

import { APPLY_WEBHOOK } from '../core/apply-webhook-job.js';
import {
  ERASED_BODY,
  type GenuineReading,
  type GenuineWebhook,
  type LoggedWebhook,
  type NewsOutcome,
  type RefusedWebhook,
  type WebhookFilter,
  WebhookLog,
} from '../core/webhook-log.js';
import { webhookNotFound } from '../core/webhooks.errors.js';
import { GroupCommit } from './group-commit.js';
import type { WebhookLogRow } from './webhook-log.schema.js';

type Row = WebhookLogRow & Record<string, unknown>;

const texts = new Map<number, string>();

/** Each webhook and its job, which has its id; neither where the news is here already. A statement for each count of webhooks. */
function storing(count: number): string {
  let text = texts.get(count);
  if (text === undefined) {
    const rows = Array.from({ length: count }, (_, i) => {
      const [id, provider, eventId, eventType, headers, body, reading, at] = [2, 3, 4, 5, 6, 7, 8, 9].map(
        (n) => `$${n + i * 8}`,
      );
      return `(${id}, ${provider}, ${eventId}, ${eventType}, 'GENUINE', ${headers}, ${body}, ${reading}, 'RECEIVED', ${at})`;
    });
    text = `
      WITH stored AS (
        INSERT INTO webhook_logs (id, provider, event_id, event_type, verdict, headers, body, reading, status, received_at)
        VALUES ${rows.join(', ')}
        ON CONFLICT (provider, event_id) WHERE event_id IS NOT NULL DO NOTHING
        RETURNING id
      )
      ${insertJob({ id: 'id', kind: '$1', key: 'id::text', payload: `jsonb_build_object('webhook_id', id)` })}
      FROM stored RETURNING id`;
    texts.set(count, text);
  }
  return text;
}

@Injectable()
export class SqlWebhookLog extends WebhookLog {
  private readonly together = new GroupCommit<GenuineWebhook>((webhooks) => this.storeAll(webhooks));

  constructor(
    private readonly database: Database,
    private readonly waker: JobWaker,
  ) {
    super();
  }

  store(webhook: GenuineWebhook): Promise<boolean> {
    return this.together.add(webhook);
  }

  private async storeAll(webhooks: readonly GenuineWebhook[]): Promise<boolean[]> {
    // In the order of their keys, so that two processes that are sent the same ones never wait for one another in a circle.
    const inOrder = webhooks.toSorted(
      (one, other) => compare(one.provider, other.provider) || compare(one.eventId, other.eventId),
    );
    const inserted = await this.database.query<{ id: string }>({
      name: `webhooks.store-${inOrder.length}`,
      text: storing(inOrder.length),
      values: [
        APPLY_WEBHOOK,
        ...inOrder.flatMap(({ id, provider, eventId, eventType, headers, body, reading, receivedAt }) => [
          id,
          provider,
          eventId,
          eventType,
          JSON.stringify(headers),
          body,
          reading,
          receivedAt,
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

  async waiting(id: string): Promise<{ provider: string; reading: GenuineReading } | null> {
    const [row] = await this.database.query<{ provider: string; reading: GenuineReading }>({
      name: 'webhooks.waiting',
      text: `SELECT provider, reading FROM webhook_logs WHERE id = $1 AND status = 'RECEIVED'`,
      values: [id],
    });
    return row ? { provider: row.provider, reading: withTimes(row.reading) } : null;
  }

  async finish(id: string, { status, result, paymentId }: NewsOutcome, at: Date): Promise<void> {
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

  async get(id: string): Promise<LoggedWebhook> {
    const [row] = await this.database.query<Row>({
      name: 'webhooks.get',
      text: 'SELECT * FROM webhook_logs WHERE id = $1',
      values: [id],
    });
    if (!row) throw webhookNotFound();
    return { ...toEntry(row), body: row.body };
  }

  async list(filter: WebhookFilter, page: PageRequest): Promise<Page<Omit<LoggedWebhook, 'body'>>> {
    const values = new Values();
    const conditions = [
      filter.provider !== undefined && `provider = ${values.add(filter.provider)}`,
      filter.verdict !== undefined && `verdict = ${values.add(filter.verdict)}`,
      filter.status !== undefined && `status = ${values.add(filter.status)}`,
      filter.paymentId !== undefined && `payment_id = ${values.add(filter.paymentId)}`,
      filter.eventId !== undefined && `event_id = ${values.add(filter.eventId)}`,
      filter.period && inPeriod(filter.period, { at: 'received_at', outlet: null }, values),
    ] as const;
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM webhook_logs ${whereAll(...conditions)}`,
      values: values.list,
    });
    const after = page.after !== undefined && `id < ${values.add(idOf(page.after))}`;
    const rows = await this.database.query<Row>({
      text: `SELECT id, provider, event_id, event_type, verdict, reason, headers, status, result, payment_id, replays,
               received_at, processed_at
             FROM webhook_logs ${whereAll(...conditions, after)} ORDER BY id DESC
             LIMIT ${values.add(page.limit + 1)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toEntry),
      total: counted?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: last && rows.length > page.limit ? encodeCursor([last.id]) : null,
    };
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
const withTimes = (reading: GenuineReading): GenuineReading => ({
  ...reading,
  state: reading.state && {
    ...reading.state,
    paidAt: reading.state.paidAt === null ? null : new Date(reading.state.paidAt),
  },
});

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (isUuid(id)) return id;
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}

const toEntry = (row: Row): Omit<LoggedWebhook, 'body'> => ({
  id: row.id,
  provider: row.provider,
  eventId: row.event_id,
  eventType: row.event_type,
  verdict: row.verdict,
  reason: row.reason,
  headers: row.headers,
  status: row.status,
  result: row.result,
  paymentId: row.payment_id,
  replays: row.replays,
  receivedAt: row.received_at,
  processedAt: row.processed_at,
});

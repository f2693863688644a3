import { Injectable } from '@nestjs/common';

import type { CursorPage, PageRequest } from '#libs/kernel';
import { Database, idsOfPeriod, inPeriod, newestFirst, Values } from '#libs/platform';

import type { LoggedWebhook, WebhookFilter } from '../core/model/webhook.js';
import { webhookNotFound } from '../core/model/webhooks.errors.js';
import { WebhookQueries } from '../core/webhooks.ports.js';
import type { WebhookLogRow } from './webhook-log.schema.js';

type Row = WebhookLogRow & Record<string, unknown>;

const SHOWN = `id, provider, event_id, event_type, verdict, reason, headers, status, result, payment_id, replays,
               received_at, processed_at`;

@Injectable()
export class SqlWebhookQueries extends WebhookQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(id: string): Promise<LoggedWebhook> {
    const [row] = await this.database.query<Row>({
      name: 'webhooks.get',
      text: `SELECT ${SHOWN}, body FROM webhook_logs WHERE id = $1`,
      values: [id],
    });
    if (!row) throw webhookNotFound();
    return { ...toEntry(row), body: row.body };
  }

  async page(filter: WebhookFilter, request: PageRequest): Promise<CursorPage<Omit<LoggedWebhook, 'body'>>> {
    const values = new Values();
    const within = [filter.period && inPeriod(filter.period, { at: 'received_at', outlet: null }, values)];
    const cut = (at: Values) => filter.period !== undefined && idsOfPeriod(filter.period, 'id', at);
    const filters = [
      filter.provider !== undefined && `provider = ${values.add(filter.provider)}`,
      filter.verdict !== undefined && `verdict = ${values.add(filter.verdict)}`,
      filter.status !== undefined && `status = ${values.add(filter.status)}`,
      filter.paymentId !== undefined && `payment_id = ${values.add(filter.paymentId)}`,
      filter.eventId !== undefined && `event_id = ${values.add(filter.eventId)}`,
    ];
    const list = { from: 'webhook_logs', columns: SHOWN, within, cut, filters, values, toItem: toEntry };
    return newestFirst<Row, ReturnType<typeof toEntry>>(this.database.readsOf(filter.period), list, request);
  }
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

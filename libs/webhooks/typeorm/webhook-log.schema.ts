import { EntitySchema } from 'typeorm';

import type { WebhookStatus, WebhookVerdict } from '../core/model/webhook.js';

export interface WebhookLogRow {
  id: string;
  provider: string;
  event_id: string | null;
  event_type: string | null;
  verdict: WebhookVerdict;
  reason: string | null;
  headers: Record<string, string>;
  body: Buffer;
  reading: unknown;
  status: WebhookStatus;
  result: string | null;
  payment_id: string | null;
  replays: number;
  received_at: Date;
  processed_at: Date | null;
}

const words = { type: 'text' } as const;
const maybeWords = { type: 'text', nullable: true } as const;

export const WebhookLogSchema = new EntitySchema<WebhookLogRow>({
  name: 'WebhookLogRow',
  tableName: 'webhook_logs',
  columns: {
    id: { type: 'uuid', primary: true },
    provider: words,
    event_id: maybeWords,
    event_type: maybeWords,
    verdict: words,
    reason: maybeWords,
    headers: { type: 'jsonb' },
    body: { type: 'bytea' },
    reading: { type: 'jsonb', nullable: true },
    status: words,
    result: maybeWords,
    payment_id: { type: 'uuid', nullable: true },
    replays: { type: 'integer' },
    received_at: { type: 'timestamptz' },
    processed_at: { type: 'timestamptz', nullable: true },
  },
});

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, IsUUID, Length } from 'class-validator';

import { Code, CursorPageResponse, CursorPeriodQuery, Optional } from '#libs/platform';

import {
  type LoggedWebhook,
  WEBHOOK_STATUSES,
  WEBHOOK_VERDICTS,
  type WebhookFilter,
  type WebhookStatus,
  type WebhookVerdict,
} from '../core/model/webhook.js';

export class WebhookLogQuery extends CursorPeriodQuery {
  @Optional()
  @Code()
  @IsString()
  @Length(1, 40)
  provider?: string;

  @Optional()
  @ApiProperty({ enum: WEBHOOK_VERDICTS, enumName: 'WebhookVerdict', required: false })
  @IsIn(WEBHOOK_VERDICTS)
  verdict?: WebhookVerdict;

  @Optional()
  @ApiProperty({ enum: WEBHOOK_STATUSES, enumName: 'WebhookStatus', required: false })
  @IsIn(WEBHOOK_STATUSES)
  status?: WebhookStatus;

  @Optional()
  @IsUUID()
  payment_id?: string;

  /** The provider's own id of the webhook. */
  @Optional()
  @Code()
  @IsString()
  @Length(1, 200)
  event_id?: string;

  toFilter(): WebhookFilter {
    return {
      provider: this.provider,
      verdict: this.verdict,
      status: this.status,
      paymentId: this.payment_id,
      eventId: this.event_id,
    };
  }
}

export class WebhookLogResponse {
  id!: string;
  provider!: string;
  /** The provider's own id of the webhook, as it writes it. */
  @ApiProperty({ maxLength: 200 })
  event_id!: string | null;
  event_type!: string | null;
  @ApiProperty({ enum: WEBHOOK_VERDICTS, enumName: 'WebhookVerdict' })
  verdict!: WebhookVerdict;
  /** Why it was refused; null when it was not. */
  reason!: string | null;
  /** `RECEIVED` until a job has applied it. */
  @ApiProperty({ enum: WEBHOOK_STATUSES, enumName: 'WebhookStatus' })
  status!: WebhookStatus;
  /** A stable word for what came of it: the status told, `amount_mismatch`, `unknown_payment`, … */
  result!: string | null;
  payment_id!: string | null;
  replays!: number;
  /** Secrets and signatures are redacted. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  headers!: Readonly<Record<string, string>>;
  received_at!: string;
  processed_at!: string | null;
}

export class WebhookLogDetails extends WebhookLogResponse {
  /** As it came, read as UTF-8; `[erased]` once the customer whose payment it tells of has left. */
  body!: string;
  /** As it came, byte for byte; of a refused one the first 16 KiB. */
  body_base64!: string;
}

export class WebhookLogPage extends CursorPageResponse {
  data!: WebhookLogResponse[];
}

export const webhookLogResponse = (entry: Omit<LoggedWebhook, 'body'>): WebhookLogResponse => ({
  id: entry.id,
  provider: entry.provider,
  event_id: entry.eventId,
  event_type: entry.eventType,
  verdict: entry.verdict,
  reason: entry.reason,
  status: entry.status,
  result: entry.result,
  payment_id: entry.paymentId,
  replays: entry.replays,
  headers: entry.headers,
  received_at: entry.receivedAt.toISOString(),
  processed_at: entry.processedAt?.toISOString() ?? null,
});

export function webhookLogDetails(entry: LoggedWebhook): WebhookLogDetails {
  const body = Buffer.from(entry.body);
  return { ...webhookLogResponse(entry), body: body.toString('utf8'), body_base64: body.toString('base64') };
}

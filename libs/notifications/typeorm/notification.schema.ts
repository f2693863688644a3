import { EntitySchema } from 'typeorm';

import type { NotificationKind, NotificationStatus } from '../core/model/notification.js';

export interface NotificationRow {
  id: string;
  kind: NotificationKind;
  cause: string;
  outlet_id: string | null;
  user_id: string | null;
  job_id: string;
  status: NotificationStatus;
  attempts: number;
  refusals: number;
  held_until: Date | null;
  last_error: string | null;
  mailer: string | null;
  message_id: string | null;
  created_at: Date;
  updated_at: Date;
  sent_at: Date | null;
}

const words = { type: 'text' } as const;
const maybeWords = { type: 'text', nullable: true } as const;
const maybeId = { type: 'uuid', nullable: true } as const;
const maybeTime = { type: 'timestamptz', nullable: true } as const;

export const NotificationSchema = new EntitySchema<NotificationRow>({
  name: 'NotificationRow',
  tableName: 'notifications',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: words,
    cause: words,
    outlet_id: maybeId,
    user_id: maybeId,
    job_id: { type: 'uuid' },
    status: words,
    attempts: { type: 'integer' },
    refusals: { type: 'integer' },
    held_until: maybeTime,
    last_error: maybeWords,
    mailer: maybeWords,
    message_id: maybeWords,
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    sent_at: maybeTime,
  },
});

import type { Notification } from '../core/model/notification.js';
import type { NotificationRow } from './notification.schema.js';

export type Row = NotificationRow & Record<string, unknown>;

/** What {@link toNotification} reads. */
export const NOTIFICATION_COLUMNS =
  'id, kind, cause, outlet_id, user_id, status, attempts, last_error, mailer, message_id, created_at, sent_at';

export const toNotification = (row: Row): Notification => ({
  id: row.id,
  kind: row.kind,
  cause: row.cause,
  outletId: row.outlet_id,
  userId: row.user_id,
  status: row.status,
  attempts: row.attempts,
  lastError: row.last_error,
  mailer: row.mailer,
  messageId: row.message_id,
  createdAt: row.created_at,
  sentAt: row.sent_at,
});

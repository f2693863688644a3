import { Injectable } from '@nestjs/common';

import { JobRetries, newId } from '#libs/kernel';
import { Database, deleteInBatches } from '#libs/platform';

import {
  type Claim,
  type Failure,
  type MailReceipt,
  type MailToSend,
  NotificationLedger,
} from '../core/notifications.ports.js';
import type { Notification, NotificationKind } from '../core/model/notification.js';
import { notificationNotFound, notificationSent } from '../core/model/notifications.errors.js';
import { NOTIFICATION_COLUMNS, type Row, toNotification } from './notification-rows.js';

/** Longer than any mailer's patience, and shorter than a job's lease: who comes after a crash finds it free. */
const HELD_SECONDS = 45;

@Injectable()
export class SqlNotificationLedger extends NotificationLedger {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRetries,
  ) {
    super();
  }

  async claim({ kind, cause, outletId, userId, jobId }: MailToSend): Promise<Claim | 'sent' | 'held'> {
    const [claim] = await this.database.query<{ id: string; attempts: number; refusals: number }>({
      name: 'notifications.claim',
      text: `INSERT INTO notifications (id, kind, cause, outlet_id, user_id, job_id, status, attempts, held_until, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'PENDING', 1, now() + make_interval(secs => $7), now(), now())
             ON CONFLICT (cause) DO UPDATE
               SET status = 'PENDING', attempts = notifications.attempts + 1, held_until = excluded.held_until,
                   user_id = excluded.user_id, job_id = excluded.job_id, updated_at = now()
               WHERE notifications.status <> 'SENT'
                 AND (notifications.held_until IS NULL OR notifications.held_until < now())
             RETURNING id, attempts, refusals`,
      values: [newId(), kind, cause, outletId, userId, jobId, HELD_SECONDS],
    });
    if (claim) return { id: claim.id, attempt: claim.attempts, refusals: claim.refusals };
    const wasSent = await this.database.execute({
      name: 'notifications.was-sent',
      text: `SELECT FROM notifications WHERE cause = $1 AND status = 'SENT'`,
      values: [cause],
    });
    return wasSent > 0 ? 'sent' : 'held';
  }

  async sent({ id, attempt }: Claim, { mailer, messageId }: MailReceipt, at: Date): Promise<void> {
    await this.database.execute({
      name: 'notifications.sent',
      text: `UPDATE notifications SET status = 'SENT', sent_at = $3, updated_at = $3, mailer = $4, message_id = $5,
               held_until = NULL, last_error = NULL
             WHERE id = $1 AND attempts = $2 AND status = 'PENDING'`,
      values: [id, attempt, at, mailer, messageId],
    });
  }

  async failed({ id, attempt }: Claim, { reason, wasRefused, waitsForPerson }: Failure, at: Date): Promise<void> {
    await this.database.execute({
      name: 'notifications.failed',
      text: `UPDATE notifications SET status = CASE WHEN $4 THEN 'FAILED' ELSE 'PENDING' END, updated_at = $3,
               last_error = $5, refusals = refusals + CASE WHEN $6 THEN 1 ELSE 0 END, held_until = NULL
             WHERE id = $1 AND attempts = $2 AND status = 'PENDING'`,
      values: [id, attempt, at, waitsForPerson, reason, wasRefused],
    });
  }

  async drop(cause: string): Promise<void> {
    await this.database.execute({
      name: 'notifications.drop',
      text: `DELETE FROM notifications WHERE cause = $1 AND status <> 'SENT'`,
      values: [cause],
    });
  }

  async reopen(id: string): Promise<Notification> {
    const [row] = await this.database.query<Row>({
      name: 'notifications.reopen',
      text: `UPDATE notifications SET status = 'PENDING', updated_at = now() WHERE id = $1 AND status <> 'SENT'
             RETURNING ${NOTIFICATION_COLUMNS}, job_id`,
      values: [id],
    });
    if (!row) throw (await this.exists(id)) ? notificationSent() : notificationNotFound();
    await this.jobs.retry(row.job_id);
    return toNotification(row);
  }

  async sentTo(userId: string): Promise<{ kind: NotificationKind; sentAt: Date }[]> {
    const rows = await this.database.query<{ kind: NotificationKind; sent_at: Date }>({
      name: 'notifications.sent-to',
      text: 'SELECT kind, sent_at FROM notifications WHERE user_id = $1 AND sent_at IS NOT NULL ORDER BY sent_at, id',
      values: [userId],
    });
    return rows.map(({ kind, sent_at: sentAt }) => ({ kind, sentAt }));
  }

  async forget(userId: string): Promise<void> {
    await this.database.execute({
      name: 'notifications.forget-owed',
      text: `DELETE FROM notifications WHERE user_id = $1 AND status <> 'SENT'`,
      values: [userId],
    });
    await this.database.execute({
      name: 'notifications.forget',
      text: 'UPDATE notifications SET user_id = NULL WHERE user_id = $1',
      values: [userId],
    });
  }

  removeBefore(at: Date): Promise<number> {
    return deleteInBatches(this.database, {
      table: 'notifications',
      key: 'id',
      where: "updated_at < $1 AND status <> 'PENDING'",
      values: [at],
    });
  }

  private async exists(id: string): Promise<boolean> {
    return (await this.database.execute({ text: 'SELECT FROM notifications WHERE id = $1', values: [id] })) > 0;
  }
}

import { Injectable } from '@nestjs/common';

import { invalid, isUuid, newId, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, JobDesk, Values, whereAll } from '#libs/platform';

import type { MailReceipt } from '../core/mailer.js';
import type { Notification, NotificationKind } from '../core/notification.js';
import { notificationNotFound, notificationSent } from '../core/notifications.errors.js';
import {
  type Claim,
  type Failure,
  type MailToSend,
  NotificationBook,
  type NotificationFilter,
} from '../core/notifications.ports.js';
import type { NotificationRow } from './notification.schema.js';

type Row = NotificationRow & Record<string, unknown>;

/** Longer than any mailer's patience, and shorter than a job's lease: who comes after a crash finds it free. */
const HELD_SECONDS = 45;

@Injectable()
export class SqlNotificationBook extends NotificationBook {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobDesk,
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

  async list(filter: NotificationFilter, page: PageRequest): Promise<Page<Notification>> {
    const values = new Values();
    const conditions = [
      filter.status !== undefined && `status = ${values.add(filter.status)}`,
      filter.kind !== undefined && `kind = ${values.add(filter.kind)}`,
      filter.outletId !== undefined && `outlet_id = ${values.add(filter.outletId)}`,
      filter.userId !== undefined && `user_id = ${values.add(filter.userId)}`,
    ] as const;
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM notifications ${whereAll(...conditions)}`,
      values: values.list,
    });
    const after = page.after !== undefined && `id < ${values.add(idOf(page.after))}`;
    // One more than the page, to know whether another follows.
    const rows = await this.database.query<Row>({
      text: `SELECT * FROM notifications ${whereAll(...conditions, after)} ORDER BY id DESC
             LIMIT ${values.add(page.limit + 1)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toNotification),
      total: counted?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: last && rows.length > page.limit ? encodeCursor([last.id]) : null,
    };
  }

  async reopen(id: string): Promise<Notification> {
    const [row] = await this.database.query<Row>({
      name: 'notifications.reopen',
      text: `UPDATE notifications SET status = 'PENDING', updated_at = now() WHERE id = $1 AND status <> 'SENT' RETURNING *`,
      values: [id],
    });
    if (!row) throw (await this.exists(id)) ? notificationSent() : notificationNotFound();
    await this.jobs.again(row.job_id);
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
    return this.database.execute({
      text: `DELETE FROM notifications WHERE updated_at < $1 AND status <> 'PENDING'`,
      values: [at],
    });
  }

  private async exists(id: string): Promise<boolean> {
    return (await this.database.execute({ text: 'SELECT FROM notifications WHERE id = $1', values: [id] })) > 0;
  }
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (isUuid(id)) return id;
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}

const toNotification = (row: Row): Notification => ({
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

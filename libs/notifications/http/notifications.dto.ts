import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';

import { CursorPageQuery, CursorPageResponse, Optional } from '#libs/platform';

import {
  type Notification,
  NOTIFICATION_KINDS,
  NOTIFICATION_STATUSES,
  type NotificationKind,
  type NotificationStatus,
} from '../core/model/notification.js';
import type { NotificationFilter } from '../core/notifications.ports.js';
import type { ShownNotification } from '../core/services/notification-views.js';

export class NotificationQuery extends CursorPageQuery {
  /** `PENDING`: owed, and tried again by itself. `FAILED`: owed, and waiting for a person. */
  @Optional()
  @ApiProperty({ enum: NOTIFICATION_STATUSES, enumName: 'NotificationStatus', required: false })
  @IsIn(NOTIFICATION_STATUSES)
  status?: NotificationStatus;

  @Optional()
  @ApiProperty({ enum: NOTIFICATION_KINDS, enumName: 'NotificationKind', required: false })
  @IsIn(NOTIFICATION_KINDS)
  kind?: NotificationKind;

  @Optional()
  @IsUUID()
  outlet_id?: string;

  /** Whom it is for. */
  @Optional()
  @IsUUID()
  user_id?: string;

  toFilter(): NotificationFilter {
    return { status: this.status, kind: this.kind, outletId: this.outlet_id, userId: this.user_id };
  }
}

export class NotificationResponse {
  id!: string;
  @ApiProperty({ enum: NOTIFICATION_KINDS, enumName: 'NotificationKind' })
  kind!: NotificationKind;
  /** What it is about: there is one mail per cause. */
  @ApiProperty({ example: 'order-placed/01890a5d-ac96-774b-bcce-b302099a8057' })
  cause!: string;
  outlet_id!: string | null;
  /** Whom it is for; null once they were erased. */
  user_id!: string | null;
  @ApiProperty({ enum: NOTIFICATION_STATUSES, enumName: 'NotificationStatus' })
  status!: NotificationStatus;
  attempts!: number;
  /** A stable word for why it failed last. */
  @ApiProperty({ type: String, nullable: true })
  last_error!: string | null;
  /** `resend` or `smtp`. */
  @ApiProperty({ type: String, nullable: true })
  mailer!: string | null;
  /** The mailer's own id of the mail. */
  @ApiProperty({ type: String, nullable: true })
  message_id!: string | null;
  created_at!: string;
  sent_at!: string | null;
}

export class ListedNotificationResponse extends NotificationResponse {
  /** Their address as it is today, masked. */
  @ApiProperty({ type: String, nullable: true, example: 'a***@l***.example' })
  recipient!: string | null;
}

export class NotificationPage extends CursorPageResponse {
  data!: ListedNotificationResponse[];
}

export const notificationResponse = (one: Notification): NotificationResponse => ({
  id: one.id,
  kind: one.kind,
  cause: one.cause,
  outlet_id: one.outletId,
  user_id: one.userId,
  status: one.status,
  attempts: one.attempts,
  last_error: one.lastError,
  mailer: one.mailer,
  message_id: one.messageId,
  created_at: one.createdAt.toISOString(),
  sent_at: one.sentAt?.toISOString() ?? null,
});

export const listedNotification = (one: ShownNotification): ListedNotificationResponse => ({
  ...notificationResponse(one),
  recipient: one.maskedAddress,
});

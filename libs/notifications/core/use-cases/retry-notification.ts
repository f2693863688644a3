import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Notification } from '../notification.js';
import { NotificationBook } from '../notifications.ports.js';

/** Sends an owed mail now. Throws `NOTIFICATION_NOT_FOUND` (404), `NOTIFICATION_SENT` (409). */
@Injectable()
export class RetryNotification {
  constructor(
    private readonly book: NotificationBook,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, id }: { actor: UserActor; id: string }): Promise<Notification> {
    return this.unitOfWork.run(async () => {
      const notification = await this.book.reopen(id);
      await this.audit.record({
        outletId: notification.outletId,
        actor: actorRef(actor),
        action: 'notification.retried',
        subjectType: 'notification',
        subjectId: id,
        details: { kind: notification.kind },
      });
      return notification;
    });
  }
}

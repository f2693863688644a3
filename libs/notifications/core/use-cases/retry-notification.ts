import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Notification } from '../model/notification.js';
import { NotificationLedger } from '../notifications.ports.js';

/** Sends an owed mail now. Throws `NOTIFICATION_NOT_FOUND`, `NOTIFICATION_SENT`. */
@Injectable()
export class RetryNotification {
  constructor(
    private readonly ledger: NotificationLedger,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ actor, id }: { actor: UserActor; id: string }): Promise<Notification> {
    return this.unitOfWork.run(async () => {
      const notification = await this.ledger.reopen(id);
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

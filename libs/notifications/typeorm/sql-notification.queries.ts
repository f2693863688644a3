import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database, newestFirst, Values } from '#libs/platform';

import type { Notification } from '../core/model/notification.js';
import { type NotificationFilter, NotificationQueries } from '../core/notifications.ports.js';
import { NOTIFICATION_COLUMNS, type Row, toNotification } from './notification-rows.js';

@Injectable()
export class SqlNotificationQueries extends NotificationQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: NotificationFilter, page: PageRequest): Promise<Page<Notification>> {
    const values = new Values();
    const conditions: (string | false | undefined)[] = [
      filter.status !== undefined && `status = ${values.add(filter.status)}`,
      filter.kind !== undefined && `kind = ${values.add(filter.kind)}`,
      filter.outletId !== undefined && `outlet_id = ${values.add(filter.outletId)}`,
      filter.userId !== undefined && `user_id = ${values.add(filter.userId)}`,
    ];
    const list = { from: 'notifications', columns: NOTIFICATION_COLUMNS, conditions, values, toItem: toNotification };
    return newestFirst<Row, ReturnType<typeof toNotification>>(this.database, list, page);
  }
}

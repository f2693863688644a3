import { Injectable } from '@nestjs/common';

import type { CursorPage, PageRequest } from '#libs/kernel';
import { Database, narrowed, newestFirst, Values } from '#libs/platform';

import type { Notification } from '../core/model/notification.js';
import { type NotificationFilter, NotificationQueries } from '../core/notifications.ports.js';
import { NOTIFICATION_COLUMNS, type Row, toNotification } from './notification-rows.js';

@Injectable()
export class SqlNotificationQueries extends NotificationQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: NotificationFilter, page: PageRequest): Promise<CursorPage<Notification>> {
    const values = new Values();
    const filters = [
      filter.status !== undefined && `status = ${values.add(filter.status)}`,
      filter.kind !== undefined && `kind = ${values.add(filter.kind)}`,
      filter.userId !== undefined && `user_id = ${values.add(filter.userId)}`,
    ];
    const outlets = { column: 'outlet_id', scope: narrowed('all', filter.outletId) };
    const list = {
      from: 'notifications',
      columns: NOTIFICATION_COLUMNS,
      outlets,
      filters,
      values,
      toItem: toNotification,
    };
    return newestFirst<Row, Notification>(this.database, list, page);
  }
}

import { Injectable } from '@nestjs/common';

import { invalid, isUuid, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, Values, whereAll } from '#libs/platform';

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
      text: `SELECT ${NOTIFICATION_COLUMNS} FROM notifications ${whereAll(...conditions, after)} ORDER BY id DESC
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
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (isUuid(id)) return id;
  throw invalid('CURSOR_INVALID', 'after should be the next_cursor of an earlier page.');
}

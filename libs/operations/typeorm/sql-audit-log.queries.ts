import { Injectable } from '@nestjs/common';

import { invalid, isUuid, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, inScope, Values, whereAll } from '#libs/platform';

import type { AuditFilter, AuditRecord } from '../core/model/audit-record.js';
import { AuditLogQueries } from '../core/operations.ports.js';
import { AUDIT_COLUMNS, type AuditRecordRow, toAuditRecord } from './audit-log-rows.js';

@Injectable()
export class SqlAuditLogQueries extends AuditLogQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>> {
    const values = new Values();
    const conditions = [
      inScope(filter.scope, 'outlet_id', values),
      filter.subjectType !== undefined && `subject_type = ${values.add(filter.subjectType)}`,
      filter.subjectId !== undefined && `subject_id = ${values.add(filter.subjectId)}`,
      filter.action !== undefined && `action = ${values.add(filter.action)}`,
      filter.actorId !== undefined && `actor_id = ${values.add(filter.actorId)}`,
      filter.period && inPeriod(filter.period, { at: 'occurred_at', outlet: 'outlet_id' }, values),
    ] as const;
    const [counted] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM audit_log ${whereAll(...conditions)}`,
      values: values.list,
    });
    const after = page.after !== undefined && `id < ${values.add(idOf(page.after))}`;
    // One more than the page, to know whether another follows.
    const rows = await this.database.query<AuditRecordRow>({
      text: `SELECT ${AUDIT_COLUMNS} FROM audit_log ${whereAll(...conditions, after)} ORDER BY id DESC
             LIMIT ${values.add(page.limit + 1)} OFFSET ${values.add(page.offset)}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toAuditRecord),
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

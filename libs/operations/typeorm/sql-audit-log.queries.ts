import { Injectable } from '@nestjs/common';

import type { CursorPage, PageRequest } from '#libs/kernel';
import { Database, idsOfPeriod, inPeriod, newestFirst, Values } from '#libs/platform';

import type { AuditFilter, AuditRecord } from '../core/model/audit-record.js';
import { AuditLogQueries } from '../core/operations.ports.js';
import { AUDIT_COLUMNS, type AuditRecordRow, toAuditRecord } from './audit-log-rows.js';

@Injectable()
export class SqlAuditLogQueries extends AuditLogQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: AuditFilter, page: PageRequest): Promise<CursorPage<AuditRecord>> {
    const values = new Values();
    const within = [filter.period && inPeriod(filter.period, { at: 'occurred_at', outlet: 'outlet_id' }, values)];
    const cut = (at: Values) => filter.period !== undefined && idsOfPeriod(filter.period, 'id', at);
    const filters = [
      filter.subjectType !== undefined && `subject_type = ${values.add(filter.subjectType)}`,
      filter.subjectId !== undefined && `subject_id = ${values.add(filter.subjectId)}`,
      filter.action !== undefined && `action = ${values.add(filter.action)}`,
      filter.actorId !== undefined && `actor_id = ${values.add(filter.actorId)}`,
    ];
    const outlets = { column: 'outlet_id', scope: filter.scope };
    const list = {
      from: 'audit_log',
      columns: AUDIT_COLUMNS,
      outlets,
      within,
      cut,
      filters,
      values,
      toItem: toAuditRecord,
    };
    return newestFirst<AuditRecordRow, AuditRecord>(this.database.readsOf(filter.period), list, page);
  }
}

import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, Values, whereAll } from '#libs/platform';

import { type FiscalFilter, FiscalQueries } from '../core/fiscal.ports.js';
import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { DOCUMENT_COLUMNS, toDocument } from './fiscal-document-rows.js';
import type { FiscalDocumentRow } from './fiscal.schema.js';

type Row = FiscalDocumentRow & Record<string, unknown>;

@Injectable()
export class SqlFiscalQueries extends FiscalQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: FiscalFilter, page: PageRequest): Promise<Page<FiscalDocument>> {
    const values = new Values();
    const equals = (column: string, value: unknown) => value !== undefined && `${column} = ${values.add(value)}`;
    const parts = [
      equals('outlet_id', filter.outletId),
      equals('order_id', filter.orderId),
      equals('status', filter.status),
      equals('model', filter.model),
      filter.period && inPeriod(filter.period, { at: 'created_at', outlet: 'outlet_id' }, values),
    ];
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM fiscal_documents ${whereAll(...parts)}`,
      values: [...values.list],
    });
    const after = page.after === undefined ? undefined : decodeCursor(page.after, 2);
    if (after) parts.push(`(created_at, id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)`);
    const rows = await this.database.query<Row>({
      text: `SELECT ${DOCUMENT_COLUMNS} FROM fiscal_documents ${whereAll(...parts)} ORDER BY created_at DESC, id DESC
             LIMIT ${page.limit + 1} OFFSET ${page.offset}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      data: shown.map(toDocument),
      total: count?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    };
  }
}

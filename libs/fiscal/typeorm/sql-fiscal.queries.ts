import { Injectable } from '@nestjs/common';

import type { CursorPage, PageRequest } from '#libs/kernel';
import { Database, inPeriod, narrowed, newestBy, newestFirst, Values } from '#libs/platform';

import { type FiscalFilter, FiscalQueries } from '../core/fiscal.ports.js';
import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { DOCUMENT_COLUMNS, toDocument } from './fiscal-document-rows.js';
import type { FiscalDocumentRow } from './fiscal.schema.js';

type Row = FiscalDocumentRow & Record<string, unknown>;

const NEWEST = newestBy('created_at');

@Injectable()
export class SqlFiscalQueries extends FiscalQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async page(filter: FiscalFilter, page: PageRequest): Promise<CursorPage<FiscalDocument>> {
    const values = new Values();
    const equals = (column: string, value: unknown) => value !== undefined && `${column} = ${values.add(value)}`;
    const within = [filter.period && inPeriod(filter.period, { at: 'created_at', outlet: 'outlet_id' }, values)];
    const filters = [
      equals('order_id', filter.orderId),
      equals('status', filter.status),
      equals('model', filter.model),
    ];
    const outlets = { column: 'outlet_id', scope: narrowed('all', filter.outletId) };
    const key = NEWEST;
    const list = {
      from: 'fiscal_documents',
      columns: DOCUMENT_COLUMNS,
      outlets,
      within,
      filters,
      values,
      key,
      toItem: toDocument,
    };
    return newestFirst<Row, FiscalDocument>(this.database.readsOf(filter.period), list, page);
  }
}

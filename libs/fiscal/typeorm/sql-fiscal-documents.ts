import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, Values, whereAll } from '#libs/platform';

import type { FiscalDocument } from '../core/fiscal-document.js';
import { FiscalDocuments, type FiscalFilter } from '../core/fiscal.ports.js';
import { documentJson, INSERT_DOCUMENT, toDocument, UPDATE_DOCUMENT } from './fiscal-document-rows.js';
import type { FiscalDocumentRow } from './fiscal.schema.js';

type Row = FiscalDocumentRow & Record<string, unknown>;

/** Never authorised, and so nothing that the law keeps. */
const UNISSUED = "('BLOCKED', 'REJECTED', 'WITHDRAWN')";

@Injectable()
export class SqlFiscalDocuments extends FiscalDocuments {
  constructor(private readonly database: Database) {
    super();
  }

  async insert(document: FiscalDocument): Promise<boolean> {
    const values = [documentJson(document)];
    return (await this.database.execute({ name: 'fiscal.insert', text: INSERT_DOCUMENT, values })) === 1;
  }

  async save(document: FiscalDocument): Promise<boolean> {
    const values = [documentJson(document)];
    return (await this.database.execute({ name: 'fiscal.save', text: UPDATE_DOCUMENT, values })) === 1;
  }

  find(outletId: string, id: string): Promise<FiscalDocument | null> {
    return this.one('fiscal.find', 'outlet_id = $1 AND id = $2', [outletId, id]);
  }

  ofOrder(outletId: string, orderId: string): Promise<FiscalDocument | null> {
    return this.one('fiscal.of-order', 'outlet_id = $1 AND order_id = $2', [outletId, orderId]);
  }

  byReference(provider: string, reference: string): Promise<FiscalDocument | null> {
    return this.one('fiscal.by-reference', 'provider = $1 AND reference = $2', [provider, reference]);
  }

  async list(filter: FiscalFilter, page: PageRequest): Promise<Page<FiscalDocument>> {
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
      text: `SELECT * FROM fiscal_documents ${whereAll(...parts)} ORDER BY created_at DESC, id DESC
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

  async ofCustomer(customerId: string): Promise<FiscalDocument[]> {
    const rows = await this.database.query<Row>({
      text: 'SELECT * FROM fiscal_documents WHERE customer_id = $1 ORDER BY created_at',
      values: [customerId],
    });
    return rows.map(toDocument);
  }

  async forgetBuyer(customerId: string): Promise<void> {
    await this.database.execute({
      text: `UPDATE fiscal_documents SET invoice = NULL, version = version + 1
             WHERE customer_id = $1 AND status IN ${UNISSUED} AND invoice IS NOT NULL`,
      values: [customerId],
    });
  }

  deleteBefore(instant: Date, limit: number): Promise<number> {
    return this.database.execute({
      name: 'fiscal.delete-before',
      text: `DELETE FROM fiscal_documents WHERE (outlet_id, id) IN (
               SELECT outlet_id, id FROM fiscal_documents WHERE updated_at < $1
               ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      values: [instant, limit],
    });
  }

  private async one(name: string, where: string, values: unknown[]): Promise<FiscalDocument | null> {
    const [row] = await this.database.query<Row>({
      name,
      text: `SELECT * FROM fiscal_documents WHERE ${where}`,
      values,
    });
    return row ? toDocument(row) : null;
  }
}

import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { FiscalDocumentRepository } from '../core/fiscal.ports.js';
import {
  DOCUMENT_COLUMNS,
  documentJson,
  INSERT_DOCUMENT,
  toDocument,
  UPDATE_DOCUMENT,
} from './fiscal-document-rows.js';
import type { FiscalDocumentRow } from './fiscal.schema.js';

type Row = FiscalDocumentRow & Record<string, unknown>;

/** Never authorised, and so nothing that the law keeps. */
const UNISSUED = "('BLOCKED', 'REJECTED', 'WITHDRAWN')";

@Injectable()
export class SqlFiscalDocumentRepository extends FiscalDocumentRepository {
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

  async ofCustomer(customerId: string): Promise<FiscalDocument[]> {
    const rows = await this.database.query<Row>({
      text: `SELECT ${DOCUMENT_COLUMNS} FROM fiscal_documents WHERE customer_id = $1 ORDER BY created_at`,
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
               ORDER BY updated_at LIMIT $2)`,
      values: [instant, limit],
    });
  }

  private async one(name: string, where: string, values: unknown[]): Promise<FiscalDocument | null> {
    const [row] = await this.database.query<Row>({
      name,
      text: `SELECT ${DOCUMENT_COLUMNS} FROM fiscal_documents WHERE ${where}`,
      values,
    });
    return row ? toDocument(row) : null;
  }
}

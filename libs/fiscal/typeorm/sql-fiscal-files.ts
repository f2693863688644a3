import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { DownloadedFile, FileKind } from '../core/model/authority-state.js';
import type { FiscalDocument } from '../core/model/fiscal-document.js';
import { FiscalFiles } from '../core/fiscal.ports.js';
import type { FiscalFileRow } from './fiscal.schema.js';

type DocumentKey = Pick<FiscalDocument, 'outletId' | 'id'>;

@Injectable()
export class SqlFiscalFiles extends FiscalFiles {
  constructor(private readonly database: Database) {
    super();
  }

  async keep({ outletId, id }: DocumentKey, { kind, mediaType, content }: DownloadedFile, at: Date): Promise<void> {
    await this.database.execute({
      name: 'fiscal.keep-file',
      text: `INSERT INTO fiscal_files (outlet_id, document_id, kind, media_type, content, created_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (outlet_id, document_id, kind) DO NOTHING`,
      values: [outletId, id, kind, mediaType, Buffer.from(content), at],
    });
  }

  async find({ outletId, id }: DocumentKey, kind: FileKind): Promise<DownloadedFile | null> {
    const [row] = await this.database.query<Pick<FiscalFileRow, 'kind' | 'media_type' | 'content'>>({
      name: 'fiscal.find-file',
      text: 'SELECT kind, media_type, content FROM fiscal_files WHERE outlet_id = $1 AND document_id = $2 AND kind = $3',
      values: [outletId, id, kind],
    });
    return row ? { kind: row.kind, mediaType: row.media_type, content: row.content } : null;
  }
}

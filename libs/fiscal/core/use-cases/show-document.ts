import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';

import type { DownloadedFile, FileKind } from '../fiscal-authority.js';
import type { FiscalDocument } from '../fiscal-document.js';
import { documentNotFound, fileNotKept } from '../fiscal.errors.js';
import { FiscalDocuments, FiscalFiles } from '../fiscal.ports.js';

/** The document of an order, or a file of it, for whoever may see the order. Throws `ORDER_NOT_FOUND`, `FISCAL_DOCUMENT_NOT_FOUND` (404). */
@Injectable()
export class ShowDocument {
  constructor(
    private readonly documents: FiscalDocuments,
    private readonly files: FiscalFiles,
    private readonly ordering: OrderingApi,
  ) {}

  async execute({ actor, orderId }: { actor: Actor; orderId: string }): Promise<FiscalDocument> {
    const { outletId } = await this.ordering.sold(orderId, actor);
    const document = await this.documents.ofOrder(outletId, orderId);
    if (!document) throw documentNotFound();
    return document;
  }

  /** Throws `FISCAL_FILE_NOT_KEPT` (404) until it was fetched. */
  async file(input: { actor: Actor; orderId: string; kind: FileKind }): Promise<DownloadedFile & { name: string }> {
    const document = await this.execute(input);
    const file = await this.files.find(document, input.kind);
    if (!file) throw fileNotKept();
    return { ...file, name: document.accessKey ?? document.reference };
  }
}

import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import { danfeOf } from '../model/danfe.js';
import { DanfePrinter, FiscalDocumentRepository, FiscalFiles } from '../fiscal.ports.js';
import type { DownloadedFile } from '../model/authority-state.js';
import type { FiscalDocument } from '../model/fiscal-document.js';
import { documentNotFound, fileNotKept } from '../model/fiscal.errors.js';

const PDF = 'application/pdf';

export interface OrderOfActor {
  readonly actor: Actor;
  readonly orderId: string;
}

export type NamedFile = Pick<DownloadedFile, 'mediaType' | 'content'> & { readonly name: string };

/** The document of an order, or a file of it, for whoever may see the order. Throws `ORDER_NOT_FOUND`, `FISCAL_DOCUMENT_NOT_FOUND`. */
@Injectable()
export class OrderDocuments {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly files: FiscalFiles,
    private readonly ordering: OrderingApi,
    private readonly outlets: OutletsApi,
    private readonly printer: DanfePrinter,
  ) {}

  async get({ actor, orderId }: OrderOfActor): Promise<FiscalDocument> {
    const { outletId } = await this.ordering.sold(orderId, actor);
    const document = await this.documents.ofOrder(outletId, orderId);
    if (!document) throw documentNotFound();
    return document;
  }

  /** What the authority signed, byte for byte. Throws `FISCAL_FILE_NOT_KEPT` until it was fetched. */
  async xml(input: OrderOfActor): Promise<NamedFile> {
    const document = await this.get(input);
    const file = await this.files.find(document, 'XML');
    if (!file) throw fileNotKept();
    return { ...file, name: nameOf(document) };
  }

  /**
   * What people print: the provider's PDF, or ours where it has none (Focus NFe shows consumer documents as a page). Throws
   * `FISCAL_FILE_NOT_KEPT` until there is one, `DOCUMENTS_BUSY`.
   */
  async pdf(input: OrderOfActor): Promise<NamedFile> {
    const document = await this.get(input);
    const file = await this.files.find(document, 'DANFE');
    if (file?.mediaType === PDF) return { ...file, name: nameOf(document) };
    const danfe = danfeOf(document, await this.outlets.get(document.outletId));
    if (danfe) return { mediaType: PDF, content: await this.printer.print(danfe), name: nameOf(document) };
    if (!file) throw fileNotKept();
    return { ...file, name: nameOf(document) };
  }
}

const nameOf = ({ accessKey, reference }: FiscalDocument): string => accessKey ?? reference;

import { Injectable } from '@nestjs/common';

import { DocumentLedger } from './services/document-ledger.js';
import { FiscalDocumentRepository } from './fiscal.ports.js';
import { FiscalApi, type FiscalSummary } from './fiscal.api.js';

@Injectable()
export class FiscalFacade extends FiscalApi {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly ledger: DocumentLedger,
  ) {
    super();
  }

  async ofOrder(outletId: string, orderId: string): Promise<FiscalSummary | null> {
    const document = await this.documents.ofOrder(outletId, orderId);
    if (!document) return null;
    const { id, model, status, series, number, accessKey, links } = document;
    return { id, orderId, model, status, series, number, accessKey, lookupUrl: links.lookup };
  }

  async documentChanged(provider: string, reference: string): Promise<boolean> {
    const document = await this.documents.byReference(provider, reference);
    if (document) await this.ledger.wake(document);
    return document !== null;
  }
}

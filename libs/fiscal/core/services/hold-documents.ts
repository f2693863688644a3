import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { OrderingApi, SaleInvoices } from '#libs/ordering';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { documentIssued } from '../model/fiscal.errors.js';
import { heldBack, REOPENED } from '../model/fiscal-moves.js';
import { DocumentDrafts } from './document-drafts.js';
import { DocumentLedger } from './document-ledger.js';

const TRIES = 5;

/** Fiscal's word in opening a bill again: what is not sent yet waits until the bill is settled once more. */
@Injectable()
export class HoldDocuments extends SaleInvoices {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly ledger: DocumentLedger,
    private readonly drafts: DocumentDrafts,
    private readonly ordering: OrderingApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async hold({ outletId, orderId }: { readonly outletId: string; readonly orderId: string }): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const document = await this.documents.ofOrder(outletId, orderId);
      if (!document) {
        // Its one place is taken: a job that has read the order as paid opens nothing any more.
        const draft = await this.drafts.of(await this.ordering.sold(orderId, { outletId }));
        if (draft === null || (await this.ledger.open({ ...draft, status: 'WITHDRAWN', code: REOPENED }))) return;
        continue;
      }
      if (document.code === REOPENED && document.status === 'WITHDRAWN') return;
      const move = heldBack(document, this.clock.now());
      if (!move) throw documentIssued(document.status);
      if (await this.ledger.write(document, move)) return;
    }
    throw new Error('The document moved each time that it was to be held back');
  }
}

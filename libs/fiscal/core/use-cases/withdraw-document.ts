import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { OrderingApi } from '#libs/ordering';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { DocumentLedger } from '../services/document-ledger.js';
import { refundedSale } from '../model/fiscal-moves.js';
import { DocumentDrafts } from '../services/document-drafts.js';
import type { OrderRef } from './open-document.js';

const TRIES = 5;

/** A sale was refunded whole: its document is cancelled when it is there, as soon as it is there, or never issued. */
@Injectable()
export class WithdrawDocument {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly ledger: DocumentLedger,
    private readonly drafts: DocumentDrafts,
    private readonly ordering: OrderingApi,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const document = await this.documents.ofOrder(outletId, orderId);
      if (!document) {
        if (await this.forestall({ outletId, orderId })) return;
        continue;
      }
      const move = refundedSale(document, this.clock.now());
      if (!move || (await this.ledger.write(document, move))) return;
    }
    throw new Error('The document moved each time that it was to be withdrawn');
  }

  /** Takes the order's one place, so that a job that has read it as paid opens nothing any more. */
  private async forestall({ outletId, orderId }: OrderRef): Promise<boolean> {
    const draft = await this.drafts.of(await this.ordering.sold(orderId, { outletId }));
    return draft === null || this.ledger.open({ ...draft, status: 'WITHDRAWN' });
  }
}

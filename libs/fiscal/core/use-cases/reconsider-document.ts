import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { DocumentLedger } from '../services/document-ledger.js';
import { retried } from '../model/fiscal-moves.js';
import type { OrderRef } from './open-document.js';

/** What a document waited for may be there now: one that is BLOCKED is put together again. Every other stays as it is. */
@Injectable()
export class ReconsiderDocument {
  constructor(
    private readonly documents: FiscalDocumentRepository,
    private readonly ledger: DocumentLedger,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    const document = await this.documents.ofOrder(outletId, orderId);
    if (document?.status !== 'BLOCKED') return;
    const move = retried(document, this.clock.now());
    if (move) await this.ledger.write(document, move);
  }
}

import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';
import { OrderingApi, type SoldOrder } from '#libs/ordering';

import { FiscalDocumentRepository } from '../fiscal.ports.js';
import { owedAgain } from '../model/fiscal-moves.js';
import { DocumentDrafts } from '../services/document-drafts.js';
import { DocumentLedger } from '../services/document-ledger.js';

export interface OrderRef {
  readonly outletId: string;
  readonly orderId: string;
}

const PAID: readonly SoldOrder['paymentStatus'][] = ['PAID', 'PARTIALLY_REFUNDED'];

/** Opens the document that a paid order of a Brazilian outlet is owed: one, however often it is asked. */
@Injectable()
export class OpenDocument {
  constructor(
    private readonly ledger: DocumentLedger,
    private readonly drafts: DocumentDrafts,
    private readonly ordering: OrderingApi,
    private readonly documents: FiscalDocumentRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    const order = await this.ordering.sold(orderId, { outletId });
    if (!PAID.includes(order.paymentStatus) || order.status === 'VOIDED') return;
    // What costs nothing is no sale to a tax office.
    if (order.totalAmount === 0) return;
    // A bill that was opened again is not what it will be.
    if (order.isReopened) return;
    const document = await this.drafts.of(order);
    if (document && !(await this.ledger.open(document))) await this.openAgain(order);
  }

  /** The bill was opened again before anything was sent, and is settled once more. */
  private async openAgain({ outletId, id, totalAmount }: SoldOrder): Promise<void> {
    const document = await this.documents.ofOrder(outletId, id);
    const move = document && owedAgain(document, totalAmount, this.clock.now());
    if (document && move) await this.ledger.write(document, move);
  }
}

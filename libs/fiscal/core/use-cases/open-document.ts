import { Injectable } from '@nestjs/common';

import { OrderingApi, type SoldOrder } from '#libs/ordering';

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
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    const order = await this.ordering.sold(orderId, { outletId });
    if (!PAID.includes(order.paymentStatus) || order.status === 'VOIDED') return;
    // What costs nothing is no sale to a tax office.
    if (order.totalAmount === 0) return;
    const document = await this.drafts.of(order);
    if (document) await this.ledger.open(document);
  }
}

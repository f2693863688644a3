import { Injectable } from '@nestjs/common';

import { OrderingApi } from '#libs/ordering';

import { FiscalDesk } from '../fiscal-desk.js';
import { refundedSale } from '../fiscal-moves.js';
import { OpenDocument, type OrderRef } from './open-document.js';

const TRIES = 5;

/** A sale was refunded whole: its document is cancelled when it is there, as soon as it is there, or never issued. */
@Injectable()
export class WithdrawDocument {
  constructor(
    private readonly desk: FiscalDesk,
    private readonly opening: OpenDocument,
    private readonly ordering: OrderingApi,
  ) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      const document = await this.desk.documents.ofOrder(outletId, orderId);
      if (!document) {
        if (await this.forestall({ outletId, orderId })) return;
        continue;
      }
      const move = refundedSale(document, this.desk.clock.now());
      if (!move || (await this.desk.write(document, move))) return;
    }
    throw new Error('The document moved each time that it was to be withdrawn');
  }

  /** Takes the order's one place, so that a job that has read it as paid opens nothing any more. */
  private async forestall({ outletId, orderId }: OrderRef): Promise<boolean> {
    const draft = await this.opening.draft(await this.ordering.sold(orderId, { outletId }));
    return draft === null || this.desk.open({ ...draft, status: 'WITHDRAWN' });
  }
}

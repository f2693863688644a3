import { Injectable } from '@nestjs/common';

import { FiscalDesk } from '../fiscal-desk.js';
import { retried } from '../fiscal-moves.js';
import type { OrderRef } from './open-document.js';

/** What a document waited for may be there now: one that is BLOCKED is put together again. Every other stays as it is. */
@Injectable()
export class ReconsiderDocument {
  constructor(private readonly desk: FiscalDesk) {}

  async execute({ outletId, orderId }: OrderRef): Promise<void> {
    const document = await this.desk.documents.ofOrder(outletId, orderId);
    if (document?.status !== 'BLOCKED') return;
    const move = retried(document, this.desk.clock.now());
    if (move) await this.desk.write(document, move);
  }
}

import { Injectable } from '@nestjs/common';

import { FiscalDesk } from '../fiscal-desk.js';
import { FiscalApi, type FiscalSummary } from '../fiscal.api.js';

/** Fiscal's door for its neighbours. */
@Injectable()
export class FiscalDoor extends FiscalApi {
  constructor(private readonly desk: FiscalDesk) {
    super();
  }

  async ofOrder(outletId: string, orderId: string): Promise<FiscalSummary | null> {
    const document = await this.desk.documents.ofOrder(outletId, orderId);
    if (!document) return null;
    const { id, model, status, series, number, accessKey, links } = document;
    return { id, orderId, model, status, series, number, accessKey, lookupUrl: links.lookup };
  }

  async news(provider: string, reference: string): Promise<boolean> {
    const document = await this.desk.documents.byReference(provider, reference);
    if (document) await this.desk.wake(document);
    return document !== null;
  }
}
